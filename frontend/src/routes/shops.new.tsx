import { createFileRoute } from '@tanstack/react-router'
import { NewShopPage } from '@/features/shops/components/NewShopPage'

export const Route = createFileRoute('/shops/new')({ component: NewShopPage })
