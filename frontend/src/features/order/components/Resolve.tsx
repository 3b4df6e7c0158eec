import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Resolution } from '@/gql/graphql'
import { resolveOrder } from '@/features/order/api/actions'
import type { OrderDetail } from '@/features/order/api/order'
import { useDecision } from '@/features/order/api/useDecision'
import { NumberFields } from './NumberFields'

type Props = { order: OrderDetail; opened: boolean; onClose: () => void }

/** Ends an uncertain order by a person's word. A wrong word doubles the order or loses it, so nothing is chosen beforehand. */
export function Resolve({ order, opened, onClose }: Props) {
  const { t } = useTranslation(['order', 'common'])
  const { decide, busy, errorOf, error } = useDecision(resolveOrder, t('resolve.done'), onClose)
  const [resolution, setResolution] = useState<Resolution | null>(null)
  const [number, setNumber] = useState('')
  const [year, setYear] = useState(order.placedAt.slice(0, 4))
  const created = resolution === 'CREATED'
  const fieldError = errorOf('number') ?? errorOf('year')
  return (
    <Modal opened={opened} onClose={onClose} title={t('mending.resolve')} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <form
        onSubmit={(submit) => {
          submit.preventDefault()
          if (resolution) void decide({ input: created ? { id: order.id, resolution, number: number.trim(), year: year.trim() } : { id: order.id, resolution } })
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t('resolve.text', { number: order.number })}</Text>
          <Radio.Group value={resolution ?? ''} onChange={(chosen) => setResolution(chosen as Resolution)} label={t('resolve.question')}>
            <Stack gap="xs" mt="xs">
              <Radio value="CREATED" label={t('resolve.created')} />
              <Radio value="NOT_CREATED" label={t('resolve.notCreated')} description={t('resolve.notCreatedHint')} />
            </Stack>
          </Radio.Group>
          {created && (
            <NumberFields
              prefix={order.shop.settings.numberPrefix}
              number={{ value: number, onChange: setNumber, error: errorOf('number') }}
              year={{ value: year, onChange: setYear, error: errorOf('year') }}
            />
          )}
          {error && !fieldError && (
            <Text size="sm" c="var(--bad)" role="alert">
              {error}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={!resolution}>
              {t('resolve.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
