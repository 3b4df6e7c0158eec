import { Button, Checkbox, FileInput, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '@/components/Notice'
import { importArticleMappings } from '@/features/articles/api/articles'
import type { ImportArticleMappingsMutation } from '@/gql/graphql'
import { useAction } from '@/lib/graphql/useAction'
import { useTell } from '@/lib/useTell'
import { useWords } from '@/lib/words/useWords'
import classes from './ImportCsv.module.css'

type Fault = ImportArticleMappingsMutation['importArticleMappings']['lineErrors'][number]

/** Takes a map from a file: all of it, or nothing when a line is wrong. */
export function ImportCsv({ shopId, onClose }: { shopId: string; onClose: () => void }) {
  const { t } = useTranslation(['articles', 'common'])
  const words = useWords()
  const tell = useTell()
  const [run, busy] = useAction(importArticleMappings)
  const [file, setFile] = useState<File | null>(null)
  const [releaseOld, setReleaseOld] = useState(false)
  const [faults, setFaults] = useState<Fault[]>([])
  const [error, setError] = useState<string>()

  const take = async () => {
    if (!file) return
    const outcome = await run({ input: { shopId, csv: await file.text(), releaseOld } })
    if (!outcome) return
    const { imported, releasedOrders, lineErrors } = outcome.payload
    const refused = outcome.refused[0]
    setError(refused && words.userError(refused))
    setFaults(lineErrors)
    if (refused || lineErrors.length > 0) return
    tell.done(t('import.done', { count: imported, released: releasedOrders }))
    onClose()
  }
  return (
    <Modal opened onClose={onClose} size="lg" title={t('import.title')} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <form
        onSubmit={(submit) => {
          submit.preventDefault()
          void take()
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t('import.text')}</Text>
          <pre className={classes.example}>{'kind;key;code;name\nSKU;SI-1002;00123;Lipov čaj\nPRODUCT;77;00124;Med'}</pre>
          <FileInput
            label={t('import.file')}
            placeholder={t('import.choose')}
            accept=".csv,text/csv"
            value={file}
            onChange={(chosen) => {
              setFile(chosen)
              setFaults([])
            }}
            error={error}
          />
          {faults.length > 0 && <Faults faults={faults} />}
          <Checkbox
            checked={releaseOld}
            onChange={({ currentTarget }) => setReleaseOld(currentTarget.checked)}
            label={t('releaseOld')}
            description={t('releaseOldHint')}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={!file}>
              {t('import.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

function Faults({ faults }: { faults: Fault[] }) {
  const { t } = useTranslation('articles')
  return (
    <Notice tone="error" title={t('import.nothingTaken')}>
      <ul className={classes.faults}>
        {faults.map(({ line, field, code }) => (
          <li key={`${line} ${field}`}>
            {t('import.line', { line })}
            {field && <span className="mono"> {field}</span>}: {t(`fault.${code}`, { context: field ? undefined : 'file' })}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
