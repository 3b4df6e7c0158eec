import { useMemo } from 'react'
import { useQuery } from 'urql'
import { filterOf, type OrdersSearch, pageOf } from '@/features/orders/search'
import { useCoalesced } from '@/lib/graphql/useCoalesced'
import { useLive } from '@/lib/graphql/useLive'
import { useReconnect } from '@/lib/graphql/useReconnect'
import { useChosenShop } from '@/lib/shop/useShops'
import { ordersChanged, ordersPage, orderStates } from './orders'

/**
 * One page of orders, live: rows change where they stand as soon as the cache
 * hears of them, and the list is read again for orders that come or leave.
 */
export function useOrders(search: OrdersSearch) {
  const { shop, ready } = useChosenShop()
  const variables = useMemo(() => ({ ...pageOf(search), filter: filterOf(search, shop?.id) }), [search, shop?.id])
  const [{ data, error, fetching, stale }, read] = useQuery({ query: ordersPage, variables, pause: !ready })
  const [{ data: figures }, readFigures] = useQuery({ query: orderStates, variables: { shopId: shop?.id }, pause: !ready })

  const again = () => {
    read({ requestPolicy: 'network-only' })
    readFigures({ requestPolicy: 'network-only' })
  }
  const soon = useCoalesced(again)
  useLive(ordersChanged, { shopId: shop?.id }, soon, !ready)
  useReconnect(again)

  return { page: data?.orders, states: figures?.dashboard.states, error, loading: !ready || fetching || stale, again, shopId: shop?.id }
}
