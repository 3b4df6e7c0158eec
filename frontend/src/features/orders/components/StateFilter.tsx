import { UnstyledButton } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { StateCounts } from '@/features/orders/api/orders'
import { orderStates, type OrdersSearch, statesOf, toggleState, withFilter } from '@/features/orders/search'
import { useFormat } from '@/lib/format/useFormat'
import classes from './OrderFilters.module.css'

type Props = { search: OrdersSearch; states: StateCounts | undefined }

/** Each state that has orders, as a button that adds it to the filter or takes it away. */
export function StateFilter({ search, states }: Props) {
  const { t } = useTranslation(['orders', 'terms'])
  const { number } = useFormat()
  const navigate = useNavigate()
  const show = (wanted: OrdersSearch) => void navigate({ to: '/orders', search: (all) => ({ ...all, ...wanted }), replace: true })
  const chosen = statesOf(search.state)
  const counts = new Map(states?.map(({ state, count }) => [state, count]))
  const shown = orderStates.filter((state) => chosen.includes(state) || counts.has(state))
  return (
    <div role="group" aria-label={t('filter.state')} className={classes.states}>
      <UnstyledButton className={classes.state} aria-pressed={chosen.length === 0} onClick={() => show(withFilter(search, { state: undefined }))}>
        {t('filter.allStates')}
      </UnstyledButton>
      {shown.map((state) => (
        <UnstyledButton key={state} className={classes.state} aria-pressed={chosen.includes(state)} onClick={() => show(toggleState(search, state))}>
          {t(`terms:state.${state}`)}
          <span className={classes.count}>{number(counts.get(state) ?? 0)}</span>
        </UnstyledButton>
      ))}
    </div>
  )
}
