import type { OrderState } from '@/gql/graphql'
import type { OrderDetail } from './api/order'

/** What a person can do about an order. The first is the button that stands out. */
export type Mending = 'link' | 'sendAnyway' | 'choosePartner' | 'bindPartner' | 'resolve' | 'giveCode' | 'pushArticle' | 'retry' | 'unskip' | 'resend' | 'linkVasco' | 'skip'

type Standing = Pick<OrderDetail, 'state'> & { reason?: { code: string } | null }

const byReason: Record<string, Mending[]> = {
  TOTAL_MISMATCH: ['sendAnyway', 'retry', 'skip'],
  PARTNER_AMBIGUOUS: ['choosePartner', 'bindPartner', 'retry', 'skip'],
  PARTNER_DATA_MISSING: ['choosePartner', 'bindPartner', 'link', 'retry', 'skip'],
  NO_LINES: ['skip', 'retry'],
  ARTICLE_CODE_MISSING: ['giveCode', 'retry', 'skip'],
  ARTICLE_UNKNOWN_IN_VASCO: ['pushArticle', 'giveCode', 'retry', 'skip'],
  REJECTED_BY_VASCO: ['retry', 'choosePartner', 'skip'],
  OLD: ['resend', 'skip'],
  PERSON: ['unskip'],
  GONE: [],
  TRASHED: [],
  NOT_FOR_SENDING: [],
  PAYMENT_OFF: ['link'],
  BEFORE_START: ['resend', 'link'],
}

const byState: Record<OrderState, Mending[]> = {
  WAITING: ['skip'],
  QUEUED: ['skip'],
  SYNCING: [],
  SYNCED: [],
  BLACKLISTED: ['link', 'retry', 'skip'],
  BLOCKED: ['link', 'retry', 'skip'],
  FAILED: ['retry', 'skip'],
  UNCERTAIN: ['resolve'],
  SKIPPED: ['retry'],
}

export function mendingsOf({ state, reason }: Standing): Mending[] {
  const mendings = (state === 'BLOCKED' || state === 'SKIPPED' ? reason && byReason[reason.code] : undefined) ?? byState[state]
  if (mendings.length === 0 || !mayBeLinked.includes(state)) return mendings
  // Somebody may have entered any of them by hand. Skipping stays the last.
  return [...mendings.filter((one) => one !== 'skip'), 'linkVasco', ...mendings.filter((one) => one === 'skip')]
}

const mayBeLinked: OrderState[] = ['BLOCKED', 'FAILED', 'SKIPPED']

/** A choice counts until the order is in VASCO, or may be: then the partner stands in its document. */
export function canTakeBackPartner({ state, chosenPartnerCode }: Pick<OrderDetail, 'state' | 'chosenPartnerCode'>): boolean {
  return Boolean(chosenPartnerCode) && !['SYNCED', 'SYNCING', 'UNCERTAIN'].includes(state)
}

/** The partner in VASCO's document; before there is one, the partner a person chose. */
export function partnerOf({ state, partnerCode, chosenPartnerCode }: Pick<OrderDetail, 'state' | 'partnerCode' | 'chosenPartnerCode'>) {
  return state === 'SYNCED' ? partnerCode : (chosenPartnerCode ?? partnerCode)
}

/** Partners to choose among: the reason lists them as "501 NOVAK ANA, 502 NOVAK ANA". */
export function candidatesOf(text: string): { code: string; label: string }[] {
  return text
    .split(/,\s+(?=\S*\d)/)
    .map((label) => label.trim())
    .filter(Boolean)
    .map((label) => ({ code: label.split(/\s/)[0] ?? label, label }))
}
