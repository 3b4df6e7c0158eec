import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { resendOrder } from '@/features/order/api/actions'
import type { OrderDetail } from '@/features/order/api/order'
import { useDecision } from '@/features/order/api/useDecision'

type Props = { order: OrderDetail; opened: boolean; onClose: () => void }

/** Sends an order whatever its age. Who does types its number: a wrong one would be in VASCO twice. */
export function Resend({ order, opened, onClose }: Props) {
  const { t } = useTranslation(['order', 'common'])
  const { decide, busy, error } = useDecision(resendOrder, t('queued'), onClose)
  const [typed, setTyped] = useState('')
  return (
    <Modal opened={opened} onClose={onClose} title={t('mending.resend')} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <form
        onSubmit={(submit) => {
          submit.preventDefault()
          void decide({ input: { id: order.id, confirmNumber: typed.trim() } })
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t('resend.text')}</Text>
          <TextInput
            label={t('resend.confirm', { number: order.number })}
            required
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            error={error}
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {t('mending.resend')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
