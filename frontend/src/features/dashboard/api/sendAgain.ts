import { useTranslation } from 'react-i18next'
import { graphql } from '@/gql'
import { isSentAgain } from '@/features/dashboard/problems'
import { useAction } from '@/lib/graphql/useAction'
import { useTell } from '@/lib/useTell'
import { useWords } from '@/lib/words/useWords'
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
  const words = useWords()
  const tell = useTell()
  const [run, busy] = useAction(syncWaiting)
  const send = async () => {
    const outcome = await run({ input: { filter: { shopId: shop?.id, states: ['BLOCKED', 'FAILED'], reasons: [code], refId } } })
    const refused = outcome?.refused[0]
    if (refused) tell.refused(words.userError(refused))
    else if (outcome) tell.done(t('problems.sentAgain', { count: outcome.payload.queued }))
  }
  return { offered: isSentAgain(code), busy, send }
}
