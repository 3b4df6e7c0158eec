import { Button, Checkbox, Group, Modal, Radio, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { deletePaymentMapping, type PaymentRow } from '@/features/payments/api/payments'
import { useSavePayment } from '@/features/payments/api/useSavePayment'
import { PaymentRules, rulesOf } from './PaymentRules'
import { useButton } from '@/lib/graphql/useButton'
import { useTell } from '@/lib/useTell'

type Props = { row: PaymentRow; shop: { id: string; key: string }; onClose: () => void }

export function EditPayment({ row, shop, onClose }: Props) {
  const { t } = useTranslation(['payments', 'common'])
  const [status, setStatus] = useState(row.status === 'OFF' ? 'OFF' : 'ACTIVE')
  const [paymentId, setPaymentId] = useState(row.paymentId)
  const [releaseOld, setReleaseOld] = useState(false)
  const [rules, setRules] = useState(() => rulesOf(row))
  const { save, busy, error } = useSavePayment(row, shop.id)
  const active = status === 'ACTIVE'
  return (
    <Modal opened onClose={onClose} title={row.title || row.method} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <form
        onSubmit={(submit) => {
          submit.preventDefault()
          void save({ status: active ? 'ACTIVE' : 'OFF', paymentId, releaseOld, ...rules }).then((saved) => saved && onClose())
        }}
      >
        <Stack gap="md">
          <Radio.Group value={status} onChange={setStatus} label={t('edit.question')}>
            <Stack gap="xs" mt="xs">
              <Radio value="ACTIVE" label={t('edit.active')} />
              <Radio value="OFF" label={t('edit.off')} />
            </Stack>
          </Radio.Group>
          <TextInput
            label={t('paymentId')}
            description={t('edit.paymentIdHint')}
            required={active}
            value={paymentId}
            onChange={({ currentTarget }) => setPaymentId(currentTarget.value)}
            error={error}
          />
          {active && <PaymentRules shopKey={shop.key} rules={rules} onChange={setRules} />}
          {active && (
            <Checkbox
              checked={releaseOld}
              onChange={({ currentTarget }) => setReleaseOld(currentTarget.checked)}
              label={t('edit.releaseOld')}
              description={t('edit.releaseOldHint')}
            />
          )}
          <Group justify="space-between">
            <Remove row={row} onRemoved={onClose} />
            <Group>
              <Button variant="default" onClick={onClose}>
                {t('common:action.cancel')}
              </Button>
              <Button type="submit" loading={busy}>
                {t('common:action.save')}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

/** Forgets a method; the next order with it makes it new again. */
function Remove({ row, onRemoved }: { row: PaymentRow; onRemoved: () => void }) {
  const { t } = useTranslation(['payments', 'common'])
  const tell = useTell()
  const [press, busy] = useButton(deletePaymentMapping)
  const remove = async () => {
    if (!(await press({ id: row.id }))) return
    tell.done(t('removed'))
    onRemoved()
  }
  return (
    <Button variant="subtle" color="red" loading={busy} onClick={() => void remove()}>
      {t('common:action.remove')}
    </Button>
  )
}
