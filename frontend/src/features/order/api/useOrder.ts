import { useQuery } from 'urql'
import { isBadId } from '@/lib/graphql/failure'
import { useCoalesced } from '@/lib/graphql/useCoalesced'
import { useLive } from '@/lib/graphql/useLive'
import { useReconnect } from '@/lib/graphql/useReconnect'
import { order, orderChanged, orderHappened } from './order'

/** An order with its timeline, live. The head changes at once, the timeline is read again soon after. */
export function useOrder(id: string) {
  const [{ data, error, fetching }, read] = useQuery({ query: order, variables: { id } })
  const again = () => read({ requestPolicy: 'network-only' })
  const soon = useCoalesced(again, 500)
  useLive(orderChanged, { id })
  useLive(orderHappened, { id }, soon)
  useReconnect(again)
  return { order: data?.order, missing: data?.order === null || isBadId(error), error: isBadId(error) ? undefined : error, loading: fetching, again }
}
