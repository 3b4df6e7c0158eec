import { useTranslation } from 'react-i18next'
import { Moment } from '@/components/Moment'
import type { ProductDetail } from '@/features/products/api/products'
import { useFormat } from '@/lib/format/useFormat'
import classes from './Products.module.css'

type Part = { name: 'supplier' | 'own' | 'ordered' | 'reserved' | 'pending' | 'buffer'; sign: '+' | '−'; value: string | null | undefined; readAt?: string | null }

/** Where the shop's number comes from: an addition, line by line. */
export function StockSum({ stock }: { stock: ProductDetail['stock'] }) {
  const { t } = useTranslation('products')
  const { number } = useFormat()
  const supplier = stock.supplier ?? stock.supplierCounted
  const parts: Part[] = [
    { name: 'supplier', sign: '+', value: supplier, readAt: stock.supplierReadAt },
    { name: 'own', sign: '+', value: stock.own, readAt: stock.ownReadAt },
    { name: 'ordered', sign: '−', value: stock.ordered },
    { name: 'reserved', sign: '−', value: stock.reserved },
    { name: 'pending', sign: '−', value: stock.pending },
    { name: 'buffer', sign: '−', value: stock.buffer },
  ]
  const isKnown = (value: string | null | undefined): value is string => value !== null && value !== undefined
  // A shop without a supplier's field counts none: its result is known without it.
  const noSupplier = isKnown(stock.result) && !isKnown(supplier)
  // What is not taken off is left out; what is added is shown also when it is unknown.
  const shown = parts.filter(({ name, sign, value }) => (sign === '+' ? !(name === 'supplier' && noSupplier) : isKnown(value) && value !== '0'))
  return (
    <table className={classes.sum}>
      <caption className="visually-hidden">{t('sum.title')}</caption>
      <tbody>
        {shown.map(({ name, sign, value, readAt }) => (
          <tr key={name}>
            <th scope="row">
              {t(`sum.${name}`)}
              {name === 'supplier' && stock.supplierText && <span className={classes.under}>{t('sum.text', { text: stock.supplierText })}</span>}
              {name === 'supplier' && isKnown(stock.supplierCounted) && (
                <span className={classes.under}>{t('sum.counted', { pieces: number(stock.supplierCounted) })}</span>
              )}
              {readAt && (
                <span className={classes.under}>
                  {t('sum.readAt')} <Moment at={readAt} />
                </span>
              )}
            </th>
            <td>{isKnown(value) ? `${sign} ${number(value)}` : t('sum.unknown')}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('sum.result')}</th>
          <td>{isKnown(stock.result) ? `= ${number(stock.result)}` : t('sum.unknown')}</td>
        </tr>
      </tfoot>
    </table>
  )
}
