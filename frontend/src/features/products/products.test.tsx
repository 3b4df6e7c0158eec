import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { params } from '@/testing/data'
import { open } from '@/testing/open'
import { aProduct, aRun, aRunItem, aRunReason } from '@/testing/products'
import { FakeVasco } from '@/testing/vasco'

function openProducts(address = '/products') {
  const vasco = new FakeVasco()
  vasco.products = [
    aProduct(),
    aProduct({ id: 'product-2', name: 'Lipov čaj', sku: 'SI-1002', stock: { state: 'SAME', result: '31' }, shopStock: '31' }),
    aProduct({
      id: 'product-3',
      name: 'Darilni bon',
      sku: 'SI-3001',
      ean: '',
      code: '',
      shopStock: null,
      stock: { state: 'SKIPPED', result: null, reason: aRunReason('EAN_MISSING') },
      push: { state: 'BLOCKED', reason: { code: 'TAX_CLASS_UNMAPPED', params: params({ class: 'znižana' }) } },
    }),
    aProduct({ id: 'product-4', name: 'Stara skodelica', sku: 'SI-0001', goneAt: '2026-11-20T12:00:00Z' }),
  ]
  return { vasco, ...open(address, vasco) }
}

const rowOf = async (name: string) => within((await screen.findByRole('link', { name })).closest('tr')!)

test('each product says what it has, what it is to have, and why not', async () => {
  openProducts()
  const due = await rowOf('Cvetlični med 450 g')
  expect(due.getAllByRole('cell').map(({ textContent }) => textContent)).toEqual(['3830000101306', '7', '15', 'To be written'])
  expect((await rowOf('Lipov čaj')).getByText('Same')).toBeVisible()
  const skipped = await rowOf('Darilni bon')
  expect(skipped.getByText('no article')).toBeVisible()
  expect(skipped.getByText('no EAN')).toBeVisible()
  expect(skipped.getByText('Not in VASCO: tax class “znižana” has no VASCO VAT code')).toBeVisible()
  expect(screen.queryByText('Stara skodelica')).toBeNull()
  expect(screen.getByText('3 products')).toBeVisible()
})

test('the list keeps to what is chosen, in the address', async () => {
  const { vasco, user, address } = openProducts()
  await user.click(await screen.findByRole('combobox', { name: 'Which products' }))
  await user.click(await screen.findByRole('option', { name: 'Skipped' }))
  await waitFor(() => expect(screen.queryByText('Lipov čaj')).toBeNull())
  expect(screen.getByRole('link', { name: 'Darilni bon' })).toBeVisible()
  expect(address()).toBe('/products?view=skipped')
  expect(vasco.called('ProductsPage').at(-1)).toEqual({
    first: 50,
    filter: { shopId: 'shop-1', gone: false, stockStates: ['SKIPPED'] },
  })
})

test.each([
  ['missing', { missingEan: true, gone: false }],
  ['duplicates', { duplicateCode: true, gone: false }],
  ['due', { stockStates: ['DUE'], gone: false }],
  ['failed', { stockStates: ['FAILED'], gone: false }],
  ['notPushed', { pushStates: ['BLOCKED', 'FAILED'], gone: false }],
  ['gone', { gone: true }],
])('the address %s asks for just those', async (view, filter) => {
  const { vasco } = openProducts(`/products?view=${view}`)
  await waitFor(() => expect(vasco.called('ProductsPage')).toHaveLength(1))
  expect(vasco.called('ProductsPage')[0]).toMatchObject({ filter })
})

test('a search without a result can be taken back', async () => {
  const { vasco, user, address } = openProducts()
  await user.type(await screen.findByRole('searchbox'), ' kava ')
  expect(await screen.findByText('No product fits the filters')).toBeVisible()
  expect(vasco.called('ProductsPage').at(-1)).toMatchObject({ filter: { search: 'kava' } })
  await user.click(screen.getByRole('link', { name: 'Clear filters' }))
  expect(await screen.findByRole('link', { name: 'Lipov čaj' })).toBeVisible()
  expect(address()).toBe('/products')
})

test('a shop without products is shown to the import', async () => {
  const vasco = new FakeVasco()
  open('/products', vasco)
  expect(await screen.findByText('No products yet')).toBeVisible()
  expect(screen.getByRole('link', { name: 'To the import' })).toHaveAttribute('href', '/stock')
})

test('the list follows a run', async () => {
  const { vasco } = openProducts()
  const row = await rowOf('Cvetlični med 450 g')
  vasco.products[0] = aProduct({ shopStock: '15', stock: { state: 'SAME' } })
  vasco.progress(aRun())
  await waitFor(() => expect(row.getByText('Same')).toBeVisible(), { timeout: 5000 })
})

/** The lines of the sum: a name, what lies under it, and a number. */
const sum = async () => {
  const table = await screen.findByRole('table', { name: 'Where the stock comes from' })
  return within(table)
    .getAllByRole('row')
    .map((row) => [within(row).getByRole('rowheader').firstChild?.textContent, within(row).getByRole('cell').textContent])
}

test('the stock of a product is added up line by line', async () => {
  openProducts('/products/product-1')
  expect(await sum()).toEqual([
    ['At the supplier', '+ 12'],
    ['In our warehouses', '+ 8'],
    ['Sold, not in VASCO yet', '− 3'],
    ['Kept back', '− 2'],
    ['In the shop it is to be', '= 15'],
  ])
  expect(screen.getByText('The shop has another number; the next run writes this one.')).toBeVisible()
  expect(screen.getByRole('table', { name: 'Where the stock comes from' })).toHaveTextContent(/read 24 Nov/)
})

test('what is not known is not called zero', async () => {
  const { vasco } = openProducts('/products/product-9')
  vasco.products.push(
    aProduct({
      id: 'product-9',
      stock: {
        supplier: null,
        supplierText: 'pokliči',
        own: '0',
        ordered: '4',
        reserved: '0',
        pending: '0',
        buffer: '0',
        result: null,
        state: 'SKIPPED',
        reason: { code: 'SUPPLIER_UNKNOWN', params: params({ text: 'pokliči' }) },
      },
    }),
  )
  expect(await sum()).toEqual([
    ['At the supplier', 'unknown'],
    ['In our warehouses', '+ 0'],
    ['On customer orders in VASCO', '− 4'],
    ['In the shop it is to be', 'unknown'],
  ])
  expect(screen.getByText('Its stock is not written: the supplier’s stock is not known, VASCO says “pokliči”')).toBeVisible()
})

test('a supplier that is not known now counts by what was last written', async () => {
  const { vasco } = openProducts('/products/product-9')
  const stock = { supplier: null, supplierCounted: '10', own: '1', pending: '0', buffer: '0', result: '11' }
  vasco.products.push(aProduct({ id: 'product-9', stock }))
  expect(await sum()).toEqual([
    ['At the supplier', '+ 10'],
    ['In our warehouses', '+ 1'],
    ['In the shop it is to be', '= 11'],
  ])
  expect(screen.getByText(/not known now; 10 is what was last written/)).toBeVisible()
})

test('a shop without a supplier’s field shows none', async () => {
  const { vasco } = openProducts('/products/product-9')
  vasco.products.push(aProduct({ id: 'product-9', stock: { supplier: null, own: '4', pending: '0', buffer: '0', result: '4' } }))
  expect(await sum()).toEqual([
    ['In our warehouses', '+ 4'],
    ['In the shop it is to be', '= 4'],
  ])
})

test('a product is kept out of runs, and let in again', async () => {
  const { vasco, user } = openProducts('/products/product-1')
  vasco.answers.excludeFromStock = ({ excluded }: { excluded: boolean }) => {
    const product = aProduct({ stock: excluded ? { excluded, state: 'SKIPPED', reason: aRunReason('EXCLUDED') } : {} })
    vasco.products[0] = product
    return { products: [product], userErrors: [] }
  }
  const out = await screen.findByRole('switch', { name: /Keep it out of stock runs/ })
  expect(out).not.toBeChecked()
  await user.click(out)
  expect(await screen.findByText('Its stock is not written: a person keeps it out')).toBeVisible()
  await waitFor(() => expect(out).toBeEnabled())
  expect(out).toBeChecked()
  await user.click(out)
  await waitFor(() => expect(out).not.toBeChecked())
  expect(vasco.called('ExcludeFromStock')).toEqual([
    { productIds: ['product-1'], excluded: true },
    { productIds: ['product-1'], excluded: false },
  ])
})

test('a refused choice is told and not shown as made', async () => {
  const { vasco, user } = openProducts('/products/product-1')
  vasco.answers.excludeFromStock = () => ({ products: [], userErrors: [{ field: ['productIds'], code: 'NOT_FOUND', message: 'none' }] })
  const out = await screen.findByRole('switch', { name: /Keep it out of stock runs/ })
  await user.click(out)
  expect(await screen.findByRole('alert')).toHaveTextContent('There is nothing like this any more')
  expect(out).not.toBeChecked()
})

test('others with the same article are named, and what runs did is listed', async () => {
  const { vasco } = openProducts('/products/product-9')
  vasco.products.push(
    aProduct({
      id: 'product-9',
      parent: aProduct({ id: 'product-8', name: 'Majica' }),
      duplicates: [aProduct({ id: 'product-2', name: 'Lipov čaj' })],
      changes: [
        aRunItem('item-1'),
        aRunItem('item-2', { run: aRun({ id: 'run-2', dryRun: true }), before: null, after: '4' }),
        aRunItem('item-3', { outcome: 'FAILED', after: null, reason: aRunReason('STOCK_REFUSED') }),
      ],
    }),
  )
  const table = await screen.findByRole('table', { name: 'Last changes' })
  const told = within(table).getAllByRole('row').slice(1)
  expect(
    told.map((row) =>
      within(row)
        .getAllByRole('cell')
        .map(({ textContent }) => textContent),
    ),
  ).toEqual([
    ['Written', '7 → 15'],
    ['Would change', '– → 4'],
    ['Failedthe shop refused the stock', '–'],
  ])
  expect(within(told[1]!).getByRole('link')).toHaveAttribute('href', '/stock/run-2')
  expect(screen.getByText('Other products have the article 3830000101306 too')).toBeVisible()
  expect(screen.getByRole('link', { name: 'Lipov čaj' })).toHaveAttribute('href', '/products/product-2')
  expect(screen.getByRole('link', { name: 'Majica' })).toHaveAttribute('href', '/products/product-8')
})

test('a product that is not there is said so', async () => {
  openProducts('/products/nothing')
  expect(await screen.findByText('There is no such product')).toBeVisible()
})
