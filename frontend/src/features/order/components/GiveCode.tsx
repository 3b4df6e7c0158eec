import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArticleKind } from '@/gql/graphql'
import { setArticleMapping } from '@/features/order/api/actions'
import type { OrderDetail } from '@/features/order/api/order'
import { useAction } from '@/lib/graphql/useAction'
import { useReleased } from '@/lib/useReleased'
import { paramsOf } from '@/lib/words/params'
import { useWords } from '@/lib/words/useWords'

type Props = { order: OrderDetail; opened: boolean; onClose: () => void }

/** Says what a product is called in VASCO; every order that waits for it goes on. */
export function GiveCode({ order, opened, onClose }: Props) {
  const { t } = useTranslation(['order', 'common'])
  const words = useWords()
  const released = useReleased()
  const [run, busy] = useAction(setArticleMapping)
  const [code, setCode] = useState('')
  const [error, setError] = useState<string>()
  const { kind, key = '', product } = paramsOf(order.reason?.params ?? [])

  const save = async () => {
    const outcome = await run({ input: { shopId: order.shop.id, kind: kind as ArticleKind, key, code: code.trim(), name: product } })
    if (!outcome) return
    const refused = outcome.refused[0]
    setError(refused && words.userError(refused))
    if (refused) return
    released(outcome.payload.releasedOrders, outcome.payload.oldOrders)
    onClose()
  }
  return (
    <Modal opened={opened} onClose={onClose} title={t('mending.giveCode')} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <form
        onSubmit={(submit) => {
          submit.preventDefault()
          void save()
        }}
      >
        <Stack gap="md">
          <Text size="sm">{order.reason && words.reason(order.reason)}</Text>
          <TextInput
            label={t('giveCode.code')}
            description={t('giveCode.hint', { context: kind === 'LINE' ? 'line' : undefined })}
            value={code}
            onChange={({ currentTarget }) => setCode(currentTarget.value)}
            error={error}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={code.trim() === ''}>
              {t('giveCode.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
