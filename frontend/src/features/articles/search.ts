/** What the address of the articles page says. */
export type ArticlesSearch = {
  search?: string
  /** Only entries that still need a code. */
  missing?: 'yes'
  after?: string
  before?: string
}

export function readArticlesSearch(raw: Record<string, unknown>): ArticlesSearch {
  const text = (name: string) => (typeof raw[name] === 'string' && raw[name] !== '' ? raw[name] : undefined)
  return {
    search: text('search'),
    missing: raw.missing === 'yes' ? 'yes' : undefined,
    after: text('after'),
    before: text('before'),
  }
}

export const isFiltered = ({ search, missing }: ArticlesSearch) => search !== undefined || missing !== undefined
