import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Ago } from '@/components/Moment'
import type { Figures as Today } from '@/features/dashboard/api/dashboard'
import { useFormat } from '@/lib/format/useFormat'
import classes from './Figures.module.css'

/** Today in a row of numbers. */
export function Figures({ figures }: { figures: Today }) {
  const { t } = useTranslation('dashboard')
  const { number, money, seconds } = useFormat()
  const { valueSyncedToday: values, medianSecondsToSync: median, oldestUnsyncedAt: oldest } = figures
  return (
    <dl className={classes.figures}>
      <Figure name={t('figures.ordersToday')}>{number(figures.ordersToday)}</Figure>
      <Figure name={t('figures.syncedToday')}>{number(figures.syncedToday)}</Figure>
      <Figure name={t('figures.valueToday')}>
        {values.length === 0 ? '–' : values.map((value) => <span key={value.currency}>{money(value)}</span>)}
      </Figure>
      <Figure name={t('figures.median')}>{typeof median === 'number' ? seconds(median) : '–'}</Figure>
      <Figure name={t('figures.tasks')}>
        {figures.openTasks > 0 ? <Link to="/tasks">{number(figures.openTasks)}</Link> : number(0)}
      </Figure>
      <Figure name={t('figures.oldest')} late={Boolean(oldest)}>
        {oldest ? <Ago at={oldest} /> : t('figures.noneWaits')}
      </Figure>
    </dl>
  )
}

function Figure({ name, late = false, children }: { name: string; late?: boolean; children: ReactNode }) {
  return (
    <div className={classes.figure} data-late={late || undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
