import type { OrderState } from '@/gql/graphql'
import type { OrderDetail } from './api/order'

/** What a person can do about an order. The first is the button that stands out. */
export type Mending = 'link' | 'sendAnyway' | 'choosePartner' | 'resolve' | 'retry' | 'skip'

type Standing = Pick<OrderDetail, 'state'> & { reason?: { code: string } | null }

const byReason: Record<string, Mending[]> = {
  TOTAL_MISMATCH: ['sendAnyway', 'retry', 'skip'],
  PARTNER_AMBIGUOUS: ['choosePartner', 'retry', 'skip'],
  PARTNER_DATA_MISSING: ['choosePartner', 'link', 'retry', 'skip'],
  NO_LINES: ['skip', 'retry'],
  ARTICLE_CODE_MISSING: ['retry', 'skip'],
  REJECTED_BY_VASCO: ['retry', 'choosePartner', 'skip'],
  OLD: ['retry', 'skip'],
  PERSON: ['retry'],
  GONE: [],
  TRASHED: [],
  NOT_FOR_SENDING: [],
  PAYMENT_OFF: ['link'],
  BEFORE_START: ['link'],
}

const byState: Record<OrderState, Mending[]> = {
  WAITING: ['skip'],
  QUEUED: ['skip'],
  SYNCING: [],
  SYNCED: [],
  BLACKLISTED: ['link', 'skip'],
  BLOCKED: ['link', 'retry', 'skip'],
  FAILED: ['retry', 'skip'],
  UNCERTAIN: ['resolve'],
  SKIPPED: ['retry'],
}

export function mendingsOf({ state, reason }: Standing): Mending[] {
  if (state === 'BLOCKED' || state === 'SKIPPED') return (reason && byReason[reason.code]) ?? byState[state]
  return byState[state]
}

/** Partners to choose among: the reason lists them as "501 NOVAK ANA, 502 NOVAK ANA". */
export function candidatesOf(text: string): { code: string; label: string }[] {
  return text
    .split(/,\s+(?=\S*\d)/)
    .map((label) => label.trim())
    .filter(Boolean)
    .map((label) => ({ code: label.split(/\s/)[0] ?? label, label }))
}
