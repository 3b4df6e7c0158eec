import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { unskipOrder } from '@/features/order/api/actions'
import type { OrderDetail } from '@/features/order/api/order'
import { useDecision } from '@/features/order/api/useDecision'

type Props = { order: OrderDetail; opened: boolean; onClose: () => void }

/** Lets an order go on that a person kept out. */
export function Unskip({ order, opened, onClose }: Props) {
  const { t } = useTranslation(['order', 'common'])
  const { decide, busy, error } = useDecision(unskipOrder, t('unskip.done'), onClose)
  const [reason, setReason] = useState('')
  return (
    <Modal opened={opened} onClose={onClose} title={t('unskip.title')} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <form
        onSubmit={(submit) => {
          submit.preventDefault()
          void decide({ input: { id: order.id, reason: reason.trim() || undefined } })
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t('unskip.text')}</Text>
          <TextInput label={t('unskip.reason')} value={reason} onChange={({ currentTarget }) => setReason(currentTarget.value)} error={error} data-autofocus />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {t('mending.unskip')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
