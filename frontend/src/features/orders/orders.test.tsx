import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { aBlockedOrder, aDashboard, anOrder } from '@/testing/data'
import { open } from '@/testing/open'
import { FakeVasco } from '@/testing/vasco'

function shopOf(...orders: ReturnType<typeof anOrder>[]) {
  const vasco = new FakeVasco()
  vasco.orders = orders
  vasco.dashboard = aDashboard({
    states: [
      { state: 'BLOCKED', count: 1 },
      { state: 'SYNCED', count: 1 },
    ],
  })
  return vasco
}

const row = (number: string) => screen.findByRole('row', { name: new RegExp(`#${number}`) })

test('a row says where the order stands and why', async () => {
  const vasco = shopOf(aBlockedOrder('ARTICLE_CODE_MISSING', { product: 'Lipov čaj', sku: 'SI-1' }, { number: '1285' }), anOrder())
  open('/orders', vasco)

  const blocked = await row('1285')
  expect(blocked).toHaveTextContent('Blocked')
  expect(blocked).toHaveTextContent('“Lipov čaj” (SKU SI-1) has no article code.')
  const synced = await row('1284')
  expect(synced).toHaveTextContent('NK-00412/2026')
  expect(synced).toHaveTextContent('€147.50')
})

test('filters stand in the address and are asked of the server', async () => {
  const vasco = shopOf(aBlockedOrder('NO_CONNECTION', {}, { number: '1285' }), anOrder())
  const { user, address } = open('/orders', vasco)

  await user.click(await screen.findByRole('button', { name: /^Blocked/ }))
  await waitFor(() => expect(address()).toBe('/orders?state=BLOCKED'))
  await waitFor(() => expect(screen.queryByText('#1284')).not.toBeInTheDocument())
  expect(await screen.findByText('#1285')).toBeVisible()
  expect(vasco.called('OrdersPage').at(-1)).toMatchObject({ filter: { states: ['BLOCKED'] } })

  await user.type(screen.getByRole('searchbox', { name: 'Search orders' }), '12')
  await waitFor(() => expect(address()).toBe('/orders?state=BLOCKED&search=12'))

  await user.click(screen.getByRole('button', { name: 'All' }))
  await waitFor(() => expect(address()).toBe('/orders?search=12'))
})

test('a filter begins at the newest order again', async () => {
  const vasco = shopOf(...Array.from({ length: 60 }, (_, i) => anOrder({ number: String(2000 - i) })))
  const { user, address } = open('/orders', vasco)

  await user.click(await screen.findByRole('link', { name: /Older/ }))
  expect(await screen.findByText('#1950')).toBeVisible()
  expect(address()).toContain('after=after-order-1951')

  await user.click(screen.getByRole('button', { name: /^Synced/ }))
  await waitFor(() => expect(address()).toBe('/orders?state=SYNCED'))
})

test('an order changes where it stands, and a new one appears', async () => {
  const vasco = shopOf(anOrder({ state: 'QUEUED', vascoNumber: null }))
  open('/orders', vasco)
  expect(await row('1284')).toHaveTextContent('Queued')

  vasco.put(anOrder())
  await waitFor(async () => expect(await row('1284')).toHaveTextContent('NK-00412'))

  vasco.put(anOrder({ number: '1290' }))
  expect(await screen.findByText('#1290', {}, { timeout: 3000 })).toBeVisible()
})

test('what was missed while the socket was away is read when it is back', async () => {
  const vasco = shopOf(anOrder({ state: 'QUEUED', vascoNumber: null }))
  open('/orders', vasco)
  await row('1284')

  vasco.socket.lose()
  expect(await screen.findByText(/live connection is lost/)).toBeVisible()
  vasco.orders = [anOrder()]
  vasco.socket.comeBack()

  await waitFor(async () => expect(await row('1284')).toHaveTextContent('Synced'))
  expect(screen.queryByText(/live connection is lost/)).not.toBeInTheDocument()
})

test('nothing found offers to clear the filters', async () => {
  const { user, address } = open('/orders?search=nobody', shopOf(anOrder()))
  const clear = await screen.findByRole('link', { name: 'Clear filters' })
  await user.click(clear)
  expect(await screen.findByText('#1284')).toBeVisible()
  expect(address()).toBe('/orders')
})

test('a server that is away is told in words, and asked again', async () => {
  const vasco = shopOf(anOrder())
  vasco.away = true
  const { user } = open('/orders', vasco)

  const alert = await screen.findByRole('alert')
  expect(alert).toHaveTextContent('The server cannot be reached')
  vasco.away = false
  await user.click(within(alert).getByRole('button', { name: 'Try again' }))
  expect(await screen.findByText('#1284')).toBeVisible()
})

test('all orders of a filter that can be mended are sent again', async () => {
  const vasco = shopOf(aBlockedOrder('ARTICLE_CODE_MISSING', { product: 'Čaj' }))
  vasco.answers.syncOrders = () => ({ queued: 1, unchanged: 0, userErrors: [] })
  const { user } = open('/orders?state=BLOCKED&reason=ARTICLE_CODE_MISSING', vasco)

  await user.click(await screen.findByRole('button', { name: 'Send all of these again' }))
  expect(await screen.findByText('1 order is queued again.')).toBeVisible()
  expect(vasco.called('SyncOrders')).toEqual([{ input: { filter: { states: ['BLOCKED'], reasons: ['ARTICLE_CODE_MISSING'] } } }])
})
