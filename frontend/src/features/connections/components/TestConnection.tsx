import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Findings } from '@/components/Findings'
import { Panel } from '@/components/Panel'
import type { FindingPartsFragment } from '@/gql/graphql'
import { type ConnectionDetail, testConnection } from '@/features/connections/api/connections'
import { useAction } from '@/lib/graphql/useAction'
import { useTell } from '@/lib/useTell'
import { useWords } from '@/lib/words/useWords'
import classes from './ConnectionPage.module.css'

export function TestConnection({ connection }: { connection: ConnectionDetail }) {
  const { t } = useTranslation('connections')
  const words = useWords()
  const tell = useTell()
  const [run, busy] = useAction(testConnection)
  const [findings, setFindings] = useState<FindingPartsFragment[]>([])
  const test = async () => {
    const outcome = await run({ id: connection.id })
    const refused = outcome?.refused[0]
    if (refused) tell.refused(words.userError(refused))
    if (outcome) setFindings(outcome.payload.findings)
  }
  return (
    <Panel padded>
      <p className={classes.hint}>{t('test.text')}</p>
      <Button mt="sm" variant="default" loading={busy} onClick={() => void test()}>
        {t('test.run')}
      </Button>
      {findings.length > 0 && <Findings findings={findings} />}
    </Panel>
  )
}
