import { useTranslation } from 'react-i18next'
import { Notice } from '@/components/Notice'
import type { OrderDetail } from '@/features/order/api/order'
import { withYear } from '@/lib/format/vasco'
import { useWords } from '@/lib/words/useWords'
import classes from './Changes.module.css'

/** What VASCO had of the order while it was not sent. */
export function Compared({ order }: { order: OrderDetail }) {
  const { t } = useTranslation('order')
  const words = useWords()
  const { comparison } = order
  if (!comparison || comparison.result === 'NOT_FOUND') return null
  const { result, vascoNumber, vascoYear, detail, differences } = comparison
  return (
    <Notice tone={result === 'SAME' ? 'good' : 'warning'} title={t(`compared.${result}`, { vasco: withYear(vascoNumber, vascoYear) })}>
      {detail && <p className={classes.text}>{detail}</p>}
      {differences.length > 0 && (
        <dl className={classes.list}>
          {differences.map(({ field, article, ours, theirs }) => (
            <div key={field + article}>
              <dt>{[words.term('compare', field), article].filter(Boolean).join(' ')}</dt>
              <dd>
                {t('compared.ours')} <ins>{ours}</ins>, {t('compared.theirs')} <ins>{theirs}</ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Notice>
  )
}
