import { useMemo } from 'react'
import { useQuery } from 'urql'
import type { PaymentMappingStatus } from '@/gql/graphql'
import { useCoalesced } from '@/lib/graphql/useCoalesced'
import { useLive } from '@/lib/graphql/useLive'
import { useReconnect } from '@/lib/graphql/useReconnect'
import { paymentMappings, paymentsHappened } from './payments'

const urgency: Record<PaymentMappingStatus, number> = { NEW: 0, ACTIVE: 1, OFF: 2 }

/** The shop's payment methods, new ones first; a new one appears by itself. */
export function usePayments(shopId: string) {
  const [{ data, error, fetching }, read] = useQuery({ query: paymentMappings, variables: { shopId } })
  const again = () => read({ requestPolicy: 'network-only' })
  const soon = useCoalesced(again)
  useLive(paymentsHappened, { shopId }, soon)
  useReconnect(again)
  const rows = useMemo(
    () => data?.paymentMappings.toSorted((a, b) => urgency[a.status] - urgency[b.status] || a.method.localeCompare(b.method)),
    [data],
  )
  return { rows, error, loading: fetching, again }
}
