import { createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { withYear } from '@/lib/format/vasco'
import { useTranslation } from 'react-i18next'
import { Amount } from '@/components/Amount'
import { Moment } from '@/components/Moment'
import { StateBadge } from '@/components/StateBadge'
import type { OrderRow } from '@/features/orders/api/orderRow'
import { useWords } from '@/lib/words/useWords'
import classes from './OrdersTable.module.css'

const features = tableFeatures({})
const column = createColumnHelper<typeof features, OrderRow>()

type Props = { rows: OrderRow[]; withShop: boolean; loading: boolean }

/** A table where there is room; on a phone each row becomes a card, see the style sheet. */
export function OrdersTable({ rows, withShop, loading }: Props) {
  const { t } = useTranslation(['orders', 'common'])
  const columns = useColumns(withShop)
  const table = useTable({ features, columns, data: rows, getRowId: (row) => row.id })
  const navigate = useNavigate()

  return (
    <table className={classes.table} aria-busy={loading}>
      <caption className="visually-hidden">{t('title')}</caption>
      <thead>
        {table.getHeaderGroups().map((group) => (
          <tr key={group.id}>
            {group.headers.map((header) => (
              <th key={header.id} scope="col" data-column={header.column.id}>
                <table.FlexRender header={header} />
              </th>
            ))}
          </tr>
        ))}
      </thead>
      <tbody>
        {table.getRowModel().rows.map((row) => (
          // For the mouse the whole row leads to the order; for everybody the number is the link.
          <tr
            key={row.id}
            data-state={row.original.state}
            onClick={(click) => {
              if (click.target instanceof Element && click.target.closest('a')) return
              if (window.getSelection()?.isCollapsed === false) return
              void navigate({ to: '/orders/$orderId', params: { orderId: row.original.id } })
            }}
          >
            {row.getAllCells().map((cell) => (
              <td key={cell.id} data-column={cell.column.id}>
                <table.FlexRender cell={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function useColumns(withShop: boolean) {
  const { t } = useTranslation(['orders', 'common'])
  return useMemo(
    () =>
      column.columns([
        column.accessor('number', {
          header: t('column.number'),
          cell: ({ row: { original } }) => (
            <Link to="/orders/$orderId" params={{ orderId: original.id }} className={classes.link}>
              #{original.number}
            </Link>
          ),
        }),
        column.accessor('placedAt', { id: 'placed', header: t('column.placed'), cell: (cell) => <Moment at={cell.getValue()} /> }),
        ...(withShop ? [column.accessor((row) => row.shop.name, { id: 'shop', header: t('common:shop.label') })] : []),
        column.accessor('customer', { header: t('column.customer') }),
        column.accessor('total', { header: t('column.total'), cell: (cell) => <Amount of={cell.getValue()} /> }),
        column.accessor((row) => row.paymentTitle || row.paymentMethod, { id: 'payment', header: t('column.payment') }),
        column.accessor('state', { header: t('column.state'), cell: ({ row }) => <State row={row.original} /> }),
        column.accessor((row) => withYear(row.vascoNumber, row.vascoYear), {
          id: 'vasco',
          header: 'VASCO',
          cell: (cell) => cell.getValue() || <span className="visually-hidden">{t('common:none')}</span>,
        }),
      ]),
    [t, withShop],
  )
}

function State({ row }: { row: OrderRow }) {
  const { t } = useTranslation(['orders', 'common'])
  const words = useWords()
  return (
    <>
      <StateBadge state={row.state} />
      {row.reason && row.state !== 'SYNCED' && <span className={classes.reason}>{words.reason(row.reason)}</span>}
      {row.changes.length > 0 && <span className={classes.reason}>{t('changedAfter')}</span>}
    </>
  )
}
