import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Reachable } from '@/components/Reachable'
import table from '@/components/Table.module.css'
import type { ConnectionRow } from '@/features/shops/api/shops'

export function ConnectionsTable({ connections }: { connections: ConnectionRow[] }) {
  const { t } = useTranslation(['shops', 'common'])
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <caption className="visually-hidden">{t('connections')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('column.connection')}</th>
            <th scope="col">{t('column.reachable')}</th>
            <th scope="col">{t('column.company')}</th>
            <th scope="col">{t('column.profile')}</th>
            <th scope="col">{t('column.shops')}</th>
          </tr>
        </thead>
        <tbody>
          {connections.map((connection) => (
            <tr key={connection.id}>
              <th scope="row">
                <Link to="/connections/$connectionId" params={{ connectionId: connection.id }}>
                  {connection.name}
                </Link>
                <span className={table.under}>{connection.baseUrl}</span>
              </th>
              <td>
                <Reachable since={connection.unreachableSince} />
              </td>
              <td>{connection.taxNumber}</td>
              <td>{connection.profile}</td>
              <td>{connection.shops.map(({ name }) => name).join(', ') || t('common:none')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
