import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { open } from '@/testing/open'
import { aProduct, aRun, aRunReason } from '@/testing/products'
import { FakeVasco } from '@/testing/vasco'

function openProduct(preview: object, address = '/products/product-1') {
  const vasco = new FakeVasco()
  vasco.products = [aProduct()]
  vasco.productPreview = preview
  return { vasco, ...open(address, vasco) }
}

test('a product shows what VASCO has otherwise, and what stays', async () => {
  const { user } = openProduct({
    action: 'UPDATE',
    reason: null,
    payload: { naziv: 'Med' },
    differences: [
      { field: 'NAME', now: 'Med 450', wouldBe: 'Cvetlični med 450 g', written: true },
      { field: 'PRICE', now: '', wouldBe: '5.6986', written: false },
    ],
  })
  await user.click(await screen.findByRole('button', { name: 'What would be sent' }))
  const seen = await screen.findByText('The article in VASCO would be changed.')
  expect(seen.closest('[role=status]')).toHaveTextContent('NameMed 450 → Cvetlični med 450 gNet pricenone → 5.6986stays as VASCO has it')
})

test('a product that cannot be an article says why', async () => {
  const { user } = openProduct({ action: 'BLOCKED', reason: aRunReason('PRICE_MISSING'), payload: null, differences: [] })
  await user.click(await screen.findByRole('button', { name: 'What would be sent' }))
  expect(await screen.findByText('It cannot be sent.')).toBeVisible()
  expect(screen.getByText('it has no regular price')).toBeVisible()
})

test('a product is sent, and its run shown', async () => {
  const { vasco, user, address } = openProduct({})
  vasco.runs = [aRun({ id: 'run-9' })]
  vasco.answers.pushProduct = () => ({ run: vasco.runs[0], userErrors: [] })
  await user.click(await screen.findByRole('button', { name: 'Send to VASCO' }))
  await screen.findByRole('heading', { level: 1, name: 'Stock sync' })
  expect(address()).toBe('/stock/run-9')
  expect(vasco.called('PushProduct')).toEqual([{ id: 'product-1' }])
})

test('new products are sent together; when there are none that is told', async () => {
  const { vasco, user } = openProduct({}, '/products')
  vasco.answers.pushProducts = () => ({ run: null, userErrors: [{ field: null, code: 'NOT_FOUND', message: 'none' }] })
  await user.click(await screen.findByRole('button', { name: 'Send new products to VASCO' }))
  expect(await screen.findByRole('alert')).toBeVisible()
  expect(vasco.called('PushProducts')).toEqual([{ input: { shopId: 'shop-1', which: 'NEVER' } }])
})
