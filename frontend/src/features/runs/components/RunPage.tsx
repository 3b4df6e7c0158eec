import { Button, Progress } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Moment } from '@/components/Moment'
import { FailureNotice, Notice } from '@/components/Notice'
import { Page, Section } from '@/components/Page'
import { Panel } from '@/components/Panel'
import { RunBadge } from '@/components/RunBadge'
import { cancelRun, confirmRun, type RunRow } from '@/features/runs/api/runs'
import { useRun } from '@/features/runs/api/useRuns'
import type { RunSearch } from '@/features/runs/search'
import { useFormat } from '@/lib/format/useFormat'
import { useButton } from '@/lib/graphql/useButton'
import { useWords } from '@/lib/words/useWords'
import { RunItems } from './RunItems'
import classes from './Runs.module.css'

/** One run: how far it is, what it waits for, and what it did. */
export function RunPage({ id, search }: { id: string; search: RunSearch }) {
  const { t } = useTranslation(['stock', 'common'])
  const words = useWords()
  const { run, missing, error, loading, again } = useRun(id)
  if (!run) {
    return (
      <Page title={t('titleRun')}>
        {error && <FailureNotice error={error} onRetry={again} />}
        {missing && <Notice title={t('missing')} />}
        {loading && !error && <Notice>{t('common:loading')}…</Notice>}
      </Page>
    )
  }
  const title = words.runKind(run.kind)
  return (
    <Page title={run.dryRun ? t('trial', { run: title }) : title} lead={<Head run={run} />} actions={<Cancel run={run} />}>
      {error && <FailureNotice error={error} onRetry={again} />}
      <Standing run={run} />
      <Numbers run={run} />
      <Section title={t(run.dryRun || run.state === 'AWAITING_CONFIRMATION' ? 'items.would' : 'items.title')}>
        <RunItems run={run} search={search} />
      </Section>
    </Page>
  )
}

function Head({ run }: { run: RunRow }) {
  const { t } = useTranslation('stock')
  return (
    <div className={classes.head}>
      <RunBadge state={run.state} />
      <span>
        {t('started')} <Moment at={run.startedAt ?? run.createdAt} style="second" />
      </span>
      {run.finishedAt && (
        <span>
          {t('finished')} <Moment at={run.finishedAt} style="second" />
        </span>
      )}
    </div>
  )
}

function Cancel({ run }: { run: RunRow }) {
  const { t } = useTranslation('stock')
  const [press, busy] = useButton(cancelRun)
  if (run.finishedAt) return null
  return (
    <Button variant="default" color="red" loading={busy || run.cancelling} onClick={() => void press({ id: run.id })}>
      {t('cancel')}
    </Button>
  )
}

/** What it waits for, or why it ended as it did. */
function Standing({ run }: { run: RunRow }) {
  const { t } = useTranslation('stock')
  const words = useWords()
  const { number } = useFormat()
  const [press, busy] = useButton(confirmRun)
  const reason = run.reason ? words.runReason(run.reason) : ''
  if (run.state === 'AWAITING_CONFIRMATION') {
    return (
      <Notice
        tone="warning"
        title={t('waits.title', { reason })}
        actions={
          <Button size="xs" loading={busy} onClick={() => void press({ id: run.id })}>
            {t('confirm')}
          </Button>
        }
      >
        {t('waits.text', { updated: number(run.updated), zeroed: number(run.zeroed) })}
      </Notice>
    )
  }
  if (run.liveFollows) return <Notice title={t('liveFollows')} />
  if (!reason) return null
  return <Notice tone={run.state === 'FAILED' ? 'error' : 'warning'} title={t('because', { reason })} />
}

const counted = ['seen', 'updated', 'unchanged', 'skipped', 'failed'] as const

function Numbers({ run }: { run: RunRow }) {
  const { t } = useTranslation('stock')
  const words = useWords()
  const { number } = useFormat()
  const moves = run.state === 'RUNNING' || run.state === 'QUEUED'
  const share = run.total > 0 ? Math.min(100, (run.seen / run.total) * 100) : 0
  return (
    <Panel padded>
      {moves && (
        <div role="status">
          <p className={classes.phase}>{words.runPhase(run.phase) || t('phaseNone')}</p>
        </div>
      )}
      {!run.finishedAt && <Progress value={share} animated={moves} aria-label={t('progress')} />}
      <dl className={classes.numbers}>
        {counted.map((name) => (
          <div key={name}>
            <dt>{t((run.dryRun || run.state === 'AWAITING_CONFIRMATION') && name === 'updated' ? 'count.would' : `count.${name}`)}</dt>
            <dd>{name === 'seen' && run.total > 0 ? t('count.of', { seen: number(run.seen), total: number(run.total) }) : number(run[name])}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}
