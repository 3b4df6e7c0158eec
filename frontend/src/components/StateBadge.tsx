import { useTranslation } from 'react-i18next'
import { Icon, type IconName } from '@/components/Icon'
import type { OrderState } from '@/gql/graphql'
import classes from './StateBadge.module.css'

type Look = { tone: string; icon: IconName }

const looks: Record<OrderState, Look> = {
  WAITING: { tone: 'resting', icon: 'pause' },
  QUEUED: { tone: 'moving', icon: 'clock' },
  SYNCING: { tone: 'moving', icon: 'arrow' },
  SYNCED: { tone: 'synced', icon: 'tick' },
  BLACKLISTED: { tone: 'shut', icon: 'blacklist' },
  BLOCKED: { tone: 'blocked', icon: 'hand' },
  FAILED: { tone: 'failed', icon: 'cross' },
  UNCERTAIN: { tone: 'uncertain', icon: 'question' },
  SKIPPED: { tone: 'resting', icon: 'minus' },
}

export function StateBadge({ state, large = false }: { state: OrderState; large?: boolean }) {
  const { t } = useTranslation('terms')
  const { tone, icon } = looks[state]
  return (
    <span className={classes.badge} data-tone={tone} data-state={state} data-large={large || undefined}>
      <Icon name={icon} size={large ? 16 : 13} />
      {t(`state.${state}`)}
    </span>
  )
}
