import { useTranslation } from 'react-i18next'
import classes from './Json.module.css'

/** JSON for reading; anything else as it came. Long text scrolls inside and can be reached by keyboard. */
export function Json({ value, label }: { value: unknown; label: string }) {
  const { t } = useTranslation()
  return (
    // Scrollable boxes have to be reachable without a mouse.
    <pre className={classes.json} tabIndex={0} role="region" aria-label={label}>
      {pretty(value) || t('none')}
    </pre>
  )
}

function pretty(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value, null, 2)
  try {
    return JSON.stringify(JSON.parse(value), null, 2)
  } catch {
    return value
  }
}
