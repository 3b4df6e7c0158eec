import { createFileRoute } from '@tanstack/react-router'
import { ShopPage } from '@/features/shops/components/ShopPage'

export const Route = createFileRoute('/shops/$shopKey')({
  component: function Shop() {
    const { shopKey } = Route.useParams()
    return <ShopPage key={shopKey} shopKey={shopKey} />
  },
})
