import { expect, test } from 'vitest'
import { candidatesOf, mendingsOf } from './mending'

test('candidates are told apart by their codes, whatever their names hold', () => {
  expect(candidatesOf('501 NOVAK ANA, 502 NOVAK, ANA s.p.').map(({ code }) => code)).toEqual(['501', '502'])
  expect(candidatesOf('')).toEqual([])
})

test('what may have landed is never sent again without a decision', () => {
  expect(mendingsOf({ state: 'UNCERTAIN', reason: { code: 'SEARCH_UNPROVEN' } })).toEqual(['resolve'])
  expect(mendingsOf({ state: 'SYNCED' })).toEqual([])
})

test('an order that stays out after its address was taken off can be sent', () => {
  expect(mendingsOf({ state: 'BLACKLISTED' })).toContain('retry')
})
