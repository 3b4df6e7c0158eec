import { useMemo } from 'react'
import { useQuery } from 'urql'
import { filterOf, type ProductsSearch } from '@/features/products/search'
import { isBadId } from '@/lib/graphql/failure'
import { useCoalesced } from '@/lib/graphql/useCoalesced'
import { useLive } from '@/lib/graphql/useLive'
import { useReconnect } from '@/lib/graphql/useReconnect'
import { productDetail, productRuns, productsPage } from './products'

const pageSize = 50

/** How often a list is read again while a run changes its products. */
const runPause = 2000

/** One page of a shop's products, read again while runs go over them. */
export function useProducts(shopId: string, search: ProductsSearch) {
  const variables = useMemo(() => {
    const { after, before } = search
    return { filter: filterOf(search, shopId), ...(before ? { last: pageSize, before } : { first: pageSize, after }) }
  }, [shopId, search])
  const [{ data, error, fetching }, read] = useQuery({ query: productsPage, variables })
  const again = () => read({ requestPolicy: 'network-only' })
  useLive(productRuns, { shopId }, useCoalesced(again, runPause))
  useReconnect(again)
  return { page: data?.products, error, loading: fetching, again }
}

/** A product with what runs did with it. */
export function useProduct(id: string) {
  const [{ data, error, fetching }, read] = useQuery({ query: productDetail, variables: { id } })
  const again = () => read({ requestPolicy: 'network-only' })
  const shopId = data?.product?.shop.id
  useLive(productRuns, { shopId }, useCoalesced(again, runPause), shopId === undefined)
  useReconnect(again)
  return {
    product: data?.product,
    missing: data?.product === null || isBadId(error),
    error: isBadId(error) ? undefined : error,
    loading: fetching,
    again,
  }
}
