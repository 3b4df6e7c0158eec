import { Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArticleKind } from '@/gql/graphql'
import { useSetArticle } from '@/lib/useSetArticle'

/** A single line of one order comes into the map by itself, when it waits for a code. */
const kinds = ['SKU', 'PRODUCT', 'VARIATION'] as const satisfies readonly ArticleKind[]

/** A product that no order waits for yet. */
export function AddArticle({ shopId, onClose }: { shopId: string; onClose: () => void }) {
  const { t } = useTranslation(['articles', 'common'])
  const [kind, setKind] = useState<ArticleKind>('SKU')
  const [key, setKey] = useState('')
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const { save, busy, errors } = useSetArticle()
  const add = async () => {
    if (await save({ shopId, kind, key: key.trim(), code: code.trim(), name: name.trim() || undefined })) onClose()
  }
  return (
    <Modal opened onClose={onClose} title={t('add.button')} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <form
        onSubmit={(submit) => {
          submit.preventDefault()
          void add()
        }}
      >
        <Stack gap="md">
          <NativeSelect
            label={t('add.kind')}
            value={kind}
            onChange={({ currentTarget }) => setKind(kinds.find((one) => one === currentTarget.value) ?? 'SKU')}
            data={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          />
          <TextInput
            label={t(`key.${kind}`)}
            required
            value={key}
            onChange={({ currentTarget }) => setKey(currentTarget.value)}
            error={errors.key ?? errors.kind}
          />
          <TextInput
            label={t('code')}
            description={t('codeHint')}
            required
            value={code}
            onChange={({ currentTarget }) => setCode(currentTarget.value)}
            error={errors.code}
          />
          <TextInput label={t('name')} value={name} onChange={({ currentTarget }) => setName(currentTarget.value)} error={errors.name} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={key.trim() === '' || code.trim() === ''}>
              {t('common:action.add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
