import { useTranslation } from 'react-i18next'
import type { Event } from '@/features/order/api/order'
import { namedActor } from '@/lib/words/actor'
import { useWords } from '@/lib/words/useWords'
import classes from './Timeline.module.css'

export function EventEntry({ event }: { event: Event }) {
  const { t } = useTranslation('order')
  const words = useWords()
  const actor = namedActor(event.actor)
  return (
    <span>
      {words.eventOfOrder(event)}
      {actor && <span className={classes.soft}> · {t('timeline.by', { actor })}</span>}
    </span>
  )
}
