import { createFileRoute } from '@tanstack/react-router'
import { ShopsPage } from '@/features/shops/components/ShopsPage'

export const Route = createFileRoute('/shops/')({ component: ShopsPage })
