import { useTranslation } from 'react-i18next'
import { TestPanel } from '@/components/TestPanel'
import { type ConnectionDetail, testConnection } from '@/features/connections/api/connections'
import { useButton } from '@/lib/graphql/useButton'

export function TestConnection({ connection }: { connection: ConnectionDetail }) {
  const { t } = useTranslation('connections')
  const [press, busy] = useButton(testConnection)
  return <TestPanel text={t('test.text')} button={t('test.run')} busy={busy} test={() => press({ id: connection.id })} />
}
