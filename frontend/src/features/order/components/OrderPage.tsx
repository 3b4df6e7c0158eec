import { useTranslation } from 'react-i18next'
import { FailureNotice, Notice } from '@/components/Notice'
import { Page, Section } from '@/components/Page'
import { useOrder } from '@/features/order/api/useOrder'
import { Changes } from './Changes'
import { Compared } from './Compared'
import { Facts } from './Facts'
import { Lines } from './Lines'
import { Mend } from './Mend'
import { OrderHeader } from './OrderHeader'
import classes from './OrderPage.module.css'
import { Payload } from './Payload'
import { Tasks } from './Tasks'
import { Timeline } from './Timeline'

export function OrderPage({ id }: { id: string }) {
  const { t } = useTranslation(['order', 'common'])
  const { order, missing, error, loading, again } = useOrder(id)
  if (!order) {
    return (
      <Page title={t('titleUnknown')}>
        {error && <FailureNotice error={error} onRetry={again} />}
        {missing && <Notice title={t('missing.title')}>{t('missing.text')}</Notice>}
        {loading && !error && <Notice>{t('common:loading')}…</Notice>}
      </Page>
    )
  }
  return (
    <Page title={t('title', { number: order.number })} lead={<OrderHeader order={order} />}>
      {error && <FailureNotice error={error} onRetry={again} />}
      <Mend order={order} />
      <Compared order={order} />
      <Changes order={order} />
      <Tasks order={order} />
      <div className={classes.columns}>
        <div className={classes.main}>
          <Section title={t('lines.title')}>
            <Lines order={order} />
          </Section>
          <Section title={t('timeline.title')}>
            <Timeline entries={order.timeline} />
          </Section>
        </div>
        <aside className={classes.side} aria-label={t('facts.title')}>
          <Facts order={order} />
          <Payload order={order} />
        </aside>
      </div>
    </Page>
  )
}
