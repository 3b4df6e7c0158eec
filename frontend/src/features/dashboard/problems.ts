import type { OrderState } from '@/gql/graphql'
import type { Problem } from './api/dashboard'

const ofProducts = ['PRODUCTS_WITHOUT_CODE', 'PRODUCTS_SHARE_CODE']
const notOfOrders = [
  ...ofProducts,
  'NUMBERS_NOT_WRITTEN',
  'DELIVERIES_REFUSED',
  'FOREIGN_DELIVERIES',
  'CONNECTION_UNREACHABLE',
  'SHOP_UNREACHABLE',
  'WEBHOOKS_MISSING',
]

/** Whether a problem is its orders' to mend; the others concern a shop or a connection. */
export function isOfOrders(code: string): boolean {
  return !notOfOrders.includes(code)
}

/** What a problem counts, as the words name it. */
export function countedBy(code: string): 'deliveries' | 'products' | 'orders' {
  if (code === 'FOREIGN_DELIVERIES') return 'deliveries'
  return ofProducts.includes(code) ? 'products' : 'orders'
}

/** Causes that no page of ours mends: after that was done elsewhere the orders have to be asked for again. */
const sentAgain = ['ARTICLE_CODE_MISSING', 'ARTICLE_UNKNOWN_IN_VASCO', 'REJECTED_BY_VASCO', 'INTERNAL', 'OLD', 'TOTAL_MISMATCH']

export const isSentAgain = (code: string): boolean => sentAgain.includes(code)

const waitingStates: OrderState[] = ['BLOCKED', 'FAILED', 'UNCERTAIN']
const onTheirWay: OrderState[] = ['QUEUED', 'SYNCING']

/** The orders of a problem, as the orders page filters them. */
export function ordersOf({ code, refId, shop }: Pick<Problem, 'code' | 'refId' | 'shop'>) {
  if (code === 'READ_BACK_DIFFERS') return { shop: shop?.key, differs: 'yes' as const }
  if (code === 'STATUS_UNCLASSIFIED') return { shop: shop?.key, state: 'WAITING', reason: code }
  if (['SENDING_HELD', 'SENDING_PREVIEW', 'YEAR_NOT_OPEN'].includes(code)) return { shop: shop?.key, state: 'WAITING', reason: code }
  if (code === 'NOT_IN_VASCO') return { shop: shop?.key, state: 'SKIPPED', reason: 'BEFORE_START' }
  if (code === 'OUT_OF_TIME') return { shop: shop?.key, state: onTheirWay.join(','), reason: code }
  return { shop: shop?.key, state: waitingStates.join(','), reason: code, waitsFor: refId ?? undefined }
}
