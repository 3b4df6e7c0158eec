import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { FailureNotice, Notice } from '@/components/Notice'
import { Page, Section } from '@/components/Page'
import { Reachable } from '@/components/Reachable'
import { connection as connectionQuery } from '@/features/connections/api/connections'
import { isBadId } from '@/lib/graphql/failure'
import classes from './ConnectionPage.module.css'
import { ConnectionSettings } from './ConnectionSettings'
import { TestConnection } from './TestConnection'

export function ConnectionPage({ id }: { id: string }) {
  const { t } = useTranslation(['connections', 'common'])
  const [{ data, error, fetching }, read] = useQuery({ query: connectionQuery, variables: { id } })
  const connection = data?.node?.__typename === 'VascoConnection' ? data.node : undefined
  const missing = isBadId(error) || (data && !connection)
  return (
    <Page title={connection?.name ?? t('title')} lead={connection && <Reachable since={connection.unreachableSince} />}>
      {error && !missing && <FailureNotice error={error} onRetry={() => read({ requestPolicy: 'network-only' })} />}
      {!data && fetching && <Notice>{t('common:loading')}…</Notice>}
      {missing && <Notice title={t('missing.title')}>{t('missing.text')}</Notice>}
      {connection && (
        <div className={classes.columns}>
          <ConnectionSettings key={connection.id} connection={connection} />
          <aside>
            <Section title={t('test.title')}>
              <TestConnection connection={connection} />
            </Section>
          </aside>
        </div>
      )}
    </Page>
  )
}

export function NewConnectionPage() {
  const { t } = useTranslation('connections')
  return (
    <Page title={t('new')} lead={t('newLead')}>
      <div className={classes.columns}>
        <ConnectionSettings connection={null} />
      </div>
    </Page>
  )
}
