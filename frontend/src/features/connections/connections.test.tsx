import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { aConnection, params } from '@/testing/data'
import { open } from '@/testing/open'
import { FakeVasco } from '@/testing/vasco'
import { changeOf, connectionForm } from './form'

test('a changed connection sends what was changed, and tells what goes on', async () => {
  const vasco = new FakeVasco()
  vasco.vascoConnections = [aConnection()]
  vasco.answers.updateVascoConnection = () => ({ connection: aConnection({ username: 'api2' }), releasedOrders: 5, userErrors: [] })
  const { user } = open('/connections/connection-1', vasco)
  const username = await screen.findByRole('textbox', { name: /^Username/ })
  await user.type(username, '2')
  await user.type(screen.getByLabelText(/^Password/), 'geslo')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('5 waiting orders go on.')).toBeVisible()
  expect(vasco.called('UpdateConnection')).toEqual([{ input: { id: 'connection-1', username: 'api2', password: 'geslo' } }])
})

test('a test tells its findings in words', async () => {
  const vasco = new FakeVasco()
  vasco.vascoConnections = [aConnection()]
  vasco.answers.testVascoConnection = () => ({
    connection: aConnection(),
    ok: true,
    findings: [{ code: 'LOGGED_IN', level: 'OK', params: params({ username: 'api', taxNumber: '12345678' }) }],
    proposedProfile: null,
    userErrors: [],
  })
  const { user } = open('/connections/connection-1', vasco, 'sl')
  await user.click(await screen.findByRole('button', { name: 'Preizkusi povezavo' }))
  expect(await screen.findByText(/Sprejme prijavo uporabnika api za podjetje 12345678/)).toBeVisible()
})

test('an address that can be no connection is told', async () => {
  const vasco = new FakeVasco()
  vasco.refuses.node = { code: 'BAD_USER_INPUT', field: ['id'] }
  open('/connections/nonsense', vasco)
  expect(await screen.findByText('There is no such connection')).toBeVisible()
  expect(screen.queryByRole('alert')).toBeNull()
})

test('overrides that are not JSON do not leave the page', async () => {
  const vasco = new FakeVasco()
  vasco.vascoConnections = [aConnection()]
  const { user } = open('/connections/connection-1', vasco)
  await user.type(await screen.findByRole('textbox', { name: /^Single settings/ }), 'dateTime')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(screen.getByText('This is not a JSON object.')).toBeVisible())
  expect(vasco.called('UpdateConnection')).toEqual([])
})

test('overrides travel as JSON, and none at all takes them away', () => {
  const before = { ...connectionDetail, profileOverrides: { dateTime: true } }
  const form = connectionForm(before)
  expect(changeOf(before, form)).toEqual({ id: 'c' })
  expect(changeOf(before, { ...form, profileOverrides: '' })).toEqual({ id: 'c', profileOverrides: {} })
  expect(changeOf(before, { ...form, profileOverrides: '{"dateTime": false}' })).toEqual({ id: 'c', profileOverrides: { dateTime: false } })
  expect(changeOf(before, { ...form, stockReadOverride: 'CODES' })).toEqual({ id: 'c', stockReadOverride: 'CODES' })
  const byCodes = { ...before, stockReadOverride: 'CODES' as const }
  expect(changeOf(byCodes, { ...connectionForm(byCodes), stockReadOverride: '' })).toEqual({ id: 'c', stockReadOverride: null })
})

const connectionDetail = {
  id: 'c',
  name: 'n',
  baseUrl: 'http://b',
  username: 'u',
  taxNumber: '1',
  profile: 'kiwwwi',
  profileOverrides: null as unknown,
  concurrency: 4,
  settleSeconds: 120,
  openingHours: '',
  stockRead: 'ALL' as const,
  stockReadOverride: null,
  stockZeros: 'UNKNOWN' as const,
  searchProvenAt: null,
  unreachableSince: null,
  shops: [],
}
