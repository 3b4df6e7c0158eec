import { useTranslation } from 'react-i18next'
import { Ago } from '@/components/Moment'
import classes from './Reachable.module.css'

/** Whether the other side answers, and since when it does not. */
export function Reachable({ since }: { since?: string | null }) {
  const { t } = useTranslation()
  return (
    <span className={classes.reachable} data-away={since ? true : undefined}>
      {since ? (
        <span>
          {t('unreachable')} (<Ago at={since} />)
        </span>
      ) : (
        t('reachable')
      )}
    </span>
  )
}
