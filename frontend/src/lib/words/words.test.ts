import { expect, test } from 'vitest'
import { createI18n } from '@/lib/i18n/i18n'
import { repositoryFile } from '@/testing/repository'
import { params } from '@/testing/data'
import { eventKinds } from './kinds'
import { reasonCodes } from './reasons'
import { wordsIn } from './words'

const languages = ['en', 'sl'] as const

/** The values of Go's string constants whose names a pattern fits. */
function constants(file: string, name: RegExp): string[] {
  const all = [...repositoryFile(file).matchAll(/^\s*(\w+)(?:\s+\w+)?\s*=\s*"([^"]+)"/gm)]
  const values = all.filter(([, found]) => name.test(found ?? '')).map(([, , value]) => value ?? '')
  expect(values.length, `${file} has no constants like ${String(name)}`).toBeGreaterThan(0)
  return values
}

const reasons = [
  ...constants('sync/order/mapping/reason.go', /./),
  ...constants('sync/order/reason.go', /^(Reason|Skipped)/),
]
const kinds = constants('sync/event/kind.go', /./)
const problems = constants('sync/problem/problem.go', /^(NotInVasco|Numbers|Products|Foreign|Connection|Shop|Webhooks)/)
const runReasons = ['sync/run/run.go', 'sync/stock/reason.go', 'sync/product/reason.go'].flatMap((file) => constants(file, /^Reason/))
const findings = constants('sync/connection/codes.go', /^Found/)
const notes = constants('sync/inbox/inbox.go', /^Note/)
const causes = constants('server/webhook/handler.go', /^cause/)
const userErrors = [...(/enum UserErrorCode \{([^}]*)\}/.exec(repositoryFile('schema.graphqls'))?.[1] ?? '').matchAll(/^\s+([A-Z_]+)$/gm)].map(
  ([, code]) => code ?? '',
)

const wanted: [what: string, keys: string[]][] = [
  ['reasons', [...reasons, 'BLACKLISTED'].flatMap((code) => [`reasons:${code}.name`, `reasons:${code}.text`, `reasons:${code}.fix`])],
  ['events', kinds.flatMap((kind) => [`events:${kind}`, `kinds:${kind}`])],
  ['problems', [...problems, ...reasons.filter((code) => !isNoProblem(code))].map((code) => `problems:${code}`)],
  ['reasons of runs and products', runReasons.map((code) => `runs:reason.${code}`)],
  ['findings', findings.map((code) => `findings:${code}`)],
  ['notes of deliveries', notes.map((note) => `terms:deliveryNote.${note}`)],
  ['causes of refused deliveries', causes.map((cause) => `terms:cause.${cause}`)],
  ['user errors', userErrors.map((code) => `failures:userError.${code}`)],
]

/** Orders that are kept out, or go on by themselves, are no problem for anybody. */
function isNoProblem(code: string): boolean {
  return ['STATUS', ...constants('sync/order/reason.go', /^Skipped|Away$|Unreadable$|Pending$|Searching$/)].includes(code)
}

test.each(languages.flatMap((language) => wanted.map(([what, keys]) => [language, what, keys] as const)))(
  '%s has words for all %s',
  (language, _what, keys) => {
    const i18n = createI18n(language)
    expect(keys.filter((key) => !i18n.exists(key, { fallbackLng: language, lngs: [language] }))).toEqual([])
  },
)

test('the lists to filter by are complete', () => {
  expect(new Set(eventKinds)).toEqual(new Set(kinds))
  expect(new Set(reasonCodes)).toEqual(new Set(reasons))
})

test('runs and products are told in the language of the reader', () => {
  const skipped = { kind: 'stock.skipped', params: params({ sku: '00142', name: 'Kava', product: '8', reason: 'EAN_MISSING' }) }
  expect(wordsIn(createI18n('en')).event(skipped)).toBe('Kava: skipped, no EAN')
  expect(wordsIn(createI18n('sl')).event(skipped)).toBe('Kava: izpuščen, brez EAN')
  const trial = { kind: 'run.started', params: params({ run: 'STOCK', dry: 'yes' }) }
  expect(wordsIn(createI18n('sl')).event(trial)).toBe('Sinhronizacija zaloge: začetek poskusa, nič se ne zapiše')
})

test('words name what their parameters hold, in the language of the reader', () => {
  const en = wordsIn(createI18n('en'))
  const sl = wordsIn(createI18n('sl'))
  const mismatch = { code: 'TOTAL_MISMATCH', params: params({ shopTotal: '1147.50', documentTotal: '1147.40', difference: '0.10' }) }
  expect(en.reason(mismatch)).toBe("The shop's total is 1,147.50, VASCO would make it 1,147.40: 0.10 apart.")
  expect(sl.reason(mismatch)).toBe('Znesek v trgovini je 1147,50, v VASCU bi bil 1147,40: razlika 0,10.')
  const received = { kind: 'order.received', params: params({ number: '7', total: '9.50', currency: 'EUR', status: 'on-hold' }) }
  expect(sl.event(received)).toBe('Naročilo #7: prispelo, 9,50 EUR, Na čakanju')
  expect(sl.eventOfOrder(received)).toBe('Prispelo, 9,50 EUR, Na čakanju')
})

test('an event tells the reason with the same parameters', () => {
  const blocked = { kind: 'order.blocked', params: params({ number: '7', reason: 'ARTICLE_CODE_MISSING', product: 'Čaj', sku: 'S1' }) }
  expect(wordsIn(createI18n('en')).event(blocked)).toBe('Order #7: blocked. “Čaj” (SKU S1) has no article code.')
})

test('an order is looked at again because its address was listed, not taken off', () => {
  const queued = { kind: 'order.queued', params: params({ number: '7', cause: 'BLACKLIST' }) }
  expect(wordsIn(createI18n('en')).event(queued)).toBe('Order #7: queued, its address was put on the blacklist')
  expect(wordsIn(createI18n('sl')).event(queued)).toBe('Naročilo #7: v vrsti, naslov je bil dodan na črno listo')
})

test('VAT at a rate the order does not tell is no matter of the settings', () => {
  const { reason, fix, problem } = wordsIn(createI18n('en'))
  const unknown = { code: 'VAT_RATE_UNMAPPED', params: params({ line: 'Čaj', unknown: 'true' }) }
  expect(reason(unknown)).toBe('There is VAT on “Čaj”, but the order does not tell its rate.')
  expect(fix(unknown)).toBe("Recalculate the order's taxes in the shop, or enter it in VASCO by hand and skip it here.")
  expect(problem(unknown)).toBe('There is VAT on “Čaj”, but the order does not tell its rate')
  const unmapped = { code: 'VAT_RATE_UNMAPPED', params: params({ line: 'Čaj', rate: '17' }) }
  expect(reason(unmapped)).toBe('The VAT rate of 17 % on “Čaj” has no code in VASCO.')
  expect(problem(unmapped)).toBe('A VAT rate has no code in VASCO')
})

test('missing VAT names the country, where the order tells it', () => {
  const missing = (country: string) => ({ code: 'VAT_MISSING', params: params({ line: 'Čaj', country }) })
  const en = wordsIn(createI18n('en'))
  const sl = wordsIn(createI18n('sl'))
  expect(en.reason(missing('DE'))).toBe('“Čaj” to DE should be taxed and has no VAT.')
  expect(en.reason(missing(''))).toBe('“Čaj” should be taxed and has no VAT.')
  expect(sl.reason(missing('DE'))).toBe('Na »Čaj«, država DE, bi moral biti DDV, pa ga ni.')
  expect(sl.reason(missing(''))).toBe('Na »Čaj« bi moral biti DDV, pa ga ni.')
})

test('parameters are text, whatever they hold', () => {
  const { reason } = wordsIn(createI18n('en'))
  const detail = '{{code}} $t(common:saved) <b>x</b>'
  expect(reason({ code: 'INTERNAL', params: params({ detail, count: '3', lng: 'sl', context: 'x' }) })).toBe(
    `Something went wrong on our side: ${detail}`,
  )
})

test('a code nobody knows is shown as it is', () => {
  const en = wordsIn(createI18n('en'))
  expect(en.reason({ code: 'BRAND_NEW', params: params({ what: 'x' }) })).toBe('BRAND_NEW what: x')
  expect(en.event({ kind: 'moon.landed', params: params({ by: 'x' }) })).toBe('moon.landed by: x')
  expect(en.problem({ code: 'BRAND_NEW', params: [] })).toBe('BRAND_NEW')
  expect(en.finding({ code: 'BRAND_NEW', params: [] })).toBe('BRAND_NEW')
  expect(en.userError({ code: 'BRAND_NEW', message: 'no' })).toBe('no')
})
