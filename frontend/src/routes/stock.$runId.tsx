import { createFileRoute } from '@tanstack/react-router'
import { RunPage } from '@/features/runs/components/RunPage'
import { readRunSearch } from '@/features/runs/search'

export const Route = createFileRoute('/stock/$runId')({
  validateSearch: readRunSearch,
  component: function Run() {
    const { runId } = Route.useParams()
    return <RunPage key={runId} id={runId} search={Route.useSearch()} />
  },
})
