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
  const parts: Part[] = [
    { name: 'supplier', sign: '+', value: stock.supplier, readAt: stock.supplierReadAt },
    { name: 'own', sign: '+', value: stock.own, readAt: stock.ownReadAt },
    { name: 'ordered', sign: '−', value: stock.ordered },
    { name: 'reserved', sign: '−', value: stock.reserved },
    { name: 'pending', sign: '−', value: stock.pending },
    { name: 'buffer', sign: '−', value: stock.buffer },
  ]
  // What is not taken off is left out; what is added is shown also when it is unknown.
  const shown = parts.filter(({ sign, value }) => sign === '+' || ((value !== null && value !== undefined) && value !== '0'))
  return (
    <table className={classes.sum}>
      <caption className="visually-hidden">{t('sum.title')}</caption>
      <tbody>
        {shown.map(({ name, sign, value, readAt }) => (
          <tr key={name}>
            <th scope="row">
              {t(`sum.${name}`)}
              {name === 'supplier' && stock.supplierText && <span className={classes.under}>{t('sum.text', { text: stock.supplierText })}</span>}
              {readAt && (
                <span className={classes.under}>
                  {t('sum.readAt')} <Moment at={readAt} />
                </span>
              )}
            </th>
            <td>{(value === null || value === undefined) ? t('sum.unknown') : `${sign} ${number(value)}`}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('sum.result')}</th>
          <td>{(stock.result === null || stock.result === undefined) ? t('sum.unknown') : `= ${number(stock.result)}`}</td>
        </tr>
      </tfoot>
    </table>
  )
}
