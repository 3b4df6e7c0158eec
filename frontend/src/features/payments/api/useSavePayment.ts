import { useState } from 'react'
import type { SetPaymentMappingInput } from '@/gql/graphql'
import { useAction } from '@/lib/graphql/useAction'
import { useReleased } from '@/lib/useReleased'
import { useWords } from '@/lib/words/useWords'
import { type PaymentRow, setPaymentMapping } from './payments'

type Wanted = Omit<SetPaymentMappingInput, 'shopId' | 'method' | 'title' | 'paymentId'> & { paymentId: string }

/** Saves what a payment method is in VASCO and tells which orders that releases. */
export function useSavePayment(row: PaymentRow, shopId: string) {
  const words = useWords()
  const released = useReleased()
  const [run, busy] = useAction(setPaymentMapping)
  const [error, setError] = useState<string>()
  const save = async ({ paymentId, ...wanted }: Wanted): Promise<boolean> => {
    const outcome = await run({
      input: { shopId, method: row.method, title: row.title || undefined, paymentId: paymentId.trim() || undefined, ...wanted },
    })
    if (!outcome) return false
    const refused = outcome.refused[0]
    setError(refused && words.userError(refused))
    if (refused) return false
    released(outcome.payload.releasedOrders, outcome.payload.oldOrders)
    return true
  }
  return { save, busy, error }
}
