import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UserErrorPartsFragment } from '@/gql/graphql'
import { useAction } from '@/lib/graphql/useAction'
import { resolveTask } from '@/lib/resolveTask'
import { useTell } from '@/lib/useTell'
import { useWords } from '@/lib/words/useWords'

type Props = { id: string; opened: boolean; onClose: () => void }

/** Closes a task that was done in VASCO, with the number of the document made there. */
export function CloseTask({ id, opened, onClose }: Props) {
  const { t } = useTranslation(['tasks', 'common'])
  const words = useWords()
  const tell = useTell()
  const [run, busy] = useAction(resolveTask)
  const [refused, setRefused] = useState<UserErrorPartsFragment[]>([])
  const [documentNumber, setDocumentNumber] = useState('')
  const [note, setNote] = useState('')

  const close = async () => {
    const outcome = await run({ input: { id, documentNumber: documentNumber.trim() || undefined, note: note.trim() || undefined } })
    if (!outcome) return
    setRefused(outcome.refused)
    if (outcome.refused.length > 0) return
    tell.done(t('close.done'))
    onClose()
  }
  return (
    <Modal opened={opened} onClose={onClose} title={t('close.title')} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <form
        onSubmit={(submit) => {
          submit.preventDefault()
          void close()
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t('close.document')}
            description={t('close.documentHint')}
            maxLength={50}
            value={documentNumber}
            onChange={({ currentTarget }) => setDocumentNumber(currentTarget.value)}
            data-autofocus
          />
          <Textarea label={t('close.note')} maxLength={1000} autosize minRows={2} value={note} onChange={({ currentTarget }) => setNote(currentTarget.value)} />
          {refused[0] && (
            <Text size="sm" c="var(--bad)" role="alert">
              {words.userError(refused[0])}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {t('close.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
