import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArticleKind } from '@/gql/graphql'
import type { OrderDetail } from '@/features/order/api/order'
import { useSetArticle } from '@/lib/useSetArticle'
import { paramsOf } from '@/lib/words/params'
import { useWords } from '@/lib/words/useWords'

type Props = { order: OrderDetail; opened: boolean; onClose: () => void }

/** Says what a product is called in VASCO; every order that waits for it goes on. */
export function GiveCode({ order, opened, onClose }: Props) {
  const { t } = useTranslation(['order', 'common'])
  const words = useWords()
  const { save, busy, errors } = useSetArticle()
  const [code, setCode] = useState('')
  const { kind, key = '', product } = paramsOf(order.reason?.params ?? [])

  const give = async () => {
    if (await save({ shopId: order.shop.id, kind: kind as ArticleKind, key, code: code.trim(), name: product })) onClose()
  }
  return (
    <Modal opened={opened} onClose={onClose} title={t('mending.giveCode')} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <form
        onSubmit={(submit) => {
          submit.preventDefault()
          void give()
        }}
      >
        <Stack gap="md">
          <Text size="sm">{order.reason && words.reason(order.reason)}</Text>
          <TextInput
            label={t('giveCode.code')}
            description={t('giveCode.hint', { context: kind === 'LINE' ? 'line' : undefined })}
            value={code}
            onChange={({ currentTarget }) => setCode(currentTarget.value)}
            error={Object.values(errors)[0]}
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
