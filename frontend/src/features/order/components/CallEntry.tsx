import { useTranslation } from 'react-i18next'
import { Json } from '@/components/Json'
import type { ApiCall } from '@/features/order/api/order'
import { useFormat } from '@/lib/format/useFormat'
import { useWords } from '@/lib/words/useWords'
import classes from './Timeline.module.css'

/** A call to the shop or to VASCO, with request and answer on demand. */
export function CallEntry({ call }: { call: ApiCall }) {
  const { t } = useTranslation(['order', 'terms'])
  const words = useWords()
  const { number } = useFormat()
  return (
    <details className={classes.details}>
      <summary>
        <span>
          {t(`terms:system.${call.system}`)}: {words.term('operation', call.operation)}
        </span>
        <span className={classes.soft}>
          {call.httpStatus ?? t('timeline.noAnswer')} · {number(call.durationMs)} ms
        </span>
        {call.error && <span className={classes.bad}>{call.error}</span>}
      </summary>
      <div className={classes.inside}>
        <code className="mono">
          {call.method} {call.path}
        </code>
        {call.request && (
          <>
            <p className={classes.label}>{t('timeline.request')}</p>
            <Json value={call.request} label={t('timeline.request')} />
          </>
        )}
        {call.response && (
          <>
            <p className={classes.label}>{t('timeline.response')}</p>
            <Json value={call.response} label={t('timeline.response')} />
          </>
        )}
      </div>
    </details>
  )
}
