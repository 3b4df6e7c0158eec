import { useTranslation } from 'react-i18next'
import type { IconName } from '@/components/Icon'
import type { RunOutcome, RunState } from '@/gql/graphql'
import { type Tone, ToneBadge } from './ToneBadge'

type Look = { tone: Tone; icon: IconName }

const states: Record<RunState, Look> = {
  QUEUED: { tone: 'moving', icon: 'clock' },
  RUNNING: { tone: 'moving', icon: 'arrow' },
  AWAITING_CONFIRMATION: { tone: 'blocked', icon: 'hand' },
  SUCCEEDED: { tone: 'synced', icon: 'tick' },
  PARTIAL: { tone: 'uncertain', icon: 'minus' },
  FAILED: { tone: 'failed', icon: 'cross' },
  CANCELLED: { tone: 'resting', icon: 'minus' },
}

export function RunBadge({ state }: { state: RunState }) {
  const { t } = useTranslation('stock')
  return <ToneBadge {...states[state]} text={t(`state.${state}`)} />
}

const outcomes: Record<RunOutcome, Look> = {
  UPDATED: { tone: 'synced', icon: 'tick' },
  SKIPPED: { tone: 'resting', icon: 'minus' },
  FAILED: { tone: 'failed', icon: 'cross' },
}

/** What a run did with a product; in a trial, what it would have done. */
export function OutcomeBadge({ outcome, dry }: { outcome: RunOutcome; dry: boolean }) {
  const { t } = useTranslation('stock')
  return <ToneBadge {...outcomes[outcome]} text={t(dry && outcome === 'UPDATED' ? 'outcome.WOULD' : `outcome.${outcome}`)} />
}
