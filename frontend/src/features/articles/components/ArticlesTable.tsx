import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import table from '@/components/Table.module.css'
import type { ArticleRow } from '@/features/articles/api/articles'
import { useFormat } from '@/lib/format/useFormat'
import classes from './ArticlesTable.module.css'
import { EditArticle } from './EditArticle'

type Props = { rows: ArticleRow[]; shop: { id: string; key: string } }

export function ArticlesTable({ rows, shop }: Props) {
  const { t } = useTranslation('articles')
  const { number } = useFormat()
  const [edited, setEdited] = useState<ArticleRow | null>(null)
  return (
    <div className={table.scroll}>
      <table className={`${table.table} ${classes.articles}`}>
        <caption className="visually-hidden">{t('title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('column.product')}</th>
            <th scope="col">{t('column.code')}</th>
            <th scope="col" className={table.number}>
              {t('column.waiting')}
            </th>
            <th scope="col">
              <span className="visually-hidden">{t('column.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                {row.name || row.key}
                <span className={table.under}>
                  {t(`kind.${row.kind}`)} <span className="mono">{row.key}</span>
                </span>
              </th>
              <td>{row.code ? <span className="mono">{row.code}</span> : <Edit row={row} onPress={setEdited} />}</td>
              <td className={table.number}>
                {row.waitingOrders > 0 ? (
                  <Link to="/orders" search={{ shop: shop.key, waitsFor: row.id }}>
                    {number(row.waitingOrders)}
                  </Link>
                ) : (
                  number(0)
                )}
              </td>
              <td className={classes.actions}>{row.code && <Edit row={row} onPress={setEdited} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {edited && <EditArticle key={edited.id} row={edited} shopId={shop.id} onClose={() => setEdited(null)} />}
    </div>
  )
}

/** Where the code is missing, the button stands in its place, in sight on a phone too. */
function Edit({ row, onPress }: { row: ArticleRow; onPress: (row: ArticleRow) => void }) {
  const { t } = useTranslation(['articles', 'common'])
  const label = t(row.code ? 'common:action.edit' : 'give')
  return (
    <Button variant={row.code ? 'default' : 'filled'} size="xs" onClick={() => onPress(row)} aria-label={`${label}: ${row.name || row.key}`}>
      {label}
    </Button>
  )
}
