import { SegmentedControl } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useEffectEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { FailureNotice, Notice } from '@/components/Notice'
import { Pager } from '@/components/Pager'
import { Panel } from '@/components/Panel'
import { OutcomeBadge } from '@/components/RunBadge'
import table from '@/components/Table.module.css'
import type { RunItem, RunRow } from '@/features/runs/api/runs'
import { useRunItems } from '@/features/runs/api/useRuns'
import { outcomes, type RunSearch } from '@/features/runs/search'
import { useFormat } from '@/lib/format/useFormat'
import { useCoalesced } from '@/lib/graphql/useCoalesced'
import { useWords } from '@/lib/words/useWords'

/** How often the items are read again while a run goes. */
const runPause = 1000

/** What a run did with products, or would do; those it left as they were are only counted. */
export function RunItems({ run, search }: { run: RunRow; search: RunSearch }) {
  const { t } = useTranslation(['stock', 'common'])
  const { page, error, loading, again } = useRunItems(run.id, search)
  const soon = useCoalesced(again, runPause)
  const progressed = useEffectEvent(soon)
  useEffect(() => progressed(), [run.seen, run.updated, run.skipped, run.failed, run.state])
  const rows = page?.nodes
  return (
    <>
      <Filter search={search} dry={run.dryRun || run.state === 'AWAITING_CONFIRMATION'} />
      {error && <FailureNotice error={error} onRetry={again} />}
      {rows && rows.length > 0 && (
        <Panel>
          <Items rows={rows} dry={run.dryRun || run.state === 'AWAITING_CONFIRMATION'} />
        </Panel>
      )}
      {rows?.length === 0 && <Notice>{t('items.none')}</Notice>}
      {!rows && !error && loading && <Notice>{t('common:loading')}…</Notice>}
      {page && <Pager page={page.pageInfo} />}
    </>
  )
}

function Filter({ search, dry }: { search: RunSearch; dry: boolean }) {
  const { t } = useTranslation('stock')
  const navigate = useNavigate()
  const all = 'ALL'
  const choose = (value: string) =>
    void navigate({
      to: '.',
      search: (before) => ({ shop: before.shop, outcome: outcomes.find((outcome) => outcome === value) }),
      replace: true,
    })
  return (
    <SegmentedControl
      aria-label={t('items.filter')}
      value={search.outcome ?? all}
      onChange={choose}
      data={[
        { value: all, label: t('items.all') },
        ...outcomes.map((outcome) => ({ value: outcome, label: t(dry && outcome === 'UPDATED' ? 'outcome.WOULD' : `outcome.${outcome}`) })),
      ]}
    />
  )
}

function Items({ rows, dry }: { rows: RunItem[]; dry: boolean }) {
  const { t } = useTranslation('stock')
  const words = useWords()
  const { number } = useFormat()
  const pieces = (value: string | null | undefined) => ((value === null || value === undefined) ? '–' : number(value))
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <caption className="visually-hidden">{t('items.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('items.product')}</th>
            <th scope="col">{t('items.outcome')}</th>
            <th scope="col" className={table.number}>
              {t('items.stock')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, product, outcome, before, after, reason }) => (
            <tr key={id}>
              <th scope="row">
                {product ? (
                  <Link to="/products/$productId" params={{ productId: product.id }}>
                    {product.name || product.sku || product.id}
                  </Link>
                ) : (
                  t('items.gone')
                )}
                {product?.sku && <span className={`${table.under} mono`}>{product.sku}</span>}
              </th>
              <td>
                <OutcomeBadge outcome={outcome} dry={dry} />
                {reason && <span className={table.under}>{words.runReason(reason)}</span>}
              </td>
              <td className={table.number}>{(after === null || after === undefined) ? '–' : `${pieces(before)} → ${pieces(after)}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
