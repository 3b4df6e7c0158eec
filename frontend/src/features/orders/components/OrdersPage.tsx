import { useTranslation } from 'react-i18next'
import { ButtonLink } from '@/components/ButtonLink'
import { FailureNotice, Notice } from '@/components/Notice'
import { Page } from '@/components/Page'
import { Pager } from '@/components/Pager'
import { Panel } from '@/components/Panel'
import { useOrders } from '@/features/orders/api/useOrders'
import { isFiltered, type OrdersSearch } from '@/features/orders/search'
import { useChosenShop } from '@/lib/shop/useShops'
import { OrderFilters } from './OrderFilters'
import { OrdersTable } from './OrdersTable'
import { SendAgain } from './SendAgain'

export function OrdersPage({ search }: { search: OrdersSearch }) {
  const { t } = useTranslation(['orders', 'common'])
  const { page, states, error, loading, again, shopId } = useOrders(search)
  const { shop, shops } = useChosenShop()
  const rows = page?.nodes
  return (
    <Page title={t('title')} actions={<SendAgain search={search} shopId={shopId} />}>
      <OrderFilters search={search} states={states} />
      {error && <FailureNotice error={error} onRetry={again} />}
      {rows && rows.length > 0 && (
        <Panel>
          <OrdersTable rows={rows} withShop={!shop && (shops?.length ?? 0) > 1} loading={loading} />
        </Panel>
      )}
      {rows?.length === 0 && <Empty search={search} />}
      {!rows && !error && loading && <Notice>{t('loading')}</Notice>}
      {page && <Pager page={page.pageInfo} />}
    </Page>
  )
}

function Empty({ search }: { search: OrdersSearch }) {
  const { t } = useTranslation(['orders', 'common'])
  if (!isFiltered(search)) {
    return <Notice title={t('empty.title')}>{t('empty.text')}</Notice>
  }
  return (
    <Notice
      title={t('noMatch.title')}
      actions={
        <ButtonLink to="/orders" search={({ shop }) => ({ shop })} variant="default" size="xs">
          {t('common:action.clear')}
        </ButtonLink>
      }
    >
      {t('noMatch.text')}
    </Notice>
  )
}
