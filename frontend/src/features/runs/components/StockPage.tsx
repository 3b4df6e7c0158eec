import { Button, Group } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { FailureNotice, Notice } from '@/components/Notice'
import { OneShop } from '@/components/OneShop'
import { Page, Section } from '@/components/Page'
import { Pager } from '@/components/Pager'
import { Panel } from '@/components/Panel'
import { importProducts, startStockSync } from '@/features/runs/api/runs'
import { useRuns } from '@/features/runs/api/useRuns'
import type { Place } from '@/features/runs/search'
import { useButton } from '@/lib/graphql/useButton'
import { useTell } from '@/lib/useTell'
import { RunsTable } from './RunsTable'
import { ScheduleForm } from './ScheduleForm'

/** Stock into the shop: when it is synced, and how the last runs went. */
export function StockPage({ place }: { place: Place }) {
  const { t } = useTranslation('stock')
  return (
    <Page title={t('title')} lead={t('lead')}>
      <OneShop>{(shop) => <Stock key={shop.id} shopId={shop.id} place={place} />}</OneShop>
    </Page>
  )
}

function Stock({ shopId, place }: { shopId: string; place: Place }) {
  const { t } = useTranslation(['stock', 'common'])
  const { page, error, loading, again } = useRuns(shopId, place)
  const rows = page?.nodes
  return (
    <>
      <Starts shopId={shopId} />
      <Section title={t('schedule.title')}>
        <ScheduleForm shopId={shopId} />
      </Section>
      <Section title={t('runs.title')}>
        {error && <FailureNotice error={error} onRetry={again} />}
        {rows && rows.length > 0 && (
          <Panel>
            <RunsTable rows={rows} />
          </Panel>
        )}
        {rows?.length === 0 && <Notice title={t('runs.none')}>{t('runs.noneText')}</Notice>}
        {!rows && !error && loading && <Notice>{t('common:loading')}…</Notice>}
        {page && <Pager page={page.pageInfo} />}
      </Section>
    </>
  )
}

/** What a person can start; the page of the run that it becomes is shown. */
function Starts({ shopId }: { shopId: string }) {
  const { t } = useTranslation('stock')
  const navigate = useNavigate()
  const [sync, syncing] = useButton(startStockSync)
  const [readProducts, reading] = useButton(importProducts)
  const tell = useTell()
  const show = (payload: { run?: { id: string } | null; folded: boolean } | null) => {
    if (payload?.folded) tell.done(t('start.folded'))
    if (payload?.run) void navigate({ to: '/stock/$runId', params: { runId: payload.run.id } })
  }
  return (
    <Group gap="sm">
      <Button loading={syncing} onClick={() => void sync({ shopId, dryRun: false }).then(show)}>
        {t('start.sync')}
      </Button>
      <Button variant="default" disabled={syncing} onClick={() => void sync({ shopId, dryRun: true }).then(show)}>
        {t('start.trial')}
      </Button>
      <Button variant="default" loading={reading} onClick={() => void readProducts({ shopId }).then(show)}>
        {t('start.import')}
      </Button>
    </Group>
  )
}
