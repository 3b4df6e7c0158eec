import { Button } from '@mantine/core'
import { useState } from 'react'
import { Findings } from '@/components/Findings'
import { Panel } from '@/components/Panel'
import type { FindingPartsFragment } from '@/gql/graphql'
import classes from './TestPanel.module.css'

type Props = {
  text: string
  button: string
  busy: boolean
  /** Null when there is nothing to show. */
  test: () => Promise<{ findings: FindingPartsFragment[] } | null>
}

/** What a test of the other side does, its button, and what it found. */
export function TestPanel({ text, button, busy, test }: Props) {
  const [findings, setFindings] = useState<FindingPartsFragment[]>([])
  const run = async () => setFindings((await test())?.findings ?? [])
  return (
    <Panel padded>
      <p className={classes.text}>{text}</p>
      <Button mt="sm" variant="default" loading={busy} onClick={() => void run()}>
        {button}
      </Button>
      {findings.length > 0 && <Findings findings={findings} />}
    </Panel>
  )
}
