import { createFileRoute } from '@tanstack/react-router'

export const Route = createFileRoute('/connections/new')({ component: () => null })
