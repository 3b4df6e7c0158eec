import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Moment } from '@/components/Moment'
import table from '@/components/Table.module.css'
import type { BlacklistRow } from '@/features/blacklist/api/blacklist'
import { useFormat } from '@/lib/format/useFormat'
import { RemoveEntry } from './RemoveEntry'

export function BlacklistTable({ rows, shopKey }: { rows: BlacklistRow[]; shopKey: string }) {
  const { t } = useTranslation(['blacklist', 'common'])
  const { number } = useFormat()
  const [removed, setRemoved] = useState<BlacklistRow | null>(null)
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <caption className="visually-hidden">{t('title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('pattern')}</th>
            <th scope="col">{t('note')}</th>
            <th scope="col" className={table.number}>
              {t('blocked')}
            </th>
            <th scope="col">{t('last')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('common:action.remove')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.pattern}</th>
              <td>{row.note}</td>
              <td className={table.number}>
                {row.blockedCount > 0 ? (
                  <Link to="/orders" search={{ shop: shopKey, state: 'BLACKLISTED', waitsFor: row.id }}>
                    {number(row.blockedCount)}
                  </Link>
                ) : (
                  number(0)
                )}
              </td>
              <td>
                {row.lastBlockedAt && (
                  <>
                    #{row.lastOrder}, <Moment at={row.lastBlockedAt} />
                  </>
                )}
              </td>
              <td className={table.number}>
                <Button size="xs" variant="default" onClick={() => setRemoved(row)} aria-label={`${t('common:action.remove')}: ${row.pattern}`}>
                  {t('common:action.remove')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {removed && <RemoveEntry key={removed.id} row={removed} onClose={() => setRemoved(null)} />}
    </div>
  )
}
