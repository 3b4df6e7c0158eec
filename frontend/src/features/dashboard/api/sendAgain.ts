import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { graphql } from '@/gql'
import { isSentAgain } from '@/features/dashboard/problems'
import { useButton } from '@/lib/graphql/useButton'
import { useTell } from '@/lib/useTell'
import type { Problem } from './dashboard'

const releaseProblem = graphql(`
  mutation ReleaseProblem($input: ReleaseProblemInput!) {
    releaseProblem(input: $input) {
      releasedOrders
      oldOrders
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

/** Asks again for all orders of a problem; those older than seven days need a second press. */
export function useSendAgain({ id, code, releasable }: Problem) {
  const { t } = useTranslation('dashboard')
  const tell = useTell()
  const [press, busy] = useButton(releaseProblem)
  const [old, setOld] = useState(0)
  const send = async () => {
    const payload = await press({ input: { id, confirmOld: old > 0 } })
    if (!payload) return
    setOld(payload.oldOrders)
    tell.done(t('problems.sentAgain', { count: payload.releasedOrders }))
  }
  return { offered: releasable && isSentAgain(code), busy, old, send }
}
