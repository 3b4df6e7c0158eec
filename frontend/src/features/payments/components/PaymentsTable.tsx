import { Button } from '@mantine/core'
import { Link, useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import table from '@/components/Table.module.css'
import type { PaymentRow } from '@/features/payments/api/payments'
import { useFormat } from '@/lib/format/useFormat'
import { Confirm } from './Confirm'
import { EditPayment } from './EditPayment'
import classes from './PaymentsTable.module.css'

type Props = { rows: PaymentRow[]; shop: { id: string; key: string } }

export function PaymentsTable({ rows, shop }: Props) {
  const { t } = useTranslation(['payments', 'common'])
  const { number } = useFormat()
  const { hash } = useLocation()
  const [edited, setEdited] = useState<PaymentRow | null>(null)
  return (
    <div className={table.scroll}>
      <table className={`${table.table} ${classes.payments}`}>
        <caption className="visually-hidden">{t('title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('column.method')}</th>
            <th scope="col">{t('column.status')}</th>
            <th scope="col">{t('column.payment')}</th>
            <th scope="col" className={table.number}>
              {t('column.waiting')}
            </th>
            <th scope="col">
              <span className="visually-hidden">{t('column.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} id={row.method} data-pointed={hash === row.method || undefined}>
              <th scope="row">
                {row.title || row.method}
                <span className={`mono ${classes.method}`}>{row.method}</span>
              </th>
              <td>
                <span className={classes.status} data-status={row.status}>
                  {t(`status.${row.status}`)}
                </span>
              </td>
              <td>{row.status === 'NEW' ? <Confirm row={row} shopId={shop.id} /> : row.paymentId || '–'}</td>
              <td className={table.number}>
                {row.waitingOrders > 0 ? (
                  <Link to="/orders" search={{ shop: shop.key, waitsFor: row.id }}>
                    {number(row.waitingOrders)}
                  </Link>
                ) : (
                  number(0)
                )}
              </td>
              <td className={classes.actions}>
                <Button variant="default" size="xs" onClick={() => setEdited(row)} aria-label={`${t('common:action.edit')}: ${row.title || row.method}`}>
                  {t('common:action.edit')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {edited && <EditPayment key={edited.id} row={edited} shop={shop} onClose={() => setEdited(null)} />}
    </div>
  )
}
