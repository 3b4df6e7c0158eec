import { useTranslation } from 'react-i18next'
import { Notice } from '@/components/Notice'
import type { OrderDetail } from '@/features/order/api/order'
import { useWords } from '@/lib/words/useWords'
import classes from './Changes.module.css'
import { CompareAgain } from './CompareAgain'

/** What differs between VASCO and the shop now that the order has its number. */
export function Changes({ order }: { order: OrderDetail }) {
  const { t } = useTranslation('order')
  const words = useWords()
  if (order.changes.length === 0 && order.readBackNote === '') return null
  const shown = (field: string, value: string) => (field === 'ended' ? words.term('ended', value) : value) || '–'
  return (
    <Notice tone="warning" title={order.changes.length > 0 ? t('changes.title') : t('changes.readBack')}>
      {order.readBackNote && <p className={classes.text}>{words.term('readBack', order.readBackNote)}</p>}
      {order.changes.length > 0 && (
        <>
          <p className={classes.text}>{t('changes.text')}</p>
          <dl className={classes.list}>
            {order.changes.map(({ field, before, after }) => (
              <div key={field}>
                <dt>{words.term('change', field)}</dt>
                <dd>
                  <del>{shown(field, before)}</del> → <ins>{shown(field, after)}</ins>
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {order.readBackNote && <CompareAgain orderId={order.id} />}
    </Notice>
  )
}
