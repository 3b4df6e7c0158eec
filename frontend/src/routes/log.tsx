import { createFileRoute } from '@tanstack/react-router'
import { LogPage } from '@/features/log/components/LogPage'
import { readLogSearch } from '@/features/log/search'

export const Route = createFileRoute('/log')({
  validateSearch: readLogSearch,
  component: function Log() {
    return <LogPage search={Route.useSearch()} />
  },
})
