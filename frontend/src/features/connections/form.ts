import type { StockReading, UpdateVascoConnectionInput } from '@/gql/graphql'
import type { ConnectionDetail } from './api/connections'

/** The connection's form. The password is never read back: left empty it stays. */
export type ConnectionForm = {
  name: string
  baseUrl: string
  username: string
  password: string
  taxNumber: string
  profile: string
  /** JSON as text; empty is none. */
  profileOverrides: string
  concurrency: number
  settleSeconds: number
  openingHours: string
  /** How the stock list is read; empty is as the test chose. */
  stockReadOverride: StockReading | ''
}

export const connectionFields = [
  'name',
  'baseUrl',
  'username',
  'password',
  'taxNumber',
  'profile',
  'profileOverrides',
  'concurrency',
  'settleSeconds',
  'openingHours',
  'stockReadOverride',
] as const

export const profiles = ['kiwwwi', 'fa']

export const newConnection: ConnectionForm = {
  name: '',
  baseUrl: '',
  username: '',
  password: '',
  taxNumber: '',
  profile: 'kiwwwi',
  profileOverrides: '',
  concurrency: 4,
  settleSeconds: 120,
  openingHours: '',
  stockReadOverride: '',
}

export function connectionForm(connection: ConnectionDetail): ConnectionForm {
  const { profileOverrides: overrides } = connection
  return {
    name: connection.name,
    baseUrl: connection.baseUrl,
    username: connection.username,
    password: '',
    taxNumber: connection.taxNumber,
    profile: connection.profile,
    profileOverrides: isNothing(overrides) ? '' : JSON.stringify(overrides, null, 2),
    concurrency: connection.concurrency,
    settleSeconds: connection.settleSeconds,
    openingHours: connection.openingHours,
    stockReadOverride: connection.stockReadOverride ?? '',
  }
}

function isNothing(overrides: unknown): boolean {
  return overrides === null || overrides === undefined || JSON.stringify(overrides) === '{}'
}

export function isJson(text: string): boolean {
  if (text.trim() === '') return true
  try {
    return typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}

/** Only what differs from the connection as it was read; everything for a new one. */
export function changeOf(connection: ConnectionDetail | null, form: ConnectionForm): UpdateVascoConnectionInput {
  const before = connection ? connectionForm(connection) : null
  const changed = connectionFields.filter((field) => form[field] !== (before?.[field] ?? ''))
  const values: UpdateVascoConnectionInput = {
    ...form,
    stockReadOverride: form.stockReadOverride === '' ? null : form.stockReadOverride,
    profileOverrides: form.profileOverrides.trim() === '' ? {} : (JSON.parse(form.profileOverrides) as unknown),
  }
  return { id: connection?.id, ...Object.fromEntries(changed.map((field) => [field, values[field]])) }
}
