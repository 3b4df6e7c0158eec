import type { OrderFilter, OrderState } from '@/gql/graphql'

/** What the address of the orders page says; all of it is text, see app/router. */
export type OrdersSearch = {
  /** States, with commas between. */
  state?: string
  reason?: string
  search?: string
  /** Opaque id of what orders wait for. */
  waitsFor?: string
  changed?: 'yes'
  /** VASCO has them differently from what was sent. */
  differs?: 'yes'
  after?: string
  before?: string
}

export const orderStates: readonly OrderState[] = [
  'BLOCKED',
  'FAILED',
  'UNCERTAIN',
  'QUEUED',
  'SYNCING',
  'SYNCED',
  'WAITING',
  'SKIPPED',
  'BLACKLISTED',
]

/** States that say no more without a person; sending again makes sense for the first two. */
export const mendableStates: readonly OrderState[] = ['BLOCKED', 'FAILED']

export function readOrdersSearch(raw: Record<string, unknown>): OrdersSearch {
  const text = (name: string) => (typeof raw[name] === 'string' && raw[name] !== '' ? raw[name] : undefined)
  const states = statesOf(text('state'))
  return {
    state: states.length > 0 ? states.join(',') : undefined,
    reason: text('reason'),
    search: text('search'),
    waitsFor: text('waitsFor'),
    changed: raw.changed === 'yes' ? 'yes' : undefined,
    differs: raw.differs === 'yes' ? 'yes' : undefined,
    after: text('after'),
    before: text('before'),
  }
}

export function statesOf(state: string | undefined): OrderState[] {
  const wanted = state?.split(',') ?? []
  return orderStates.filter((known) => wanted.includes(known))
}

/** Adds a state or takes it away; a changed filter begins at the newest order again. */
export function toggleState(search: OrdersSearch, state: OrderState): OrdersSearch {
  const before = statesOf(search.state)
  const after = before.includes(state) ? before.filter((other) => other !== state) : [...before, state]
  return withFilter(search, { state: after.length > 0 ? after.join(',') : undefined })
}

export function withFilter(search: OrdersSearch, change: Partial<OrdersSearch>): OrdersSearch {
  return { ...search, ...change, after: undefined, before: undefined }
}

export function isFiltered({ state, reason, search, waitsFor, changed, differs }: OrdersSearch): boolean {
  return [state, reason, search, waitsFor, changed, differs].some((value) => value !== undefined)
}

export function filterOf(search: OrdersSearch, shopId: string | undefined): OrderFilter {
  const states = statesOf(search.state)
  return {
    shopId,
    states: states.length > 0 ? states : undefined,
    reasons: search.reason ? [search.reason] : undefined,
    refId: search.waitsFor,
    changed: search.changed === 'yes' ? true : undefined,
    differs: search.differs === 'yes' ? true : undefined,
    search: search.search,
  }
}

const pageSize = 50

/** The page's place in the list: older orders come after, newer ones before. */
export function pageOf({ after, before }: OrdersSearch) {
  return before ? { last: pageSize, before } : { first: pageSize, after }
}
