import { useQuery } from 'urql'
import { graphql } from '@/gql'
import type { DashboardQuery } from '@/gql/graphql'
import { useCoalesced } from '@/lib/graphql/useCoalesced'
import { useLive } from '@/lib/graphql/useLive'
import { useReconnect } from '@/lib/graphql/useReconnect'
import { useChosenShop } from '@/lib/shop/useShops'

export type Figures = DashboardQuery['dashboard']
export type Problem = Figures['problems'][number]

const dashboard = graphql(`
  query Dashboard($shopId: ID) {
    dashboard(shopId: $shopId) {
      ordersToday
      syncedToday
      valueSyncedToday {
        ...MoneyParts
      }
      states {
        state
        count
      }
      medianSecondsToSync
      oldestUnsyncedAt
      openTasks
      hours {
        from
        received
        synced
      }
      problems {
        id
        releasable
        code
        level
        params {
          name
          value
        }
        refId
        shop {
          id
          key
          name
        }
        count
        oldestAt
      }
    }
  }
`)

/** Anything that happens may change a figure; what happened does not matter here. */
const happened = graphql(`
  subscription DashboardChanged($shopId: ID) {
    eventAdded(filter: { shopId: $shopId }) {
      cursor
    }
  }
`)

export function useDashboard() {
  const { shop, ready } = useChosenShop()
  const variables = { shopId: shop?.id }
  const [{ data, error, fetching }, read] = useQuery({ query: dashboard, variables, pause: !ready })
  const again = () => read({ requestPolicy: 'network-only' })
  const soon = useCoalesced(again, 2000)
  useLive(happened, variables, soon, !ready)
  useReconnect(again)
  return { figures: data?.dashboard, error, loading: !ready || fetching, again }
}
