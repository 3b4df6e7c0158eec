import { useTranslation } from 'react-i18next'
import { FailureNotice, Notice } from '@/components/Notice'
import { OneShop } from '@/components/OneShop'
import { Page } from '@/components/Page'
import { Panel } from '@/components/Panel'
import { usePayments } from '@/features/payments/api/usePayments'
import { PaymentsTable } from './PaymentsTable'

export function PaymentsPage() {
  const { t } = useTranslation('payments')
  return (
    <Page title={t('title')} lead={t('lead')}>
      <OneShop>{(shop) => <Payments key={shop.id} shop={shop} />}</OneShop>
    </Page>
  )
}

function Payments({ shop }: { shop: { id: string; key: string } }) {
  const { t } = useTranslation('payments')
  const { rows, error, again } = usePayments(shop.id)
  if (error) return <FailureNotice error={error} onRetry={again} />
  if (!rows) return null
  if (rows.length === 0) return <Notice title={t('empty.title')}>{t('empty.text')}</Notice>
  return (
    <Panel>
      <PaymentsTable rows={rows} shop={shop} />
    </Panel>
  )
}
