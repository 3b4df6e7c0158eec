import { useTranslation } from 'react-i18next'
import type { Former } from '@/features/shops/api/former'
import classes from './FormerSettings.module.css'

type Props = Pick<Former, 'unread' | 'leftOut' | 'complete'>

/** What nobody takes over: settings that were not understood, and those the companion keeps to itself. */
export function FormerUnread({ unread, leftOut, complete }: Props) {
  const { t } = useTranslation('shops')
  return (
    <>
      {unread.length > 0 && (
        <details className={classes.rest}>
          <summary>{t('former.unread', { count: unread.length })}</summary>
          <ul>
            {unread.map(({ name, reason, value }, i) => (
              <li key={i}>
                <span className="mono">{name}</span>
                {value && <span className={classes.value}>{value}</span>}
                <span className={classes.why}>{t(`former.reason.${reason}`)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {leftOut.length > 0 && (
        <details className={classes.rest}>
          <summary>{t('former.leftOut', { count: leftOut.length })}</summary>
          <ul>
            {leftOut.map((name) => (
              <li key={name} className="mono">
                {name}
              </li>
            ))}
          </ul>
        </details>
      )}
      {!complete && <p className={classes.incomplete}>{t('former.incomplete')}</p>}
    </>
  )
}
