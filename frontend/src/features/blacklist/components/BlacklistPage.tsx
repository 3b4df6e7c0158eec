import { useTranslation } from 'react-i18next'
import { FailureNotice, Notice } from '@/components/Notice'
import { OneShop } from '@/components/OneShop'
import { Page } from '@/components/Page'
import { Panel } from '@/components/Panel'
import { useBlacklist } from '@/features/blacklist/api/useBlacklist'
import { AddEntry } from './AddEntry'
import { BlacklistTable } from './BlacklistTable'

export function BlacklistPage() {
  const { t } = useTranslation('blacklist')
  return (
    <Page title={t('title')} lead={t('lead')}>
      <OneShop>{(shop) => <Blacklist key={shop.id} shop={shop} />}</OneShop>
    </Page>
  )
}

function Blacklist({ shop }: { shop: { id: string; key: string } }) {
  const { t } = useTranslation('blacklist')
  const { rows, error, again } = useBlacklist(shop.id)
  return (
    <>
      <AddEntry shopId={shop.id} />
      {error && <FailureNotice error={error} onRetry={again} />}
      {rows?.length === 0 && <Notice title={t('empty.title')}>{t('empty.text')}</Notice>}
      {rows && rows.length > 0 && (
        <Panel>
          <BlacklistTable rows={rows} shopKey={shop.key} />
        </Panel>
      )}
    </>
  )
}
