import { expect, test } from 'vitest'
import { createI18n } from './i18n'
import { en, sl } from './resources'

type Tree = { [key: string]: string | Tree }

function keysOf(tree: Tree, path = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [`${path}${key}`] : keysOf(value, `${path}${key}.`)))
}

function textsOf(tree: Tree): string[] {
  return Object.values(tree).flatMap((value) => (typeof value === 'string' ? [value] : textsOf(value)))
}

const plural = /_(one|two|few|many|other)$/
const singularOf = (keys: string[]) => new Set(keys.map((key) => key.replace(plural, '')))

test('both languages say the same things', () => {
  expect(singularOf(keysOf(sl))).toEqual(singularOf(keysOf(en)))
})

test('what is counted has all forms of its language', () => {
  const formsOf = (keys: string[], key: string) => keys.filter((one) => one.replace(plural, '') === key && plural.test(one)).map((one) => plural.exec(one)?.[1])
  const counted = [...singularOf(keysOf(en).filter((key) => plural.test(key)))]
  expect(counted.length).toBeGreaterThan(5)
  for (const key of counted) {
    expect(formsOf(keysOf(en), key).toSorted(), key).toEqual(['one', 'other'])
    expect(formsOf(keysOf(sl), key).toSorted(), key).toEqual(['few', 'one', 'other', 'two'])
  }
})

test('both languages use the same parameters', () => {
  const used = (text: string) => new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name))
  const flat = (tree: Tree) => new Map(keysOf(tree).map((key, place) => [key, textsOf(tree)[place] ?? '']))
  const [english, slovenian] = [flat(en), flat(sl)]
  for (const [key, text] of english) {
    const other = slovenian.get(key)
    if (other !== undefined) expect(used(other), key).toEqual(used(text))
  }
})

test('Slovenian counts as Slovenes do', () => {
  const { t } = createI18n('sl')
  const orders = (count: number) => t('dashboard:problems.orders', { count })
  expect([1, 2, 3, 4, 5, 101, 102, 104, 105].map(orders)).toEqual([
    '1 naročilo',
    '2 naročili',
    '3 naročila',
    '4 naročila',
    '5 naročil',
    '101 naročilo',
    '102 naročili',
    '104 naročila',
    '105 naročil',
  ])
})
