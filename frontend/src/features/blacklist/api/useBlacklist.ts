import { useQuery, useSubscription } from 'urql'
import { useCoalesced } from '@/lib/graphql/useCoalesced'
import { useReconnect } from '@/lib/graphql/useReconnect'
import { blacklist, blacklistHappened } from './blacklist'

export function useBlacklist(shopId: string) {
  const [{ data, error, fetching }, read] = useQuery({ query: blacklist, variables: { shopId } })
  const again = () => read({ requestPolicy: 'network-only' })
  const soon = useCoalesced(again)
  useSubscription({ query: blacklistHappened, variables: { shopId } }, (_previous, change) => {
    soon()
    return change
  })
  useReconnect(again)
  return { rows: data?.blacklist, error, loading: fetching, again }
}
