import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArticleRow } from '@/features/articles/api/articles'
import { useSetArticle } from '@/lib/useSetArticle'

type Props = { row: ArticleRow; shopId: string; onClose: () => void }

/** The code of one product; orders that wait for it go on. */
export function EditArticle({ row, shopId, onClose }: Props) {
  const { t } = useTranslation(['articles', 'common'])
  const [code, setCode] = useState(row.code)
  const [name, setName] = useState(row.name)
  const [releaseOld, setReleaseOld] = useState(false)
  const { save, busy, errors } = useSetArticle()
  const set = async (wanted: string) => {
    if (await save({ shopId, kind: row.kind, key: row.key, code: wanted, name: name.trim(), releaseOld })) onClose()
  }
  return (
    <Modal opened onClose={onClose} title={row.name || row.key} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <form
        onSubmit={(submit) => {
          submit.preventDefault()
          void set(code.trim())
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t('code')}
            description={t('codeHint')}
            required
            value={code}
            onChange={({ currentTarget }) => setCode(currentTarget.value)}
            error={errors.code ?? errors.key ?? errors.kind}
          />
          <TextInput label={t('name')} value={name} onChange={({ currentTarget }) => setName(currentTarget.value)} error={errors.name} />
          {row.waitingOrders > 0 && (
            <Checkbox
              checked={releaseOld}
              onChange={({ currentTarget }) => setReleaseOld(currentTarget.checked)}
              label={t('releaseOld')}
              description={t('releaseOldHint')}
            />
          )}
          <Group justify={row.code ? 'space-between' : 'flex-end'}>
            {row.code && (
              <Button variant="subtle" color="red" loading={busy} onClick={() => void set('')}>
                {t('common:action.remove')}
              </Button>
            )}
            <Group>
              <Button variant="default" onClick={onClose}>
                {t('common:action.cancel')}
              </Button>
              <Button type="submit" loading={busy} disabled={code.trim() === ''}>
                {t('common:action.save')}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
