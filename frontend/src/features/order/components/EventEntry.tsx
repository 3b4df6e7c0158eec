import { useTranslation } from 'react-i18next'
import type { Event } from '@/features/order/api/order'
import { useWords } from '@/lib/words/useWords'
import classes from './Timeline.module.css'

export function EventEntry({ event }: { event: Event }) {
  const { t } = useTranslation('order')
  const words = useWords()
  return (
    <span>
      {words.eventOfOrder(event)}
      {event.actor !== 'system' && event.actor !== '' && <span className={classes.soft}> · {t('timeline.by', { actor: event.actor })}</span>}
    </span>
  )
}
