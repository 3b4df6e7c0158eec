import { useTranslation } from 'react-i18next'
import { graphql } from '@/gql'
import { isSentAgain } from '@/features/dashboard/problems'
import { useButton } from '@/lib/graphql/useButton'
import { useTell } from '@/lib/useTell'
import type { Problem } from './dashboard'

const syncWaiting = graphql(`
  mutation SyncWaiting($input: SyncOrdersInput!) {
    syncOrders(input: $input) {
      queued
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

/** Asks again for all orders of a problem. */
export function useSendAgain({ code, refId, shop }: Problem) {
  const { t } = useTranslation('dashboard')
  const tell = useTell()
  const [press, busy] = useButton(syncWaiting)
  const send = async () => {
    const payload = await press({ input: { filter: { shopId: shop?.id, states: ['BLOCKED', 'FAILED'], reasons: [code], refId } } })
    if (payload) tell.done(t('problems.sentAgain', { count: payload.queued }))
  }
  return { offered: isSentAgain(code), busy, send }
}
