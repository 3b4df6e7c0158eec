import { useMemo } from 'react'
import { useQuery } from 'urql'
import type { TasksSearch } from '@/features/tasks/search'
import { graphql } from '@/gql'
import { useCoalesced } from '@/lib/graphql/useCoalesced'
import { useLive } from '@/lib/graphql/useLive'
import { useReconnect } from '@/lib/graphql/useReconnect'
import { useChosenShop } from '@/lib/shop/useShops'

const tasks = graphql(`
  query Tasks($first: Int, $after: Cursor, $last: Int, $before: Cursor, $filter: TaskFilter) {
    tasks(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
      nodes {
        ...TaskParts
        order {
          id
          number
          customer
          vascoNumber
          vascoYear
        }
      }
      pageInfo {
        ...PageParts
      }
    }
  }
`)

const taskHappened = graphql(`
  subscription TaskHappened($shopId: ID) {
    eventAdded(filter: { shopId: $shopId, kinds: ["task.opened", "task.resolved"] }) {
      cursor
    }
  }
`)

const pageSize = 50

/** One page of tasks, read again when one is opened or closed. */
export function useTasks({ show, kind, after, before }: TasksSearch) {
  const { shop, ready } = useChosenShop()
  const variables = useMemo(
    () => ({
      ...(before ? { last: pageSize, before } : { first: pageSize, after }),
      filter: { shopId: shop?.id, open: show !== 'closed', kinds: kind && [kind] },
    }),
    [shop?.id, show, kind, after, before],
  )
  const [{ data, error, fetching }, read] = useQuery({ query: tasks, variables, pause: !ready })
  const again = () => read({ requestPolicy: 'network-only' })
  const soon = useCoalesced(again)
  useLive(taskHappened, { shopId: shop?.id }, soon, !ready)
  useReconnect(again)
  return { page: data?.tasks, error, loading: !ready || fetching, again }
}
