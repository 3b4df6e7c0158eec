import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Ago } from '@/components/Moment'
import { Reachable } from '@/components/Reachable'
import table from '@/components/Table.module.css'
import type { ShopRow } from '@/features/shops/api/shops'

export function ShopsTable({ shops }: { shops: ShopRow[] }) {
  const { t } = useTranslation(['shops', 'common'])
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <caption className="visually-hidden">{t('shops')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('common:shop.label')}</th>
            <th scope="col">{t('column.reachable')}</th>
            <th scope="col">{t('column.connection')}</th>
            <th scope="col">{t('column.webhooks')}</th>
            <th scope="col">{t('column.lastDelivery')}</th>
          </tr>
        </thead>
        <tbody>
          {shops.map((shop) => (
            <tr key={shop.id}>
              <th scope="row">
                <Link to="/shops/$shopKey" params={{ shopKey: shop.key }}>
                  {shop.name}
                </Link>
                <span className={table.under}>{shop.url}</span>
              </th>
              <td>
                <Reachable since={shop.unreachableSince} />
              </td>
              <td>
                {shop.connection ? (
                  <Link to="/connections/$connectionId" params={{ connectionId: shop.connection.id }}>
                    {shop.connection.name}
                  </Link>
                ) : (
                  t('common:none')
                )}
              </td>
              <td>{t('activeWebhooks', { active: shop.webhooks.filter(isActive).length, all: shop.webhooks.length })}</td>
              <td>{shop.lastDeliveryAt ? <Ago at={shop.lastDeliveryAt} /> : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const isActive = ({ status }: { status: string }) => status === 'ACTIVE'
