import { useMemo } from 'react'
import { useQuery } from 'urql'
import type { ArticlesSearch } from '@/features/articles/search'
import { useCoalesced } from '@/lib/graphql/useCoalesced'
import { useLive } from '@/lib/graphql/useLive'
import { useReconnect } from '@/lib/graphql/useReconnect'
import { articleMappings, articlesHappened } from './articles'

const pageSize = 50

/** One page of a shop's article map, read again when it changes or an order waits for a code. */
export function useArticles(shopId: string, { search, missing, after, before }: ArticlesSearch) {
  const variables = useMemo(
    () => ({ shopId, search, missing: missing === 'yes', ...(before ? { last: pageSize, before } : { first: pageSize, after }) }),
    [shopId, search, missing, after, before],
  )
  const [{ data, error, fetching }, read] = useQuery({ query: articleMappings, variables })
  const again = () => read({ requestPolicy: 'network-only' })
  const soon = useCoalesced(again)
  useLive(articlesHappened, { shopId }, soon)
  useReconnect(again)
  return { page: data?.articleMappings, error, loading: fetching, again }
}
