import { createFileRoute } from '@tanstack/react-router'
import { ConnectionPage } from '@/features/connections/components/ConnectionPage'

export const Route = createFileRoute('/connections/$connectionId')({
  component: function Connection() {
    const { connectionId } = Route.useParams()
    return <ConnectionPage key={connectionId} id={connectionId} />
  },
})
