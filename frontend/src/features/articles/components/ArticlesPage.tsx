import { Button, Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { ButtonLink } from '@/components/ButtonLink'
import { FailureNotice, Notice } from '@/components/Notice'
import { OneShop } from '@/components/OneShop'
import { Page } from '@/components/Page'
import { Pager } from '@/components/Pager'
import { Panel } from '@/components/Panel'
import { useArticles } from '@/features/articles/api/useArticles'
import { type ArticlesSearch, isFiltered } from '@/features/articles/search'
import { AddArticle } from './AddArticle'
import { ArticleFilters } from './ArticleFilters'
import { ArticlesTable } from './ArticlesTable'
import { ExportCsv } from './ExportCsv'
import { ImportCsv } from './ImportCsv'

type Shop = { id: string; key: string }

/** What the shop's products are called in VASCO. */
export function ArticlesPage({ search }: { search: ArticlesSearch }) {
  const { t } = useTranslation('articles')
  return (
    <Page title={t('title')} lead={t('lead')}>
      <OneShop>{(shop) => <Articles key={shop.id} shop={shop} search={search} />}</OneShop>
    </Page>
  )
}

function Articles({ shop, search }: { shop: Shop; search: ArticlesSearch }) {
  const { t } = useTranslation(['articles', 'common'])
  const { page, error, loading, again } = useArticles(shop.id, search)
  const rows = page?.nodes
  return (
    <>
      <Tools shop={shop} />
      <ArticleFilters search={search} count={page?.totalCount} />
      {error && <FailureNotice error={error} onRetry={again} />}
      {rows && rows.length > 0 && (
        <Panel>
          <ArticlesTable rows={rows} shop={shop} />
        </Panel>
      )}
      {rows?.length === 0 && <Empty search={search} />}
      {!rows && !error && loading && <Notice>{t('common:loading')}…</Notice>}
      {page && <Pager page={page.pageInfo} />}
    </>
  )
}

function Tools({ shop }: { shop: Shop }) {
  const { t } = useTranslation('articles')
  const [adding, add] = useDisclosure()
  const [importing, take] = useDisclosure()
  return (
    <Group gap="sm">
      <Button onClick={add.open}>{t('add.button')}</Button>
      <Button variant="default" onClick={take.open}>
        {t('import.button')}
      </Button>
      <ExportCsv shop={shop} />
      {adding && <AddArticle shopId={shop.id} onClose={add.close} />}
      {importing && <ImportCsv shopId={shop.id} onClose={take.close} />}
    </Group>
  )
}

function Empty({ search }: { search: ArticlesSearch }) {
  const { t } = useTranslation(['articles', 'common'])
  if (search.missing && !search.search) return <Notice tone="good" title={t('noneMissing')} />
  if (!isFiltered(search)) return <Notice title={t('empty.title')}>{t('empty.text')}</Notice>
  return (
    <Notice
      title={t('noMatch')}
      actions={
        <ButtonLink to="/articles" search={({ shop }) => ({ shop })} variant="default" size="xs">
          {t('common:action.clear')}
        </ButtonLink>
      }
    />
  )
}
