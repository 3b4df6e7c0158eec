import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { aBlockedOrder, anEvent, anOrder, aReason, euros } from '@/testing/data'
import { open } from '@/testing/open'
import { FakeVasco } from '@/testing/vasco'

function openOrder(order: ReturnType<typeof anOrder>) {
  const vasco = new FakeVasco()
  vasco.orders = [order]
  return { vasco, ...open(`/orders/${order.id}`, vasco) }
}

const accepts = (order: object) => () => ({ order, userErrors: [] })
const refuses = (code: string, field: string[] | null = null) => () => ({ order: null, userErrors: [{ field, code, message: 'in English' }] })

test('the buttons fit the reason', async () => {
  const cases: [code: string, button: string, role: 'button' | 'link'][] = [
    ['TOTAL_MISMATCH', 'Send anyway', 'button'],
    ['PARTNER_AMBIGUOUS', 'Choose the partner', 'button'],
    ['PAYMENT_UNMAPPED', 'Map the payment method', 'link'],
    ['NO_CONNECTION', "Open the shop's settings", 'link'],
    ['FEE_UNMAPPED', 'Give the fee its article', 'link'],
    ['VAT_MISSING', 'Open the VAT settings', 'link'],
    ['VAT_RATE_UNMAPPED', 'Open the VAT settings', 'link'],
    ['ARTICLE_CODE_MISSING', 'Give the code', 'button'],
    ['ARTICLE_UNKNOWN_IN_VASCO', 'Give the code', 'button'],
  ]
  for (const [code, button, role] of cases) {
    const vasco = new FakeVasco()
    vasco.orders = [aBlockedOrder(code)]
    const { unmount } = open('/orders/order-1284', vasco)
    expect(await screen.findByRole(role, { name: button }), code).toBeVisible()
    unmount()
  }
})

test('an article that VASCO does not have is sent', async () => {
  const { vasco, user } = openOrder(aBlockedOrder('ARTICLE_UNKNOWN_IN_VASCO', { article: '100', product: 'Tea', kind: 'PRODUCT', key: '7', productId: '7' }))
  vasco.answers.pushArticle = () => ({ run: { id: 'run-7', state: 'QUEUED' }, userErrors: [] })
  await user.click(await screen.findByRole('button', { name: 'Send the article to VASCO' }))
  expect(await screen.findByText('The article is on its way to VASCO; the order goes on when it is there.')).toBeVisible()
  expect(vasco.called('PushArticle')).toEqual([{ orderId: 'order-1284' }])
})

test('a product that the shop has deleted is not sent', async () => {
  openOrder(aBlockedOrder('ARTICLE_UNKNOWN_IN_VASCO', { article: '100', product: 'Tea', kind: 'LINE', key: '3', productId: '0' }))
  expect(await screen.findByRole('button', { name: 'Give the code' })).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Send the article to VASCO' })).not.toBeInTheDocument()
})

test('send anyway accepts the difference', async () => {
  const order = aBlockedOrder('TOTAL_MISMATCH', { shopTotal: '100.00', documentTotal: '99.90', difference: '0.10' })
  const { vasco, user } = openOrder(order)
  vasco.answers.syncOrder = accepts(anOrder({ state: 'QUEUED', vascoNumber: null }))

  await user.click(await screen.findByRole('button', { name: 'Send anyway' }))
  const dialog = await screen.findByRole('dialog')
  expect(dialog).toHaveTextContent('100.00')
  await user.click(within(dialog).getByRole('button', { name: 'Send anyway' }))

  expect(await screen.findByText('The order is queued and goes on by itself.')).toBeVisible()
  expect(vasco.called('SyncOrder')).toEqual([{ input: { id: 'order-1284', acceptDifference: true, seenTotals: { shopTotal: '100.00', documentTotal: '99.90' } } }])
  await waitFor(() => expect(screen.getByText('Queued')).toBeVisible())
})

test('totals that have changed since are shown and not accepted', async () => {
  const { vasco, user } = openOrder(aBlockedOrder('TOTAL_MISMATCH', { shopTotal: '100.00', documentTotal: '99.90', difference: '0.10' }))
  vasco.answers.syncOrder = () => ({
    order: aBlockedOrder('TOTAL_MISMATCH', { shopTotal: '9200.00', documentTotal: '99.90', difference: '9100.10' }),
    userErrors: [{ field: ['input', 'seenTotals'], code: 'CHANGED', message: 'in English' }],
  })

  await user.click(await screen.findByRole('button', { name: 'Send anyway' }))
  const dialog = await screen.findByRole('dialog')
  await user.click(within(dialog).getByRole('button', { name: 'Send anyway' }))

  expect(await within(dialog).findByRole('alert')).toHaveTextContent('It has changed since you saw it.')
  await waitFor(() => expect(dialog).toHaveTextContent('9,200.00'))
})

test('a partner is chosen among those that fit', async () => {
  const { vasco, user } = openOrder(aBlockedOrder('PARTNER_AMBIGUOUS', { candidates: '501 NOVAK ANA, 502 NOVAK, ANA s.p.' }))
  vasco.answers.syncOrder = accepts(anOrder({ state: 'QUEUED', vascoNumber: null }))

  await user.click(await screen.findByRole('button', { name: 'Choose the partner' }))
  await user.click(await screen.findByRole('radio', { name: '502 NOVAK, ANA s.p.' }))
  await user.click(screen.getByRole('button', { name: 'Send with this partner' }))

  await waitFor(() => expect(vasco.called('SyncOrder')).toEqual([{ input: { id: 'order-1284', partnerCode: '502' } }]))
})

test('a buyer is bound to a partner by what they are known by', async () => {
  const buyerKeys = [
    { kind: 'CUSTOMER' as const, key: '17' },
    { kind: 'EMAIL' as const, key: 'ana@example.si' },
  ]
  const { vasco, user } = openOrder({ ...aBlockedOrder('PARTNER_AMBIGUOUS', { candidates: '501 NOVAK ANA' }), buyerKeys })
  vasco.answers.bindPartner = () => ({ releasedOrders: 2, oldOrders: 0, userErrors: [] })

  await user.click(await screen.findByRole('button', { name: 'Bind the buyer' }))
  await user.click(await screen.findByRole('radio', { name: 'e-mail address ana@example.si' }))
  await user.type(screen.getByRole('textbox', { name: /Partner code/ }), ' 501 ')
  await user.click(screen.getByRole('button', { name: 'Bind' }))

  expect(await screen.findByText('2 waiting orders go on.')).toBeVisible()
  expect(vasco.called('BindBuyer')).toEqual([{ input: { shopId: 'shop-1', kind: 'EMAIL', key: 'ana@example.si', partnerCode: '501' } }])
})

test('a guest whom nothing tells apart cannot be bound', async () => {
  openOrder({ ...aBlockedOrder('PARTNER_DATA_MISSING'), buyerKeys: [] })
  expect(await screen.findByRole('button', { name: 'Choose the partner' })).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Bind the buyer' })).toBeNull()
})

test('a code for a product goes into the article map', async () => {
  const { vasco, user } = openOrder(aBlockedOrder('ARTICLE_CODE_MISSING', { product: 'Čaj', sku: 'S1', kind: 'VARIATION', key: '17' }))
  vasco.answers.setArticleMapping = () => ({ articleMapping: null, releasedOrders: 3, oldOrders: 0, userErrors: [] })

  await user.click(await screen.findByRole('button', { name: 'Give the code' }))
  await user.type(screen.getByRole('textbox', { name: /Article code/ }), ' 3830000000147 ')
  await user.click(screen.getByRole('button', { name: 'Save and send' }))

  expect(await screen.findByText('3 waiting orders go on.')).toBeVisible()
  expect(vasco.called('SetArticleMapping')).toEqual([{ input: { shopId: 'shop-1', kind: 'VARIATION', key: '17', code: '3830000000147', name: 'Čaj' } }])
})

test('a partner that VASCO does not have is refused in words', async () => {
  const { vasco, user } = openOrder(aBlockedOrder('PARTNER_AMBIGUOUS', { candidates: '501 NOVAK ANA' }))
  vasco.answers.syncOrder = refuses('NOT_FOUND', ['input', 'partnerCode'])

  await user.click(await screen.findByRole('button', { name: 'Choose the partner' }))
  await user.type(screen.getByRole('textbox', { name: /Partner code/ }), '99999')
  await user.click(screen.getByRole('button', { name: 'Send with this partner' }))

  expect(await screen.findByText('VASCO has no partner with this code.')).toBeVisible()
})

test('a chosen partner is shown and can be taken back', async () => {
  const { vasco, user } = openOrder(aBlockedOrder('REJECTED_BY_VASCO', {}, { partnerCode: null, chosenPartnerCode: '777' }))
  const about = await screen.findByRole('complementary', { name: 'About the order' })
  expect(about).toHaveTextContent('777 (chosen by a person)')
  vasco.answers.syncOrder = accepts(anOrder({ state: 'QUEUED', vascoNumber: null, partnerCode: null }))

  await user.click(within(about).getByRole('button', { name: 'Take the choice back' }))

  expect(await screen.findByText(/The choice is taken back/)).toBeVisible()
  expect(vasco.called('SyncOrder')).toEqual([{ input: { id: 'order-1284', partnerCode: '' } }])
  await waitFor(() => expect(about).not.toHaveTextContent('777'))
  expect(within(about).queryByRole('button', { name: 'Take the choice back' })).toBeNull()
})

test('the choice of a partner that nobody made, or that is in VASCO, cannot be taken back', async () => {
  for (const order of [aBlockedOrder('REJECTED_BY_VASCO'), anOrder({ chosenPartnerCode: '501' }), anOrder({ state: 'UNCERTAIN', chosenPartnerCode: '501' })]) {
    const { unmount } = openOrder(order)
    expect(await screen.findByRole('complementary', { name: 'About the order' })).toHaveTextContent('501')
    expect(screen.queryByRole('button', { name: 'Take the choice back' })).toBeNull()
    unmount()
  }
})

test('an uncertain order is resolved with its number and year', async () => {
  const order = anOrder({ state: 'UNCERTAIN', reason: aReason('SEARCH_UNPROVEN'), vascoNumber: null })
  const { vasco, user } = openOrder(order)
  vasco.answers.resolveOrder = refuses('TAKEN', ['input', 'number'])

  await user.click(await screen.findByRole('button', { name: 'Decide' }))
  const dialog = await screen.findByRole('dialog')
  expect(within(dialog).getByRole('button', { name: 'Decide' })).toBeDisabled()
  await user.click(within(dialog).getByRole('radio', { name: 'Yes, under this number' }))
  await user.type(within(dialog).getByRole('textbox', { name: /VASCO number/ }), 'NK-00412')
  await user.click(within(dialog).getByRole('button', { name: 'Decide' }))

  // Refused: the dialog stays and says so at the field.
  expect(await within(dialog).findByText('This is there already.')).toBeVisible()
  expect(within(dialog).getByRole('textbox', { name: /VASCO number/ })).toBeInvalid()

  vasco.answers.resolveOrder = accepts(anOrder())
  await user.click(within(dialog).getByRole('button', { name: 'Decide' }))
  expect(await screen.findByText('Synced')).toBeVisible()
  expect(vasco.called('ResolveOrder').at(-1)).toEqual({
    input: { id: 'order-1284', resolution: 'CREATED', number: 'NK-00412', year: '2026' },
  })
})

test('an order that somebody entered by hand gets its number', async () => {
  const { vasco, user } = openOrder(aBlockedOrder('CURRENCY_MISMATCH', { currency: 'USD', expected: 'EUR' }))
  vasco.answers.linkOrder = refuses('INVALID', ['input', 'number'])
  await user.click(await screen.findByRole('button', { name: 'Is already in VASCO' }))
  const dialog = await screen.findByRole('dialog')
  await user.type(within(dialog).getByRole('textbox', { name: /VASCO number/ }), 'NK-00412')
  await user.click(within(dialog).getByRole('button', { name: 'That is the order' }))
  await waitFor(() => expect(within(dialog).getByRole('textbox', { name: /VASCO number/ })).toBeInvalid())

  vasco.answers.linkOrder = accepts(anOrder({ origin: 'LINKED' }))
  await user.click(within(dialog).getByRole('button', { name: 'That is the order' }))
  expect(await screen.findByText('Synced')).toBeVisible()
  expect(vasco.called('LinkOrder').at(-1)).toEqual({ input: { id: 'order-1284', number: 'NK-00412', year: '2026' } })
})

test('an order from before the start is sent once its number is typed', async () => {
  const { vasco, user } = openOrder(anOrder({ state: 'SKIPPED', reason: aReason('BEFORE_START'), vascoNumber: null }))
  vasco.answers.resendOrder = accepts(anOrder({ state: 'QUEUED', vascoNumber: null }))
  await user.click(await screen.findByRole('button', { name: 'Look and send' }))
  const dialog = await screen.findByRole('dialog')
  await user.type(within(dialog).getByRole('textbox', { name: /Type the order's number, 1284/ }), '1284')
  await user.click(within(dialog).getByRole('button', { name: 'Look and send' }))
  await waitFor(() => expect(vasco.called('ResendOrder')).toEqual([{ input: { id: 'order-1284', confirmNumber: '1284' } }]))
})

test('an uncertain order that is not there needs no number', async () => {
  const { vasco, user } = openOrder(anOrder({ state: 'UNCERTAIN', reason: aReason('SEARCH_UNPROVEN'), vascoNumber: null }))
  vasco.answers.resolveOrder = accepts(anOrder({ state: 'QUEUED', vascoNumber: null }))

  await user.click(await screen.findByRole('button', { name: 'Decide' }))
  const dialog = await screen.findByRole('dialog')
  await user.click(within(dialog).getByRole('radio', { name: /No, it is not there/ }))
  await user.click(within(dialog).getByRole('button', { name: 'Decide' }))
  await waitFor(() => expect(vasco.called('ResolveOrder')).toEqual([{ input: { id: 'order-1284', resolution: 'NOT_CREATED' } }]))
})

test('a refused retry is told in words', async () => {
  const { vasco, user } = openOrder(aBlockedOrder('ARTICLE_CODE_MISSING', { product: 'Čaj' }))
  vasco.answers.syncOrder = refuses('BUSY')
  await user.click(await screen.findByRole('button', { name: 'Send again' }))
  expect(await screen.findByText('The order is being worked on at this moment. Try again shortly.')).toBeVisible()
})

test('skipping keeps the reason a person gives', async () => {
  const { vasco, user } = openOrder(aBlockedOrder('CURRENCY_MISMATCH', { currency: 'USD', expected: 'EUR' }))
  vasco.answers.skipOrder = accepts(anOrder({ state: 'SKIPPED', reason: aReason('PERSON', { note: 'ročno' }), vascoNumber: null }))

  await user.click(await screen.findByRole('button', { name: 'Skip' }))
  const dialog = await screen.findByRole('dialog')
  await user.type(within(dialog).getByRole('textbox'), 'ročno')
  await user.click(within(dialog).getByRole('button', { name: 'Skip' }))
  expect(await screen.findByText('Somebody kept it out: ročno')).toBeVisible()
  expect(vasco.called('SkipOrder')).toEqual([{ input: { id: 'order-1284', reason: 'ročno' } }])
})

test('the timeline shows hooks, events and calls, and grows by itself', async () => {
  const at = '2026-11-24T12:30:02Z'
  const delivery = {
    __typename: 'Delivery', id: 'd1', topic: 'order.created', kind: 'OBJECT', state: 'PROCESSED', note: '', count: 2, body: { id: 77 },
  }
  const call = {
    __typename: 'ApiCall', id: 'c1', system: 'VASCO', operation: 'create order', method: 'POST', path: '/api/v1/FA/narociloKupca',
    status: 201, durationMs: 45, request: '{"partner":501}', response: '{"stevilka":"00412"}', error: '',
  }
  const order = anOrder({ timeline: [{ at, item: delivery }, { at, item: call }] })
  const { vasco, user } = openOrder(order)

  const timeline = await screen.findByRole('region', { name: 'Timeline' })
  expect(timeline).toHaveTextContent('Webhook order.created')
  await user.click(within(timeline).getByText(/VASCO: Create the order/))
  expect(within(timeline).getByRole('region', { name: 'Answer' })).toHaveTextContent('"stevilka": "00412"')

  const synced = anEvent('e1', 'order.synced', { number: '1284', vasco: 'NK-00412', year: '2026', origin: 'SENT', difference: '0.00' })
  vasco.orders = [{ ...order, timeline: [{ at, item: delivery }, { at, item: call }, { at, item: synced }] }]
  vasco.happen(synced)
  expect(await within(timeline).findByText('In VASCO as NK-00412/2026')).toBeVisible()
})

test('what was changed after sending is shown', async () => {
  openOrder(anOrder({ changes: [{ field: 'total', before: '147.50 EUR', after: '120.00 EUR' }] }))
  expect(await screen.findByText('Changed in the shop after it was sent')).toBeVisible()
  expect(screen.getByText('120.00 EUR')).toBeVisible()
})

test('what VASCO has differently is compared again', async () => {
  const order = anOrder({ readBackNote: 'TOTAL' })
  const { vasco, user } = openOrder(order)
  expect(await screen.findByText('VASCO made another total of the order.')).toBeVisible()
  vasco.answers.syncOrder = accepts(anOrder({ readBackNote: '' }))
  await user.click(screen.getByRole('button', { name: 'Compare again' }))
  expect(vasco.called('SyncOrder')).toEqual([{ input: { id: order.id } }])
})

test('the preview says what would be sent', async () => {
  const { vasco, user } = openOrder(aBlockedOrder('PAYMENT_UNMAPPED', { method: 'summit', title: 'Summit' }))
  vasco.preview = {
    sendable: false, reason: aReason('PAYMENT_UNMAPPED', { method: 'summit', title: 'Summit' }), payload: { opombe: 'WC Order #1284' },
    shopTotal: euros('147.50'), documentTotal: euros('147.51'), difference: euros('-0.01'), decimals: 2, partnerCode: '501', newPartner: null,
    warnings: ['VAT_CHECK_DIGIT'],
  }
  await user.click(await screen.findByRole('button', { name: 'Preview' }))
  expect(await screen.findByText('It would not be sent.')).toBeVisible()
  expect(screen.getByText('the check digit of the VAT number does not fit')).toBeVisible()
  expect(screen.getByText(/WC Order #1284/)).toBeVisible()
})

test('an order that is gone is told', async () => {
  open('/orders/nothing', new FakeVasco())
  expect(await screen.findByText('There is no such order')).toBeVisible()
})

test('an address that can be no order is told the same', async () => {
  for (const code of ['BAD_USER_INPUT', 'WRONG_KIND']) {
    const vasco = new FakeVasco()
    vasco.refuses.order = { code, field: ['id'] }
    const { unmount } = open('/orders/nonsense', vasco)
    expect(await screen.findByText('There is no such order'), code).toBeVisible()
    expect(screen.queryByRole('alert')).toBeNull()
    unmount()
  }
})
