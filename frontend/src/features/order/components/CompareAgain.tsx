import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { syncOrder } from '@/features/order/api/actions'
import { useButton } from '@/lib/graphql/useButton'
import { useTell } from '@/lib/useTell'

/** Reads the order back from VASCO once more, after somebody corrected it there. */
export function CompareAgain({ orderId }: { orderId: string }) {
  const { t } = useTranslation('order')
  const tell = useTell()
  const [press, busy] = useButton(syncOrder)
  const compare = async () => {
    if (await press({ input: { id: orderId } })) tell.done(t('changes.compared'))
  }
  return (
    <Button variant="default" loading={busy} onClick={() => void compare()}>
      {t('changes.compareAgain')}
    </Button>
  )
}
