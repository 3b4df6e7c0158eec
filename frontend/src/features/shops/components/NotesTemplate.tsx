import { Button, Group, Textarea } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useDebouncedValue } from '@mantine/hooks'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { notesExample } from '@/features/shops/api/shops'
import type { ShopForm } from '@/features/shops/form'
import { useWords } from '@/lib/words/useWords'
import classes from './NotesTemplate.module.css'

type Props = { form: UseFormReturnType<ShopForm>; shopId: string }

/** The text on the document: its template, what it may name, and what it makes of an example order. */
export function NotesTemplate({ form, shopId }: Props) {
  const { t } = useTranslation('shops')
  const words = useWords()
  const field = useRef<HTMLTextAreaElement>(null)
  const template = form.values.settings.notesTemplate
  const [soon] = useDebouncedValue(template, 300)
  const [{ data }] = useQuery({ query: notesExample, variables: { shopId, template: soon } })
  const example = data?.notesExample

  const insert = (name: string) => {
    const at = field.current?.selectionEnd ?? template.length
    const text = `{${name}}`
    form.setFieldValue('settings.notesTemplate', template.slice(0, at) + text + template.slice(at))
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(at + text.length, at + text.length)
    })
  }
  return (
    <div className={classes.notes}>
      <div>
        <Textarea
          ref={field}
          label={t('document.notes')}
          description={t('document.notesHint')}
          autosize
          minRows={4}
          maxRows={14}
          classNames={{ input: classes.template }}
          {...form.getInputProps('settings.notesTemplate')}
        />
        <p className={classes.hint} id="placeholders">
          {t('document.insert')}
        </p>
        <Group gap="xs" role="group" aria-labelledby="placeholders">
          {example?.placeholders.map((name) => (
            <Button key={name} size="compact-xs" variant="default" onClick={() => insert(name)}>
              {words.term('placeholder', name)}
            </Button>
          ))}
        </Group>
      </div>
      {example && (
        <section aria-label={t('document.example')}>
          <h3 className={classes.title}>{t('document.example')}</h3>
          <pre className={classes.text}>{example.text}</pre>
          {example.unknown.length > 0 && (
            <p className={classes.wrong}>{t('document.unknown', { names: example.unknown.map((name) => `{${name}}`).join(', ') })}</p>
          )}
          {example.lost && <p className={classes.wrong}>{t('document.lost', { limit: example.limit, lost: example.lost })}</p>}
        </section>
      )}
    </div>
  )
}
