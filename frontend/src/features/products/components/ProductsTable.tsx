import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import table from '@/components/Table.module.css'
import type { ProductRow } from '@/features/products/api/products'
import { useFormat } from '@/lib/format/useFormat'
import { useWords } from '@/lib/words/useWords'
import classes from './Products.module.css'
import { StockBadge } from './StockBadge'

/** A table where there is room; on a phone each product becomes a card, see the style sheet. */
export function ProductsTable({ rows }: { rows: ProductRow[] }) {
  const { t } = useTranslation(['products', 'common'])
  const { number } = useFormat()
  const pieces = (value: string | null | undefined) => ((value === null || value === undefined) ? '–' : number(value))
  return (
    <div className={table.scroll}>
      <table className={`${table.table} ${classes.products}`}>
        <caption className="visually-hidden">{t('title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('column.product')}</th>
            <th scope="col">{t('column.code')}</th>
            <th scope="col" className={table.number}>
              {t('column.inShop')}
            </th>
            <th scope="col" className={table.number}>
              {t('column.target')}
            </th>
            <th scope="col">{t('column.state')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row" data-column="product">
                <Link to="/products/$productId" params={{ productId: row.id }}>
                  {row.name || row.sku || t('nameless')}
                </Link>
                {row.sku && <span className={`${table.under} mono`}>{row.sku}</span>}
              </th>
              <td data-column="code" data-label={t('column.code')}>
                {row.code ? <span className="mono">{row.code}</span> : <span className={classes.soft}>{t('noCode')}</span>}
              </td>
              <td data-column="inShop" data-label={t('column.inShop')} className={table.number}>
                {pieces(row.shopStock)}
              </td>
              <td data-column="target" data-label={t('column.target')} className={table.number}>
                {pieces(row.stock.result)}
              </td>
              <td data-column="state">
                <State row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function State({ row: { stock, push, goneAt } }: { row: ProductRow }) {
  const { t } = useTranslation('products')
  const words = useWords()
  return (
    <>
      <StockBadge state={stock.state} />
      {goneAt && <span className={table.under}>{t('gone')}</span>}
      {stock.reason && <span className={table.under}>{words.runReason(stock.reason)}</span>}
      {push.reason && <span className={table.under}>{t('notPushed', { reason: words.runReason(push.reason) })}</span>}
    </>
  )
}
