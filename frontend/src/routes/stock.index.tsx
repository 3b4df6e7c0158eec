import { createFileRoute } from '@tanstack/react-router'
import { StockPage } from '@/features/runs/components/StockPage'
import { readPlace } from '@/features/runs/search'

export const Route = createFileRoute('/stock/')({
  validateSearch: readPlace,
  component: function Stock() {
    return <StockPage place={Route.useSearch()} />
  },
})
