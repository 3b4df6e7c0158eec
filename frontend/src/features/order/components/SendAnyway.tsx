import { Button, Group, Modal, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { syncOrder } from '@/features/order/api/actions'
import type { OrderDetail } from '@/features/order/api/order'
import { useDecision } from '@/features/order/api/useDecision'
import { paramsOf } from '@/lib/words/params'
import { useWords } from '@/lib/words/useWords'

type Props = { order: OrderDetail; opened: boolean; onClose: () => void }

/** The totals as the reason shows them. */
function totalsOf({ reason }: OrderDetail) {
  const { shopTotal, documentTotal } = paramsOf(reason?.params ?? [])
  return shopTotal && documentTotal ? { shopTotal, documentTotal } : undefined
}

/** Sends an order although VASCO will add it up to another total. */
export function SendAnyway({ order, opened, onClose }: Props) {
  const { t } = useTranslation(['order', 'common'])
  const words = useWords()
  const seenTotals = totalsOf(order)
  const { decide, busy, error } = useDecision(syncOrder, t('queued'), onClose)
  return (
    <Modal opened={opened} onClose={onClose} title={t('mending.sendAnyway')} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <Text size="sm">{order.reason && words.reason(order.reason)}</Text>
      <Text size="sm" mt="sm">
        {t('sendAnyway.text')}
      </Text>
      {error && (
        <Text size="sm" c="var(--bad)" role="alert" mt="sm">
          {error}
        </Text>
      )}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button loading={busy} onClick={() => void decide({ input: { id: order.id, acceptDifference: true, seenTotals } })}>
          {t('mending.sendAnyway')}
        </Button>
      </Group>
    </Modal>
  )
}
