import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { EventLine } from '@/features/log/api/events'
import { useFormat } from '@/lib/format/useFormat'
import { namedActor } from '@/lib/words/actor'
import { useWords } from '@/lib/words/useWords'
import classes from './Line.module.css'

export function Line({ line, withShop }: { line: EventLine; withShop: boolean }) {
  const { t } = useTranslation('terms')
  const words = useWords()
  const { moment } = useFormat()
  return (
    <div className={classes.line} data-level={line.level}>
      <time className={classes.time} dateTime={line.at} title={moment(line.at, 'second')}>
        {moment(line.at, 'clock')}
      </time>
      <span className={classes.level}>
        <span className="visually-hidden">{t(`level.${line.level}`)}</span>
      </span>
      <span className={classes.words}>
        <Words text={words.event(line)} order={line.order} />
      </span>
      <span className={classes.soft}>
        {[withShop && line.shop?.name, namedActor(line.actor)].filter(Boolean).join(' · ')}
      </span>
    </div>
  )
}

/** The words of a line, in which the order's number leads to the order. */
function Words({ text, order }: { text: string; order: EventLine['order'] }) {
  const number = order && `#${order.number}`
  const at = number ? text.indexOf(number) : -1
  if (!number || at < 0) return text
  return (
    <>
      {text.slice(0, at)}
      <Link to="/orders/$orderId" params={{ orderId: order.id }} className={classes.order}>
        {number}
      </Link>
      {text.slice(at + number.length)}
    </>
  )
}
