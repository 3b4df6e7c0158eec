import { Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bindBuyer } from '@/features/order/api/actions'
import type { OrderDetail } from '@/features/order/api/order'
import { useAction } from '@/lib/graphql/useAction'
import { useReleased } from '@/lib/useReleased'
import { useWords } from '@/lib/words/useWords'

type Props = { order: OrderDetail; opened: boolean; onClose: () => void }

/** Says who the buyer is in VASCO, for this order and all others of theirs. */
export function BindPartner({ order, opened, onClose }: Props) {
  const { t } = useTranslation(['order', 'common'])
  const words = useWords()
  const released = useReleased()
  const [run, busy] = useAction(bindBuyer)
  const [error, setError] = useState<string>()
  const [code, setCode] = useState('')
  const keys = order.buyerKeys
  const [chosen, setChosen] = useState<string>(keys[0]?.kind ?? '')
  const key = keys.find(({ kind }) => kind === chosen)

  const bind = async () => {
    if (!key) return
    const outcome = await run({ input: { shopId: order.shop.id, kind: key.kind, key: key.key, partnerCode: code.trim() } })
    if (!outcome) return
    const refused = outcome.refused[0]
    setError(refused && words.userError(refused))
    if (refused) return
    released(outcome.payload.releasedOrders, outcome.payload.oldOrders)
    onClose()
  }
  return (
    <Modal opened={opened} onClose={onClose} title={t('mending.bindPartner')} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <form
        onSubmit={(submit) => {
          submit.preventDefault()
          void bind()
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t('bindPartner.text')}</Text>
          <Radio.Group label={t('bindPartner.by')} value={chosen} onChange={setChosen}>
            <Stack gap="xs" mt="xs">
              {keys.map(({ kind, key }) => (
                <Radio key={kind} value={kind} label={t(`bindPartner.kinds.${kind}`, { key })} />
              ))}
            </Stack>
          </Radio.Group>
          <TextInput label={t('choosePartner.code')} value={code} onChange={({ currentTarget }) => setCode(currentTarget.value)} error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={code.trim() === '' || !key}>
              {t('bindPartner.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
