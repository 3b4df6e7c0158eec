import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { StateCounts } from '@/features/orders/api/orders'
import { orderStates, type OrdersSearch, statesOf, toggleState, withFilter } from '@/features/orders/search'
import { useFormat } from '@/lib/format/useFormat'
import classes from './OrderFilters.module.css'

type Props = { search: OrdersSearch; states: StateCounts | undefined }

/** Each state that has orders, as a link that adds it to the filter or takes it away. */
export function StateFilter({ search, states }: Props) {
  const { t } = useTranslation(['orders', 'terms'])
  const { number } = useFormat()
  const chosen = statesOf(search.state)
  const counts = new Map(states?.map(({ state, count }) => [state, count]))
  const shown = orderStates.filter((state) => chosen.includes(state) || counts.has(state))
  return (
    <nav aria-label={t('filter.state')} className={classes.states}>
      <Link
        to="/orders"
        search={(all) => ({ ...all, ...withFilter(search, { state: undefined }) })}
        replace
        className={classes.state}
        aria-current={chosen.length === 0}
      >
        {t('filter.allStates')}
      </Link>
      {shown.map((state) => (
        <Link
          key={state}
          to="/orders"
          search={(all) => ({ ...all, ...toggleState(search, state) })}
          replace
          className={classes.state}
          aria-current={chosen.includes(state)}
        >
          {t(`terms:state.${state}`)}
          <span className={classes.count}>{number(counts.get(state) ?? 0)}</span>
        </Link>
      ))}
    </nav>
  )
}
