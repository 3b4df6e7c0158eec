import { useTranslation } from 'react-i18next'
import type { IconName } from '@/components/Icon'
import { type Tone, ToneBadge } from '@/components/ToneBadge'
import type { StockState } from '@/gql/graphql'

const looks: Record<StockState, { tone: Tone; icon: IconName }> = {
  NONE: { tone: 'resting', icon: 'question' },
  DUE: { tone: 'moving', icon: 'arrow' },
  SAME: { tone: 'synced', icon: 'tick' },
  SKIPPED: { tone: 'resting', icon: 'minus' },
  FAILED: { tone: 'failed', icon: 'cross' },
}

export function StockBadge({ state }: { state: StockState }) {
  const { t } = useTranslation('products')
  return <ToneBadge {...looks[state]} text={t(`state.${state}`)} />
}
