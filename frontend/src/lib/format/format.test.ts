import { expect, test } from 'vitest'
import { formatCountry } from './country'
import { formatDecimal, formatMoney, formatNumber, isZero } from './money'
import { formatAgo, formatMoment, formatSeconds } from './moment'

/** Numbers stay with their units: the spaces between do not break. */
const spaced = (text: string) => text.replaceAll('\u00a0', ' ')

test.each([
  ['147.50', 'EUR', '147,50 €', '€147.50'],
  ['-0.02', 'EUR', '−0,02 €', '-€0.02'],
  ['1234567.89', 'EUR', '1.234.567,89 €', '€1,234,567.89'],
  // More than a float can hold.
  ['90071992547409931.05', 'EUR', '90.071.992.547.409.931,05 €', '€90,071,992,547,409,931.05'],
  ['5', 'USD', '5,00 $', '$5.00'],
  ['5.00', 'TOKENS', '5,00 TOKENS', '5.00 TOKENS'],
  ['many', 'EUR', 'many EUR', 'many EUR'],
])('%s %s', (amount, currency, sl, en) => {
  expect(spaced(formatMoney({ amount, currency }, 'sl'))).toBe(sl)
  expect(spaced(formatMoney({ amount, currency }, 'en'))).toBe(en)
})

test('decimals that are there are not lost', () => {
  expect(formatDecimal('12.3456', 'sl')).toBe('12,3456')
  expect(formatDecimal('12', 'en')).toBe('12.00')
  expect(formatNumber('2.50', 'en')).toBe('2.5')
  expect(isZero('-0.00')).toBe(true)
  expect(isZero('0.01')).toBe(false)
})

test('moments', () => {
  const at = '2026-11-24T22:05:09Z'
  expect(formatMoment(at, 'sl', 'minute', 'Europe/Ljubljana')).toBe('24. 11. 2026, 23:05')
  expect(formatMoment(at, 'en', 'minute', 'Europe/Ljubljana')).toBe('24 Nov 2026, 23:05')
  expect(formatMoment(at, 'sl', 'clock', 'UTC')).toBe('22:05:09')
  expect(formatMoment('2026-11-24T00:05:00Z', 'en', 'hour', 'UTC')).toBe('00:05')
  expect(formatMoment('soon', 'en')).toBe('soon')
})

test('how long ago', () => {
  const now = new Date('2026-11-24T12:00:00Z')
  expect(formatAgo('2026-11-24T11:58:00Z', 'en', now)).toBe('2 minutes ago')
  expect(formatAgo('2026-11-22T11:58:00Z', 'sl', now)).toBe('predvčerajšnjim')
  expect(formatAgo('2026-11-24T11:59:58Z', 'en', now)).toBe('2 seconds ago')
})

test('durations', () => {
  expect(spaced(formatSeconds(0.0203, 'en'))).toBe('20 ms')
  expect(spaced(formatSeconds(1.24, 'sl'))).toBe('1,2 s')
  expect(spaced(formatSeconds(600, 'en'))).toBe('10 min')
  expect(spaced(formatSeconds(7200, 'en'))).toBe('2 h')
})

test('countries', () => {
  expect(formatCountry('SI', 'sl')).toBe('Slovenija')
  expect(formatCountry('DE', 'en')).toBe('Germany')
  expect(formatCountry('', 'en')).toBe('')
  expect(formatCountry('??', 'en')).toBe('??')
})
