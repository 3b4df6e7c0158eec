import { createFileRoute } from '@tanstack/react-router'
import { OrdersPage } from '@/features/orders/components/OrdersPage'
import { readOrdersSearch } from '@/features/orders/search'

export const Route = createFileRoute('/orders/')({
  validateSearch: readOrdersSearch,
  component: function Orders() {
    return <OrdersPage search={Route.useSearch()} />
  },
})
