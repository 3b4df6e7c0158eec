import { createFileRoute } from '@tanstack/react-router'
import { ProductPage } from '@/features/products/components/ProductPage'

export const Route = createFileRoute('/products/$productId')({
  component: function Product() {
    const { productId } = Route.useParams()
    return <ProductPage key={productId} id={productId} />
  },
})
