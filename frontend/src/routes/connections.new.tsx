import { createFileRoute } from '@tanstack/react-router'
import { NewConnectionPage } from '@/features/connections/components/ConnectionPage'

export const Route = createFileRoute('/connections/new')({ component: NewConnectionPage })
