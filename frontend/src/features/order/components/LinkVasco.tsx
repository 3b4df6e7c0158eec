import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { linkOrder } from '@/features/order/api/actions'
import type { OrderDetail } from '@/features/order/api/order'
import { useDecision } from '@/features/order/api/useDecision'
import { NumberFields } from './NumberFields'

type Props = { order: OrderDetail; opened: boolean; onClose: () => void }

/** Says which order in VASCO it is: somebody entered it by hand. */
export function LinkVasco({ order, opened, onClose }: Props) {
  const { t } = useTranslation(['order', 'common'])
  const { decide, busy, errorOf, error } = useDecision(linkOrder, t('linkVasco.done'), onClose)
  const [number, setNumber] = useState('')
  const [year, setYear] = useState(order.placedAt.slice(0, 4))
  return (
    <Modal opened={opened} onClose={onClose} title={t('mending.linkVasco')} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <form
        onSubmit={(submit) => {
          submit.preventDefault()
          void decide({ input: { id: order.id, number: number.trim(), year: year.trim() } })
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t('linkVasco.text')}</Text>
          <NumberFields
            prefix={order.shop.settings.numberPrefix}
            number={{ value: number, onChange: setNumber, error: errorOf('number') }}
            year={{ value: year, onChange: setYear, error: errorOf('year') }}
          />
          {error && !errorOf('number') && !errorOf('year') && (
            <Text size="sm" c="var(--bad)" role="alert">
              {error}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {t('linkVasco.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
