import { useTranslation } from 'react-i18next'
import { ButtonLink } from '@/components/ButtonLink'
import { FailureNotice, Notice } from '@/components/Notice'
import { OneShop } from '@/components/OneShop'
import { Page } from '@/components/Page'
import { Pager } from '@/components/Pager'
import { Panel } from '@/components/Panel'
import { useProducts } from '@/features/products/api/useProducts'
import { isFiltered, type ProductsSearch } from '@/features/products/search'
import { ProductFilters } from './ProductFilters'
import { ProductsTable } from './ProductsTable'
import { SendNew } from './SendNew'

/** The shop's products, and how their stock stands. */
export function ProductsPage({ search }: { search: ProductsSearch }) {
  const { t } = useTranslation('products')
  return (
    <Page title={t('title')} lead={t('lead')}>
      <OneShop>{(shop) => <Products key={shop.id} shopId={shop.id} search={search} />}</OneShop>
    </Page>
  )
}

function Products({ shopId, search }: { shopId: string; search: ProductsSearch }) {
  const { t } = useTranslation(['products', 'common'])
  const { page, error, loading, again } = useProducts(shopId, search)
  const rows = page?.nodes
  return (
    <>
      <ProductFilters search={search} count={page?.totalCount} />
      {error && <FailureNotice error={error} onRetry={again} />}
      {rows && rows.length > 0 && (
        <Panel>
          <ProductsTable rows={rows} />
        </Panel>
      )}
      {rows && rows.length > 0 && <SendNew shopId={shopId} />}
      {rows?.length === 0 && <Empty search={search} />}
      {!rows && !error && loading && <Notice>{t('common:loading')}…</Notice>}
      {page && <Pager page={page.pageInfo} />}
    </>
  )
}

function Empty({ search }: { search: ProductsSearch }) {
  const { t } = useTranslation(['products', 'common'])
  if (!isFiltered(search)) {
    return (
      <Notice
        title={t('empty.title')}
        actions={
          <ButtonLink to="/stock" search={({ shop }) => ({ shop })} variant="default" size="xs">
            {t('empty.button')}
          </ButtonLink>
        }
      >
        {t('empty.text')}
      </Notice>
    )
  }
  return (
    <Notice
      title={t('noMatch')}
      actions={
        <ButtonLink to="/products" search={({ shop }) => ({ shop })} variant="default" size="xs">
          {t('common:action.clear')}
        </ButtonLink>
      }
    />
  )
}
