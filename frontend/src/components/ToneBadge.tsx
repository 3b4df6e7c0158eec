import { Icon, type IconName } from '@/components/Icon'
import classes from './StateBadge.module.css'

export type Tone = 'resting' | 'moving' | 'synced' | 'blocked' | 'failed' | 'uncertain' | 'shut'

/** A state in a word, with its colour and its sign. */
export function ToneBadge({ tone, icon, text }: { tone: Tone; icon: IconName; text: string }) {
  return (
    <span className={classes.badge} data-tone={tone}>
      <Icon name={icon} size={13} />
      {text}
    </span>
  )
}
