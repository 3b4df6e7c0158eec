import type { ReasonPartsFragment } from '@/gql/graphql'

export type Param = ReasonPartsFragment['params'][number]

export type Params = Record<string, string>

export function paramsOf(params: readonly Param[]): Params {
  return Object.fromEntries(params.map(({ name, value }) => [name, value]))
}

/** All parameters in one line, for codes that have no words. */
export function listed(params: Params): string {
  return Object.entries(params)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ')
}
