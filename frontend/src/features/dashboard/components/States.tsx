import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Notice } from '@/components/Notice'
import { Panel } from '@/components/Panel'
import { StateBadge } from '@/components/StateBadge'
import type { Figures } from '@/features/dashboard/api/dashboard'
import { useFormat } from '@/lib/format/useFormat'
import classes from './States.module.css'

/** How many orders are in each state; each leads to them. */
export function States({ states }: { states: Figures['states'] }) {
  const { t } = useTranslation('dashboard')
  const { number } = useFormat()
  if (states.length === 0) return <Notice>{t('states.none')}</Notice>
  return (
    <Panel>
      <ul className={classes.states}>
        {states.map(({ state, count }) => (
          <li key={state}>
            <Link to="/orders" search={{ state }} className={classes.state}>
              <StateBadge state={state} />
              <span className={classes.count}>{number(count)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
