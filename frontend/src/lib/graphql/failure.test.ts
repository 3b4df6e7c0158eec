import { CombinedError } from 'urql'
import { expect, test } from 'vitest'
import { repositoryFile } from '@/testing/repository'
import { failureOf } from './failure'

const coded = (code: string) => new CombinedError({ graphQLErrors: [{ message: 'x', extensions: { code } }] })
const answered = (status: number) => new CombinedError({ networkError: new Error('x'), response: new Response(null, { status }) })

test('codes and statuses become what a reader can do', () => {
  expect(failureOf(new CombinedError({ networkError: new TypeError('Failed to fetch') }))).toBe('unreachable')
  expect(failureOf(answered(502))).toBe('unreachable')
  expect(failureOf(answered(503))).toBe('busy')
  expect(failureOf(answered(403))).toBe('forbidden')
  expect(failureOf(answered(500))).toBe('internal')
  expect(failureOf(coded('UNAVAILABLE'))).toBe('busy')
  expect(failureOf(coded('NOT_FOUND'))).toBe('notFound')
  expect(failureOf(coded('SOMETHING_NEW'))).toBe('internal')
})

test("all codes of the server but our own fault's have words of their own", () => {
  const codes = [...repositoryFile('graph/errors.go').matchAll(/= "([A-Z_]+)"/g)].map(([, code]) => code ?? '')
  expect(codes).toContain('CURSOR_EXPIRED')
  const others = codes.filter((code) => code !== 'INTERNAL' && code !== 'CURSOR_EXPIRED')
  expect(others.filter((code) => failureOf(coded(code)) === 'internal')).toEqual([])
})
