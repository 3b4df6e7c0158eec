import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { aPayment, aShop } from '@/testing/data'
import { open } from '@/testing/open'
import { FakeVasco } from '@/testing/vasco'

function openPayments() {
  const vasco = new FakeVasco()
  vasco.paymentMappings = [aPayment({ id: 'payment-2', method: 'bacs', title: 'Predračun', paymentId: '3', status: 'ACTIVE', waitingOrders: 0 }), aPayment()]
  return { vasco, ...open('/payments', vasco) }
}

test('a new method stands first and is confirmed with its suggestion', async () => {
  const { vasco, user } = openPayments()
  vasco.answers.setPaymentMapping = () => ({
    paymentMapping: aPayment({ status: 'ACTIVE', waitingOrders: 0 }),
    releasedOrders: 2,
    oldOrders: 1,
    userErrors: [],
  })
  const rows = await screen.findAllByRole('row')
  expect(rows[1]).toHaveTextContent('Summit Leasing')
  expect(screen.getByRole('textbox', { name: /Summit/ })).toHaveValue('10')

  await user.click(screen.getByRole('button', { name: 'Confirm' }))
  expect(await screen.findByText('2 waiting orders go on. 1 older than seven days asks first.')).toBeVisible()
  expect(vasco.called('SetPaymentMapping')).toEqual([
    { input: { shopId: 'shop-1', method: 'summit', title: 'Summit Leasing', paymentId: '10', status: 'ACTIVE' } },
  ])
})

test('a refusal stands at the field', async () => {
  const { vasco, user } = openPayments()
  vasco.answers.setPaymentMapping = () => ({
    paymentMapping: null,
    releasedOrders: 0,
    oldOrders: 0,
    userErrors: [{ field: ['input', 'paymentId'], code: 'TOO_LONG', message: 'at most 20' }],
  })
  await user.click(await screen.findByRole('button', { name: 'Confirm' }))
  expect(await screen.findByText('This is too long.')).toBeVisible()
})

test('a method is switched off', async () => {
  const { vasco, user } = openPayments()
  vasco.answers.setPaymentMapping = () => ({ paymentMapping: aPayment({ status: 'OFF' }), releasedOrders: 0, oldOrders: 0, userErrors: [] })
  await user.click(await screen.findByRole('button', { name: 'Change: Predračun' }))
  const dialog = await screen.findByRole('dialog')
  await user.click(within(dialog).getByRole('radio', { name: 'are not sent' }))
  await user.click(within(dialog).getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(vasco.called('SetPaymentMapping')[0]).toMatchObject({ input: { method: 'bacs', status: 'OFF' } }))
})

test('a payment method has a term and a mark of its own', async () => {
  const { vasco, user } = openPayments()
  vasco.answers.setPaymentMapping = () => ({ paymentMapping: aPayment({ status: 'ACTIVE' }), releasedOrders: 0, oldOrders: 0, userErrors: [] })
  await user.click((await screen.findAllByRole('button', { name: /^Change/ }))[0]!)
  const dialog = await screen.findByRole('dialog')
  await user.type(within(dialog).getByLabelText('Payment term in days'), '8')
  await user.click(within(dialog).getByRole('checkbox', { name: 'Mark unpaid orders' }))
  await user.click(within(dialog).getByRole('button', { name: 'Save' }))
  await waitFor(() =>
    expect(vasco.called('SetPaymentMapping')[0]).toMatchObject({
      input: { sendStatuses: [], termDays: 8, termFrom: 'DOCUMENT_DATE', markUnpaid: true },
    }),
  )
})

test('with several shops one has to be chosen first', async () => {
  const vasco = new FakeVasco()
  vasco.shops = [aShop(), aShop({ id: 'shop-2', key: 'druga', name: 'Druga trgovina' })]
  vasco.paymentMappings = [aPayment()]
  const { user, address } = open('/payments', vasco)
  await user.click(await screen.findByRole('link', { name: 'Druga trgovina' }))
  expect(await screen.findByText('Summit Leasing')).toBeVisible()
  expect(address()).toBe('/payments?shop=druga')
  expect(vasco.called('PaymentMappings')).toEqual([{ shopId: 'shop-2' }])

  // The choice goes along to other pages.
  await user.click(screen.getAllByRole('link', { name: 'Orders' })[0]!)
  await waitFor(() => expect(address()).toBe('/orders?shop=druga'))
})
