import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { useClient } from 'urql'
import type { EventFilter } from '@/gql/graphql'
import { useSocket } from '@/lib/graphql/backend'
import { useReconnect } from '@/lib/graphql/useReconnect'
import { Feed } from './feed'

/** The live log behind a filter, which must be the same object while it means the same. */
export function useFeed(filter: EventFilter) {
  const client = useClient()
  const socket = useSocket()
  const feed = useMemo(() => new Feed(client, socket, filter), [client, socket, filter])
  useEffect(() => {
    void feed.start()
    return feed.stop
  }, [feed])
  useReconnect(feed.reconnected)
  return { ...useSyncExternalStore(feed.subscribe, feed.snapshot), feed }
}
