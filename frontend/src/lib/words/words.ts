import type { i18n as I18n } from 'i18next'
import { formatDecimal, formatNumber, isZero } from '@/lib/format/money'
import { formatMoment } from '@/lib/format/moment'
import { listed, type Param, type Params, paramsOf } from '@/lib/words/params'

type Coded = { code: string; params: readonly Param[] }
type Happened = { kind: string; params: readonly Param[] }

const amounts = ['total', 'shopTotal', 'documentTotal', 'difference', 'refunded', 'sentGross', 'foundGross']

/** Codes and parameters in the reader's language. A code without words is shown as it is. */
export function wordsIn(i18n: I18n) {
  const say = (key: string, params: Params = {}, context?: string): string =>
    (i18n.t as (key: string, options: object) => string)(key, { replace: params, context })
  const term = (group: string, value: string | undefined, params?: Params, context?: string): string =>
    value && i18n.exists(`terms:${group}.${value}`) ? say(`terms:${group}.${value}`, params, context) : (value ?? '')

  const readable = (raw: Params): Params => {
    const params: Params = { ...raw }
    for (const name of amounts) if (raw[name]) params[name] = formatDecimal(raw[name], i18n.language)
    if (raw.rate) params.rate = formatNumber(raw.rate, i18n.language)
    if (raw.date) params.dateDay = formatMoment(raw.date, i18n.language, 'day')
    if (raw.placed) params.placedDay = formatMoment(raw.placed, i18n.language, 'day')
    if (raw.vasco && raw.year && !raw.vasco.includes('/')) params.vasco = `${raw.vasco}/${raw.year}`
    params.roundingWord = term('rounding', raw.rounding)
    params.statusWord = term('shopStatus', raw.status)
    params.causeWord = term('cause', raw.cause)
    params.actionWord = term('action', raw.action, raw, raw.findings ? 'findings' : undefined)
    params.whatWord = term('what', raw.what)
    params.byWord = term('by', raw.by)
    params.changeWord = term('change', raw.change)
    params.warningWord = term('warning', raw.warning)
    params.resultWord = term('compared', raw.result, params)
    params.ordersWord = term('sending', raw.orders)
    params.stockWord = term('sending', raw.stock)
    params.kindWord = term('vatKind', raw.kind)
    params.titleOrMethod = [raw.title, raw.method].find(Boolean) ?? ''
    return params
  }

  const reason = ({ code, params }: Coded): string => {
    const raw = paramsOf(params)
    if (!i18n.exists(`reasons:${code}.text`)) return [say('reasons:unknown.text', { code }), listed(raw)].filter(Boolean).join(' ')
    return say(`reasons:${code}.text`, readable(raw), reasonContext(code, raw))
  }

  const ofRuns = (group: string, value: string | undefined, params?: Params, context?: string): string =>
    value && i18n.exists(`runs:${group}.${value}`) ? say(`runs:${group}.${value}`, params, context) : (value ?? '')

  /** Why a run, or a product of it, stands where it stands. */
  const runReason = (code: string, raw: Params): string => ofRuns('reason', code, raw, raw.text ? 'text' : undefined)

  const aboutProducts = (raw: Params): Params => ({
    ...raw,
    runWord: ofRuns('kind', raw.run),
    whatWord: ofRuns('what', raw.what),
    actionWord: ofRuns('action', raw.action),
    everyWord: ofRuns('every', raw.every, raw),
    reasonWord: raw.reason ? runReason(raw.reason, raw) : '',
    product: [raw.name, raw.sku, raw.product].find(Boolean) ?? '',
    before: [raw.before, '–'].find(Boolean) ?? '',
    supplier: [raw.supplier, '?'].find(Boolean) ?? '',
    own: [raw.own, '?'].find(Boolean) ?? '',
  })

  const event = ({ kind, params }: Happened): string => {
    const raw = paramsOf(params)
    if (!i18n.exists(`events:${kind}`)) return say('events:unknown', { kind, params: listed(raw) })
    if (ofProducts(kind)) return say(`events:${kind}`, aboutProducts(raw), eventContext(kind, raw))
    const spoken = readable(raw)
    spoken.reasonWord = raw.reason ? reason({ code: raw.reason, params }) : ''
    spoken.decisionWord = term('decision', raw.decision, spoken)
    spoken.taskWord = term('task', raw.task)
    spoken.amountsWord = raw.amounts ? `: ${raw.amounts}` : ''
    spoken.documentWord = raw.document ? ` (${raw.document})` : ''
    spoken.noteWord = raw.note ? `: ${raw.note}` : ''
    spoken.mappingWord = term('mapping', raw.status, raw)
    spoken.timesWord = raw.count && raw.count !== '1' ? ` (${raw.count}×)` : ''
    return say(`events:${kind}`, spoken, eventContext(kind, raw))
  }

  return {
    reason,
    /** The reason without its parameters, for lists. */
    reasonName: (code: string): string =>
      i18n.exists(`reasons:${code}.name`) ? say(`reasons:${code}.name`) : say('reasons:unknown.name', { code }),
    fix: ({ code, params }: Coded): string => {
      const raw = paramsOf(params)
      return i18n.exists(`reasons:${code}.fix`) ? say(`reasons:${code}.fix`, readable(raw), reasonContext(code, raw)) : ''
    },
    /** What happened, with the order it happened to. */
    event: (happened: Happened): string => {
      const { number } = paramsOf(happened.params)
      return number && ofOrder(happened.kind) ? say('events:subject', { number, text: event(happened) }) : event(happened)
    },
    /** What happened to an order, where the order itself is the heading. */
    eventOfOrder: (happened: Happened): string => {
      const text = event(happened)
      return text.charAt(0).toLocaleUpperCase(i18n.language) + text.slice(1)
    },
    problem: ({ code, params }: Coded): string => {
      const raw = paramsOf(params)
      return i18n.exists(`problems:${code}`)
        ? say(`problems:${code}`, readable(raw), reasonContext(code, raw))
        : [say('problems:unknown', { code }), listed(raw)].filter(Boolean).join(' ')
    },
    finding: ({ code, params }: Coded): string => {
      const raw = paramsOf(params)
      return i18n.exists(`findings:${code}`)
        ? say(`findings:${code}`, readable(raw), raw.hint)
        : [code, listed(raw)].filter(Boolean).join(' ')
    },
    /** Some fields have words of their own. */
    userError: ({ code, message, field }: { code: string; message: string; field?: string[] | null }): string =>
      i18n.exists(`failures:userError.${code}`) ? say(`failures:userError.${code}`, { message }, field?.at(-1)) : message,
    /** The reason of a run, of its items, or of a product. */
    runReason: ({ code, params }: Coded): string => runReason(code, paramsOf(params)),
    runKind: (kind: string): string => ofRuns('kind', kind),
    /** What a run is doing. */
    runPhase: (phase: string): string => ofRuns('phase', phase),
    term,
  }
}

export type Words = ReturnType<typeof wordsIn>

const ofOrder = (kind: string) => kind.startsWith('order.') || kind.startsWith('task.') || kind.startsWith('partner.')

const ofProducts = (kind: string) => ['run', 'stock', 'product', 'schedule'].includes(kind.split('.')[0] ?? '')

function reasonContext(code: string, raw: Params): string | undefined {
  switch (code) {
    case 'STATUS':
      return raw.method ? 'payment' : undefined
    case 'VAT_RATE_UNMAPPED':
      if (raw.unknown === 'true') return 'unknown'
      if (raw.several === 'true') return 'several'
      if (raw.blocked === 'true') return 'blocked'
      return raw.kind ? 'abroad' : undefined
    case 'VAT_MISSING':
      return raw.country ? 'country' : undefined
    case 'PARTNER_AMBIGUOUS':
      return raw.buyer ? 'name' : undefined
    case 'TOTAL_MISMATCH':
      return raw.refunded ? 'refunded' : undefined
    case 'ARTICLE_CODE_MISSING':
      return raw.sku ? 'sku' : undefined
    case 'REJECTED_BY_VASCO':
      return raw.detail ? undefined : 'silent'
    case 'READ_BACK_DIFFERS':
      return raw.rounding ? 'rounding' : undefined
    case 'SEARCHING':
    case 'SEARCH_INCOMPLETE':
    case 'VASCO_UNREADABLE':
    case 'SHOP_AWAY':
    case 'OUT_OF_TIME':
      return raw.detail ? 'detail' : undefined
    case 'PERSON':
      return raw.note ? 'note' : undefined
    default:
      return undefined
  }
}

function eventContext(kind: string, raw: Params): string | undefined {
  if (kind === 'article.changed' || kind === 'binding.changed') return raw.code ? undefined : 'removed'
  if (kind === 'order.read_back_differs') return raw.rounding ? 'rounding' : undefined
  if (kind === 'run.started' || kind === 'stock.updated') return raw.dry ? 'dry' : undefined
  if (kind === 'run.finished') return raw.reason ? 'ended' : raw.dry ? 'dry' : undefined
  if (kind === 'stock.excluded') return raw.excluded === 'yes' ? undefined : 'again'
  if (kind === 'companion.fields') return raw.fields ? undefined : 'none'
  if (kind === 'settings.taken_over') return raw.schedule ? 'schedule' : undefined
  if (kind === 'order.waiting') return raw.status ? undefined : 'switch'
  if (kind !== 'order.synced') return undefined
  if (raw.origin === 'ADOPTED') return 'adopted'
  if (raw.origin === 'LINKED') return 'linked'
  return raw.difference && !isZero(raw.difference) ? 'difference' : undefined
}
