import type { ProductFilter } from '@/gql/graphql'

/** What a list of products may keep to. */
export const views = ['missing', 'duplicates', 'due', 'skipped', 'failed', 'notPushed', 'gone'] as const
export type View = (typeof views)[number]

/** What the address of the products page says. */
export type ProductsSearch = { search?: string; view?: View; after?: string; before?: string }

export function readProductsSearch(raw: Record<string, unknown>): ProductsSearch {
  const text = (name: string) => (typeof raw[name] === 'string' && raw[name] !== '' ? raw[name] : undefined)
  return { search: text('search'), view: views.find((view) => view === raw.view), after: text('after'), before: text('before') }
}

export const isFiltered = ({ search, view }: ProductsSearch) => search !== undefined || view !== undefined

const filters: Record<View, ProductFilter> = {
  missing: { missingEan: true },
  duplicates: { duplicateCode: true },
  due: { stockStates: ['DUE'] },
  skipped: { stockStates: ['SKIPPED'] },
  failed: { stockStates: ['FAILED'] },
  notPushed: { pushStates: ['BLOCKED', 'FAILED'] },
  gone: { gone: true },
}

export function filterOf({ search, view }: ProductsSearch, shopId: string): ProductFilter {
  return { shopId, search, gone: false, ...(view && filters[view]) }
}
