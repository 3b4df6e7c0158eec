import { Button, Group, Modal, Radio, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { syncOrder } from '@/features/order/api/actions'
import type { OrderDetail } from '@/features/order/api/order'
import { useDecision } from '@/features/order/api/useDecision'
import { candidatesOf } from '@/features/order/mending'
import { paramsOf } from '@/lib/words/params'

type Props = { order: OrderDetail; opened: boolean; onClose: () => void }

/** Chooses the buyer's partner in VASCO: one of those that fit, or any by its code. */
export function ChoosePartner({ order, opened, onClose }: Props) {
  const { t } = useTranslation(['order', 'common'])
  const { decide, busy, error } = useDecision(syncOrder, t('queued'), onClose)
  const [code, setCode] = useState('')
  const candidates = candidatesOf(paramsOf(order.reason?.params ?? []).candidates ?? '')
  return (
    <Modal opened={opened} onClose={onClose} title={t('mending.choosePartner')} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <form
        onSubmit={(submit) => {
          submit.preventDefault()
          void decide({ input: { id: order.id, partnerCode: code.trim() } })
        }}
      >
        <Stack gap="md">
          {candidates.length > 0 && (
            <Radio.Group label={t('choosePartner.candidates')} value={code} onChange={setCode}>
              <Stack gap="xs" mt="xs">
                {candidates.map((candidate) => (
                  <Radio key={candidate.label} value={candidate.code} label={candidate.label} />
                ))}
              </Stack>
            </Radio.Group>
          )}
          <TextInput
            label={t('choosePartner.code')}
            description={t('choosePartner.hint')}
            value={code}
            onChange={({ currentTarget }) => setCode(currentTarget.value)}
            error={error}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={code.trim() === ''}>
              {t('choosePartner.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
