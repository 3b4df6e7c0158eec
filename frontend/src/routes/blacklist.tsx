import { createFileRoute } from '@tanstack/react-router'
import { BlacklistPage } from '@/features/blacklist/components/BlacklistPage'

export const Route = createFileRoute('/blacklist')({ component: BlacklistPage })
