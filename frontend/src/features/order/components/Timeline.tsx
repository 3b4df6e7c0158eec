import { useTranslation } from 'react-i18next'
import { Notice } from '@/components/Notice'
import { useFormat } from '@/lib/format/useFormat'
import type { Entry } from '@/features/order/api/order'
import { CallEntry } from './CallEntry'
import { DeliveryEntry } from './DeliveryEntry'
import { EventEntry } from './EventEntry'
import classes from './Timeline.module.css'

/** Everything that happened with the order, oldest first: hooks, events and calls. */
export function Timeline({ entries }: { entries: Entry[] }) {
  const { t } = useTranslation('order')
  const { moment } = useFormat()
  if (entries.length === 0) return <Notice>{t('timeline.empty')}</Notice>
  return (
    <ol className={classes.timeline}>
      {entries.map(({ at, item }, place) => {
        const day = moment(at, 'day')
        const newDay = place === 0 || moment(entries[place - 1]?.at ?? at, 'day') !== day
        return (
          <li key={item.id} className={classes.entry} data-kind={item.__typename} data-tone={toneOf(item)}>
            <time dateTime={at} className={classes.time}>
              {newDay && <span className={classes.day}>{day}</span>}
              {moment(at, 'clock')}
            </time>
            <div className={classes.body}>
              {item.__typename === 'Event' && <EventEntry event={item} />}
              {item.__typename === 'ApiCall' && <CallEntry call={item} />}
              {item.__typename === 'Delivery' && <DeliveryEntry delivery={item} />}
            </div>
          </li>
        )
      })}
    </ol>
  )
}

function toneOf(item: Entry['item']): string {
  switch (item.__typename) {
    case 'Event':
      return item.level.toLowerCase()
    case 'ApiCall':
      return item.error ? 'error' : 'quiet'
    case 'Delivery':
      return item.deliveryState === 'REFUSED' ? 'warning' : 'quiet'
  }
}
