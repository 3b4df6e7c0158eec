import { createFileRoute } from '@tanstack/react-router'
import { OrderPage } from '@/features/order/components/OrderPage'

export const Route = createFileRoute('/orders/$orderId')({
  component: function Order() {
    const { orderId } = Route.useParams()
    return <OrderPage key={orderId} id={orderId} />
  },
})
