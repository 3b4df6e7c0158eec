import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { syncOrder } from '@/features/order/api/actions'
import { useAction } from '@/lib/graphql/useAction'
import { useTell } from '@/lib/useTell'
import { useWords } from '@/lib/words/useWords'

/** Reads the order back from VASCO once more, after somebody corrected it there. */
export function CompareAgain({ orderId }: { orderId: string }) {
  const { t } = useTranslation('order')
  const words = useWords()
  const tell = useTell()
  const [run, busy] = useAction(syncOrder)
  const compare = async () => {
    const outcome = await run({ input: { id: orderId } })
    const refused = outcome?.refused[0]
    if (refused) tell.refused(words.userError(refused))
    else if (outcome) tell.done(t('changes.compared'))
  }
  return (
    <Button variant="default" loading={busy} onClick={() => void compare()}>
      {t('changes.compareAgain')}
    </Button>
  )
}
