import { useFormat } from '@/lib/format/useFormat'
import type { MomentStyle } from '@/lib/format/moment'

/** A point in time, to the second when pointed at. */
export function Moment({ at, style = 'minute' }: { at: string; style?: MomentStyle }) {
  const { moment } = useFormat()
  return (
    <time dateTime={at} title={moment(at, 'second')}>
      {moment(at, style)}
    </time>
  )
}

export function Ago({ at }: { at: string }) {
  const { ago, moment } = useFormat()
  return (
    <time dateTime={at} title={moment(at, 'second')}>
      {ago(at)}
    </time>
  )
}
