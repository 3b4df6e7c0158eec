import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { FailureNotice, Notice } from '@/components/Notice'
import { Page, Section } from '@/components/Page'
import { Reachable } from '@/components/Reachable'
import { shop as shopQuery } from '@/features/shops/api/shops'
import { Bindings } from './Bindings'
import { CompanionPlugin } from './CompanionPlugin'
import { Differences } from './Differences'
import { FormerSettings } from './FormerSettings'
import { SendingSwitch } from './SendingSwitch'
import { ShopSettings } from './ShopSettings'
import { StatusRules } from './StatusRules'
import { StockSwitch } from './StockSwitch'
import { TestShop } from './TestShop'
import classes from './ShopPage.module.css'
import { Webhooks } from './Webhooks'

export function ShopPage({ shopKey }: { shopKey: string }) {
  const { t } = useTranslation(['shops', 'common'])
  const [{ data, error, fetching }, read] = useQuery({ query: shopQuery, variables: { key: shopKey } })
  const shop = data?.shop
  return (
    <Page title={shop?.name ?? t('shop')} lead={shop && <Reachable since={shop.unreachableSince} />}>
      {error && <FailureNotice error={error} onRetry={() => read({ requestPolicy: 'network-only' })} />}
      {!data && fetching && <Notice>{t('common:loading')}…</Notice>}
      {data?.shop === null && <Notice title={t('missing.title')}>{t('missing.text')}</Notice>}
      {shop && (
        <div className={classes.columns}>
          <div className={classes.side}>
            <Section title={t('switch.title')}>
              <SendingSwitch shop={shop} />
            </Section>
            <Section title={t('stockSwitch.title')}>
              <StockSwitch shop={shop} />
            </Section>
            <Section title={t('statuses.title')}>
              <StatusRules shop={shop} />
            </Section>
            <Bindings shopId={shop.id} />
            <Section title={t('former.title')}>
              <FormerSettings key={shop.id} shopId={shop.id} />
            </Section>
            <ShopSettings key={shop.id} shop={shop} connections={data.vascoConnections} />
          </div>
          <aside className={classes.side}>
            <Section title={t('test.title')}>
              <TestShop shop={shop} />
            </Section>
            <Section title={t('webhooks.title')}>
              <Webhooks shop={shop} />
            </Section>
            <Section title={t('plugin.title')}>
              <CompanionPlugin />
            </Section>
            <Differences shopId={shop.id} />
          </aside>
        </div>
      )}
    </Page>
  )
}
