import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addToBlacklist } from '@/features/blacklist/api/blacklist'
import { useAction } from '@/lib/graphql/useAction'
import { useTell } from '@/lib/useTell'
import { useWords } from '@/lib/words/useWords'
import classes from './AddEntry.module.css'

export function AddEntry({ shopId }: { shopId: string }) {
  const { t } = useTranslation(['blacklist', 'common'])
  const words = useWords()
  const tell = useTell()
  const [run, busy] = useAction(addToBlacklist)
  const [pattern, setPattern] = useState('')
  const [note, setNote] = useState('')
  const [error, setError] = useState<string>()

  const add = async () => {
    const outcome = await run({ input: { shopId, pattern: pattern.trim(), note: note.trim() || undefined } })
    if (!outcome) return
    const refused = outcome.refused[0]
    setError(refused && words.userError(refused))
    if (refused) return
    tell.done(t('added', { pattern: outcome.payload.entry?.pattern ?? pattern }))
    setPattern('')
    setNote('')
  }
  return (
    <form
      className={classes.add}
      onSubmit={(submit) => {
        submit.preventDefault()
        void add()
      }}
    >
      <TextInput
        label={t('pattern')}
        placeholder={t('patternHint')}
        value={pattern}
        onChange={({ currentTarget }) => setPattern(currentTarget.value)}
        error={error}
        className={classes.pattern}
      />
      <TextInput label={t('note')} value={note} onChange={({ currentTarget }) => setNote(currentTarget.value)} className={classes.note} />
      <Button type="submit" loading={busy} disabled={pattern.trim() === ''}>
        {t('common:action.add')}
      </Button>
    </form>
  )
}
