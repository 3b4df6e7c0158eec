import { useTranslation } from 'react-i18next'
import { Amount } from '@/components/Amount'
import { Ago } from '@/components/Moment'
import { StateBadge } from '@/components/StateBadge'
import type { OrderDetail } from '@/features/order/api/order'
import classes from './OrderHeader.module.css'

/** Where the order stands, at a glance. */
export function OrderHeader({ order }: { order: OrderDetail }) {
  const { t } = useTranslation('terms')
  return (
    <div className={classes.line}>
      <StateBadge state={order.state} large />
      {order.vascoNumber && (
        <strong className={classes.vasco}>
          {order.vascoNumber}
          <span className={classes.year}>/{order.vascoYear}</span>
        </strong>
      )}
      {order.vascoNumber && order.origin && order.origin !== 'SENT' && <span>{t(`origin.${order.origin}`)}</span>}
      <span>{order.customer}</span>
      <Amount of={order.total} />
      <Ago at={order.stateSince} />
    </div>
  )
}
