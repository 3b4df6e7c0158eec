import { localeOf } from '@/lib/format/locale'

const styles = {
  day: { day: 'numeric', month: 'numeric', year: 'numeric' },
  minute: { day: 'numeric', month: 'numeric', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  second: { day: 'numeric', month: 'numeric', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' },
  clock: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  hour: { hour: '2-digit', minute: '2-digit' },
} satisfies Record<string, Intl.DateTimeFormatOptions>

export type MomentStyle = keyof typeof styles

export function formatMoment(at: string | Date, language: string, style: MomentStyle = 'minute', timeZone?: string): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return String(at)
  const options: Intl.DateTimeFormatOptions = { ...styles[style], hourCycle: 'h23', timeZone }
  if (language.startsWith('en') && 'month' in options) options.month = 'short'
  return new Intl.DateTimeFormat(localeOf(language), options).format(date)
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

/** How long ago, in the largest unit that fits: "3 hours ago". */
export function formatAgo(at: string | Date, language: string, now = new Date()): string {
  const seconds = (new Date(at).getTime() - now.getTime()) / 1000
  const format = new Intl.RelativeTimeFormat(localeOf(language), { numeric: 'auto' })
  for (const [unit, size] of units) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit)
  }
  return format.format(Math.trunc(seconds), 'second')
}

/** A duration for reading: "20 ms", "1.2 s", "3 min". */
export function formatSeconds(seconds: number, language: string): string {
  const [value, unit] =
    seconds < 1
      ? [seconds * 1000, 'ms']
      : seconds < 90
        ? [seconds, 's']
        : seconds < 5400
          ? [seconds / 60, 'min']
          : [seconds / 3600, 'h']
  const format = new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: value < 10 && unit !== 'ms' ? 1 : 0 })
  return `${format.format(value)}\u00a0${unit}`
}
