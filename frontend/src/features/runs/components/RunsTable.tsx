import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Moment } from '@/components/Moment'
import { RunBadge } from '@/components/RunBadge'
import table from '@/components/Table.module.css'
import type { RunRow } from '@/features/runs/api/runs'
import { useFormat } from '@/lib/format/useFormat'
import { useWords } from '@/lib/words/useWords'
import { secondsOf } from '@/features/runs/duration'
import classes from './Runs.module.css'

export function RunsTable({ rows }: { rows: RunRow[] }) {
  const { t } = useTranslation('stock')
  const { number, seconds } = useFormat()
  const words = useWords()
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <caption className="visually-hidden">{t('runs.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('column.run')}</th>
            <th scope="col">{t('column.state')}</th>
            <th scope="col" className={table.number}>
              {t('count.updated')}
            </th>
            <th scope="col" className={`${table.number} ${classes.optional}`}>
              {t('count.skipped')}
            </th>
            <th scope="col" className={`${table.number} ${classes.optional}`}>
              {t('count.failed')}
            </th>
            <th scope="col" className={`${table.number} ${classes.optional}`}>
              {t('column.duration')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <Link to="/stock/$runId" params={{ runId: row.id }}>
                  {row.dryRun ? t('trial', { run: words.runKind(row.kind) }) : words.runKind(row.kind)}
                </Link>
                <span className={table.under}>
                  <Moment at={row.startedAt ?? row.createdAt} />
                </span>
              </th>
              <td>
                <RunBadge state={row.state} />
                {row.reason && <span className={table.under}>{words.runReason(row.reason)}</span>}
              </td>
              <td className={table.number}>{number(row.updated)}</td>
              <td className={`${table.number} ${classes.optional}`}>{number(row.skipped)}</td>
              <td className={`${table.number} ${classes.optional}`}>{number(row.failed)}</td>
              <td className={`${table.number} ${classes.optional}`}>{row.finishedAt && row.startedAt ? seconds(secondsOf(row.startedAt, row.finishedAt)) : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
