import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { FailureNotice, Notice } from '@/components/Notice'
import { Page, Section } from '@/components/Page'
import { Panel } from '@/components/Panel'
import { useDashboard } from '@/features/dashboard/api/dashboard'
import classes from './DashboardPage.module.css'
import { Figures } from './Figures'
import { Problems } from './Problems'
import { States } from './States'

// The chart's library is larger than the rest of the page together.
const Hours = lazy(() => import('./Hours'))

export function DashboardPage() {
  const { t } = useTranslation(['dashboard', 'common'])
  const { figures, error, loading, again } = useDashboard()
  return (
    <Page title={t('title')}>
      {error && <FailureNotice error={error} onRetry={again} />}
      {!figures && !error && loading && <Notice>{t('common:loading')}…</Notice>}
      {figures && (
        <>
          <Figures figures={figures} />
          <div className={classes.columns}>
            <Section title={t('problems.title')}>
              <Problems problems={figures.problems} />
            </Section>
            <Section title={t('states.title')}>
              <States states={figures.states} />
            </Section>
          </div>
          <Section title={t('hours.title')}>
            <Panel padded>
              <div className={classes.chart}>
                <Suspense>
                  <Hours hours={figures.hours} />
                </Suspense>
              </div>
            </Panel>
          </Section>
        </>
      )}
    </Page>
  )
}
