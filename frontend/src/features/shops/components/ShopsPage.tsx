import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { ButtonLink } from '@/components/ButtonLink'
import { FailureNotice, Notice } from '@/components/Notice'
import { Page, Section } from '@/components/Page'
import { Panel } from '@/components/Panel'
import { shops } from '@/features/shops/api/shops'
import { ConnectionsTable } from './ConnectionsTable'
import { ShopsTable } from './ShopsTable'

export function ShopsPage() {
  const { t } = useTranslation('shops')
  const [{ data, error }, read] = useQuery({ query: shops })
  return (
    <Page title={t('title')} lead={t('lead')}>
      {error && <FailureNotice error={error} onRetry={() => read({ requestPolicy: 'network-only' })} />}
      {data && (
        <>
          <Section
            title={t('shops')}
            aside={
              <ButtonLink to="/shops/new" size="xs" variant="default">
                {t('new')}
              </ButtonLink>
            }
          >
            {data.shops.length === 0 ? (
              <Notice title={t('empty.title')}>{t('empty.text')}</Notice>
            ) : (
              <Panel>
                <ShopsTable shops={data.shops} />
              </Panel>
            )}
          </Section>
          <Section
            title={t('connections')}
            aside={
              <ButtonLink to="/connections/new" size="xs" variant="default">
                {t('newConnection')}
              </ButtonLink>
            }
          >
            {data.vascoConnections.length === 0 ? (
              <Notice title={t('noConnection.title')}>{t('noConnection.text')}</Notice>
            ) : (
              <Panel>
                <ConnectionsTable connections={data.vascoConnections} />
              </Panel>
            )}
          </Section>
        </>
      )}
    </Page>
  )
}
