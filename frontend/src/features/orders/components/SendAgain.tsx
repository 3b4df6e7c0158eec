import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '@/components/Icon'
import { syncOrders } from '@/features/orders/api/orders'
import { filterOf, mendableStates, type OrdersSearch, statesOf } from '@/features/orders/search'
import { useAction } from '@/lib/graphql/useAction'
import { useTell } from '@/lib/useTell'
import { useWords } from '@/lib/words/useWords'

/** Sends all orders of the filter again; offered where it makes sense for all of them. */
export function SendAgain({ search, shopId }: { search: OrdersSearch; shopId: string | undefined }) {
  const { t } = useTranslation('orders')
  const words = useWords()
  const tell = useTell()
  const [run, busy] = useAction(syncOrders)
  const states = statesOf(search.state)
  if (states.length === 0 || !states.every((state) => mendableStates.includes(state))) return null

  const send = async () => {
    const outcome = await run({ input: { filter: filterOf(search, shopId) } })
    if (!outcome) return
    const [first] = outcome.refused
    if (first) tell.refused(words.userError(first))
    else tell.done(t('sentAgain', { count: outcome.payload.queued }))
  }
  return (
    <Button variant="default" loading={busy} leftSection={<Icon name="refresh" size={16} />} onClick={() => void send()}>
      {t('sendAgain')}
    </Button>
  )
}
