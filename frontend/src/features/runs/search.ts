import type { RunOutcome } from '@/gql/graphql'

/** Where a list is: newer rows lie before, older ones after. */
export type Place = { after?: string; before?: string }

/** What the address of a run's page says. */
export type RunSearch = Place & { outcome?: RunOutcome }

export const outcomes = ['UPDATED', 'SKIPPED', 'FAILED'] as const satisfies readonly RunOutcome[]

const text = (raw: Record<string, unknown>, name: string) => (typeof raw[name] === 'string' && raw[name] !== '' ? raw[name] : undefined)

export const readPlace = (raw: Record<string, unknown>): Place => ({ after: text(raw, 'after'), before: text(raw, 'before') })

export const readRunSearch = (raw: Record<string, unknown>): RunSearch => ({
  ...readPlace(raw),
  outcome: outcomes.find((outcome) => outcome === raw.outcome),
})

const pageSize = 50

export const placeOf = ({ after, before }: Place) => (before ? { last: pageSize, before } : { first: pageSize, after })
