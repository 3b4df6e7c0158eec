import { useTranslation } from 'react-i18next'
import { Amount } from '@/components/Amount'
import { Panel } from '@/components/Panel'
import table from '@/components/Table.module.css'
import type { OrderDetail } from '@/features/order/api/order'
import { isZero } from '@/lib/format/money'
import { useFormat } from '@/lib/format/useFormat'
import classes from './Lines.module.css'

export function Lines({ order }: { order: OrderDetail }) {
  const { t } = useTranslation('order')
  const { number } = useFormat()
  return (
    <Panel>
      <div className={table.scroll}>
        <table className={`${table.table} ${classes.lines}`}>
          <thead>
            <tr>
              <th scope="col">{t('lines.name')}</th>
              <th scope="col" className={table.number}>
                {t('lines.quantity')}
              </th>
              <th scope="col" className={table.number}>
                {t('lines.net')}
              </th>
              <th scope="col" className={table.number}>
                {t('lines.tax')}
              </th>
            </tr>
          </thead>
          <tbody>
            {order.lines.map((line, place) => (
              // Lines have no ids and never change places.
              <tr key={place}>
                <td>
                  {line.name}
                  {line.kind !== 'GOODS' && <span className={classes.soft}> {t(`lines.kind.${line.kind}`)}</span>}
                  {line.sku && <span className={`${classes.soft} ${classes.sku}`}>{line.sku}</span>}
                </td>
                <td className={table.number}>{number(line.quantity)}</td>
                <td className={table.number}>
                  <Amount of={line.total} />
                </td>
                <td className={table.number}>
                  <Amount of={line.tax} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <Total label={t('lines.taxTotal')} amount={order.taxTotal} />
            <Total label={t('lines.total')} amount={order.total} strong />
            {order.difference && !isZero(order.difference.amount) && <Total label={t('lines.difference')} amount={order.difference} />}
          </tfoot>
        </table>
      </div>
    </Panel>
  )
}

function Total({ label, amount, strong = false }: { label: string; amount: OrderDetail['total']; strong?: boolean }) {
  return (
    <tr className={strong ? classes.strong : undefined}>
      <th scope="row" colSpan={3} className={table.number}>
        {label}
      </th>
      <td className={table.number}>
        <Amount of={amount} />
      </td>
    </tr>
  )
}
