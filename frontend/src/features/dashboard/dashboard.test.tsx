import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { aConnection, aDashboard, aShop, anEvent, params } from '@/testing/data'
import { open } from '@/testing/open'
import { FakeVasco } from '@/testing/vasco'

const problem = (code: string, values: Record<string, string>, refId: string | null = null) => ({
  id: `problem-${code}`,
  releasable: true,
  code,
  level: 'WARNING',
  params: params(values),
  refId,
  shop: aShop(),
  count: 3,
  oldestAt: '2026-11-24T10:00:00Z',
})

test('figures are in the language of the reader and follow what happens', async () => {
  const vasco = new FakeVasco()
  open('/', vasco, 'sl')
  expect(await screen.findByText('1234,50 €')).toBeVisible()
  expect(screen.getByText(/800.ms/)).toBeVisible()
  vasco.dashboard = aDashboard({ ordersToday: 13 })
  vasco.happen(anEvent('e1', 'order.received'))
  expect(await screen.findByText('13')).toBeVisible()
})

test('a state leads to its orders', async () => {
  const { user, address } = open('/', new FakeVasco())
  await user.click(await screen.findByRole('link', { name: /Synced/ }))
  await waitFor(() => expect(address()).toBe('/orders?state=SYNCED'))
})

test('a problem says its cause and leads to what mends it', async () => {
  const vasco = new FakeVasco()
  vasco.dashboard = aDashboard({ problems: [problem('PAYMENT_UNMAPPED', { method: 'summit', title: 'Summit' }, 'payment-1')] })
  const { user, address } = open('/', vasco)
  const item = await screen.findByText(/Payment method “Summit” has no payment kind in VASCO/)
  expect(item).toBeVisible()
  expect(screen.getByText('3 orders')).toBeVisible()
  expect(screen.getByRole('link', { name: 'Show the orders' })).toHaveAttribute(
    'href',
    '/orders?shop=demo&state=BLOCKED,FAILED,UNCERTAIN&reason=PAYMENT_UNMAPPED&waitsFor=payment-1',
  )
  await user.click(screen.getByRole('link', { name: 'Map the payment method' }))
  await waitFor(() => expect(address()).toBe('/payments?shop=demo#summit'))
})

test.each([
  ['PRODUCTS_WITHOUT_CODE', /have no article code/, 'missing'],
  ['PRODUCTS_SHARE_CODE', /share an article code/, 'duplicates'],
])('%s leads to its products', async (code, words, view) => {
  const vasco = new FakeVasco()
  vasco.dashboard = aDashboard({ problems: [problem(code, {})] })
  open('/', vasco)
  expect(await screen.findByText(words)).toBeVisible()
  expect(screen.getByText('3 products')).toBeVisible()
  expect(screen.queryByRole('link', { name: 'Show the orders' })).toBeNull()
  expect(screen.getByRole('link', { name: 'Show the products' })).toHaveAttribute('href', `/products?shop=demo&view=${view}`)
})

test('orders that get nowhere are shown on their way', async () => {
  const vasco = new FakeVasco()
  vasco.dashboard = aDashboard({ problems: [problem('OUT_OF_TIME', {})] })
  open('/', vasco)
  expect(await screen.findByText(/VASCO or the shop answers too slowly/)).toBeVisible()
  expect(screen.getByRole('link', { name: 'Show the orders' })).toHaveAttribute('href', '/orders?shop=demo&state=QUEUED,SYNCING&reason=OUT_OF_TIME')
})

test('what was mended elsewhere is sent again from here', async () => {
  const vasco = new FakeVasco()
  vasco.dashboard = aDashboard({ problems: [problem('ARTICLE_CODE_MISSING', { product: 'Čaj' })] })
  let old = 1
  vasco.answers.releaseProblem = () => ({ releasedOrders: old ? 2 : 1, oldOrders: old, userErrors: [] })
  const { user } = open('/', vasco)
  await user.click(await screen.findByRole('button', { name: 'Send again' }))
  expect(await screen.findByText('2 orders are queued again.')).toBeVisible()
  old = 0
  await user.click(await screen.findByRole('button', { name: '1 is older than seven days: send it too' }))
  expect(await screen.findByText('1 order is queued again.')).toBeVisible()
  expect(vasco.called('ReleaseProblem')).toEqual([
    { input: { id: 'problem-ARTICLE_CODE_MISSING', confirmOld: false } },
    { input: { id: 'problem-ARTICLE_CODE_MISSING', confirmOld: true } },
  ])
})

test('the rounding that explains the totals is set from here', async () => {
  const vasco = new FakeVasco()
  vasco.dashboard = aDashboard({ problems: [{ ...problem('READ_BACK_DIFFERS', { rounding: 'perLine', fits: '3' }), refId: 'connection-1' }] })
  vasco.answers.setRounding = () => ({ connection: aConnection(), releasedOrders: 1, userErrors: [] })
  const { user } = open('/', vasco)
  expect(await screen.findByText(/3 of them would be the same with rounding line by line/)).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Set rounding line by line' }))
  expect(await screen.findByText('1 waiting order goes on.')).toBeVisible()
  expect(vasco.called('SetRounding')).toEqual([{ input: { vascoConnectionId: 'connection-1', rounding: 'perLine' } }])
})

test('another address is accepted only after a second thought', async () => {
  const vasco = new FakeVasco()
  vasco.dashboard = aDashboard({ problems: [problem('FOREIGN_DELIVERIES', { source: 'https://www.trgovina.example/' })] })
  vasco.answers.acceptAddress = () => ({ shop: aShop(), releasedOrders: 2, userErrors: [] })
  const { user } = open('/', vasco)
  await user.click(await screen.findByRole('button', { name: 'Accept the address' }))
  const dialog = await screen.findByRole('dialog')
  expect(within(dialog).getByText('https://www.trgovina.example/')).toBeVisible()
  expect(vasco.called('AcceptAddress')).toEqual([])
  await user.click(within(dialog).getByRole('button', { name: 'It is the same shop' }))
  expect(await screen.findByText('2 waiting orders go on.')).toBeVisible()
  expect(vasco.called('AcceptAddress')).toEqual([{ input: { shopId: 'shop-1', address: 'https://www.trgovina.example/' } }])
})

test('tasks are counted apart, and lead to their page', async () => {
  const vasco = new FakeVasco()
  vasco.dashboard = aDashboard({ openTasks: 3 })
  const { user, address } = open('/', vasco)
  await user.click(await screen.findByRole('link', { name: '3' }))
  await waitFor(() => expect(address()).toBe('/tasks'))
})

test('nothing to do is good news', async () => {
  open('/', new FakeVasco())
  const section = await screen.findByRole('region', { name: 'Needs a person' })
  expect(within(section).getByText('Nothing needs a person')).toBeVisible()
})
