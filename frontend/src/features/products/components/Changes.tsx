import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Moment } from '@/components/Moment'
import { Notice } from '@/components/Notice'
import { Panel } from '@/components/Panel'
import { OutcomeBadge } from '@/components/RunBadge'
import table from '@/components/Table.module.css'
import type { ProductDetail } from '@/features/products/api/products'
import { useFormat } from '@/lib/format/useFormat'
import { useWords } from '@/lib/words/useWords'

/** What the last runs did with the product. */
export function Changes({ changes }: { changes: ProductDetail['changes'] }) {
  const { t } = useTranslation('products')
  const { number } = useFormat()
  const words = useWords()
  const pieces = (value: string | null | undefined) => ((value === null || value === undefined) ? '–' : number(value))
  if (changes.length === 0) return <Notice>{t('changes.none')}</Notice>
  return (
    <Panel>
      <div className={table.scroll}>
        <table className={table.table}>
          <caption className="visually-hidden">{t('changes.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('changes.at')}</th>
              <th scope="col">{t('changes.outcome')}</th>
              <th scope="col" className={table.number}>
                {t('changes.stock')}
              </th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ id, at, run, outcome, before, after, reason }) => (
              <tr key={id}>
                <th scope="row">
                  <Link to="/stock/$runId" params={{ runId: run.id }}>
                    {words.runKind(run.kind)}
                  </Link>
                  <span className={table.under}>
                    <Moment at={at} />
                  </span>
                </th>
                <td>
                  <OutcomeBadge outcome={outcome} dry={run.dryRun} />
                  {reason && <span className={table.under}>{words.runReason(reason)}</span>}
                </td>
                <td className={table.number}>{(after === null || after === undefined) ? '–' : `${pieces(before)} → ${pieces(after)}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
