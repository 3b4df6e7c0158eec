import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { aShop } from '@/testing/data'
import { open } from '@/testing/open'
import { FakeVasco } from '@/testing/vasco'

function openShop() {
  const vasco = new FakeVasco()
  vasco.answers.updateShop = () => ({ shop: aShop(), releasedOrders: 0, userErrors: [] })
  return { vasco, ...open('/shops/demo', vasco) }
}

const sent = async (vasco: FakeVasco) => {
  await waitFor(() => expect(vasco.called('UpdateShop')).toHaveLength(1))
  return vasco.called('UpdateShop')[0]
}

test('of the stock’s settings only those that were changed are sent', async () => {
  const { vasco, user } = openShop()
  const words = within(await screen.findByRole('group', { name: "Words in the supplier's field" }))
  expect(words.getByLabelText('Word 1')).toHaveValue('da')
  await user.click(words.getByRole('button', { name: 'Add a word' }))
  await user.click(words.getByLabelText('Word 2'))
  await user.paste('>10')
  await user.type(words.getByLabelText('Pieces of word 2'), '10')
  await user.click(screen.getByRole('checkbox', { name: 'Take off what is on customer orders in VASCO' }))
  const buffer = screen.getByRole('textbox', { name: 'Pieces kept back' })
  await user.clear(buffer)
  await user.type(buffer, '2')
  const field = screen.getByRole('textbox', { name: "Field with the supplier's stock" })
  await user.clear(field)
  await user.paste(' prosto_c8')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  const supplierWords = [
    { word: 'da', pieces: 5 },
    { word: '>10', pieces: 10 },
  ]
  expect(await sent(vasco)).toEqual({
    input: { id: 'shop-1', settings: { stock: { supplierField: 'PROSTO_C8', supplierWords, subtractOrdered: true, buffer: 2 } } },
  })
})

test('products get groups by category, and articles take what is chosen', async () => {
  const { vasco, user } = openShop()
  const groups = within(await screen.findByRole('group', { name: 'Article groups by category' }))
  await user.click(groups.getByRole('button', { name: 'Add a category' }))
  await user.type(groups.getByLabelText('Category 1'), '17')
  await user.click(groups.getByLabelText('Group of category 1'))
  await user.paste('002')
  await user.click(screen.getByRole('button', { name: 'Remove: Tax class 1' }))
  await user.click(screen.getByRole('checkbox', { name: 'Send a product when it changes in the shop' }))
  await user.click(screen.getByLabelText('What existing articles take from the shop', { selector: 'input:not([type=hidden])' }))
  await user.click(await screen.findByRole('option', { name: 'VAT code' }))
  await user.click(screen.getByRole('button', { name: 'Save' }))
  expect(await sent(vasco)).toEqual({
    input: {
      id: 'shop-1',
      settings: { products: { categoryGroups: [{ category: 17, group: '002' }], taxClasses: [], updateFields: ['PRICE', 'VAT'], onWebhook: true } },
    },
  })
})

test('refusals stand at their fields and lists', async () => {
  const { vasco, user } = openShop()
  vasco.answers.updateShop = () => ({
    shop: null,
    releasedOrders: 0,
    userErrors: [
      { field: ['input', 'settings', 'stock', 'guardPercent'], code: 'INVALID', message: 'it is 0 to 100' },
      { field: ['input', 'settings', 'stock', 'supplierWords'], code: 'TOO_LONG', message: '' },
      { field: ['input', 'settings', 'products', 'unit'], code: 'REQUIRED', message: '' },
    ],
  })
  await user.type(await screen.findByRole('textbox', { name: 'Unit' }), 'x')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('This cannot be used: it is 0 to 100')).toBeVisible()
  expect(screen.getByRole('textbox', { name: 'Ask before so many per cent are sold out' })).toBeInvalid()
  expect(screen.getByRole('textbox', { name: 'Unit' })).toBeInvalid()
  expect(within(screen.getByRole('group', { name: "Words in the supplier's field" })).getByRole('alert')).toHaveTextContent('This is too long.')
})

test('writing stock is switched at once', async () => {
  const { vasco, user } = openShop()
  vasco.answers.setSending = () => ({ shop: aShop({ sending: { orders: 'LIVE', stock: 'HOLD' } }), releasedOrders: 0, userErrors: [] })
  const choice = within(await screen.findByRole('radiogroup', { name: 'Writing stock' }))
  expect(choice.getByRole('radio', { name: 'Live' })).toBeChecked()
  await user.click(choice.getByRole('radio', { name: 'Hold' }))
  expect(await screen.findByText('No stock is written into the shop; trial runs may look.')).toBeVisible()
  expect(vasco.called('SetSending')).toEqual([{ input: { shopId: 'shop-1', stock: 'HOLD' } }])
})
