import { useQuery } from 'urql'
import { useCoalesced } from '@/lib/graphql/useCoalesced'
import { useLive } from '@/lib/graphql/useLive'
import { useReconnect } from '@/lib/graphql/useReconnect'
import { blacklist, blacklistHappened } from './blacklist'

export function useBlacklist(shopId: string) {
  const [{ data, error, fetching }, read] = useQuery({ query: blacklist, variables: { shopId } })
  const again = () => read({ requestPolicy: 'network-only' })
  const soon = useCoalesced(again)
  useLive(blacklistHappened, { shopId }, soon)
  useReconnect(again)
  return { rows: data?.blacklist, error, loading: fetching, again }
}
