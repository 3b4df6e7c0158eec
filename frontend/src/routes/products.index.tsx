import { createFileRoute } from '@tanstack/react-router'
import { ProductsPage } from '@/features/products/components/ProductsPage'
import { readProductsSearch } from '@/features/products/search'

export const Route = createFileRoute('/products/')({
  validateSearch: readProductsSearch,
  component: function Products() {
    return <ProductsPage search={Route.useSearch()} />
  },
})
