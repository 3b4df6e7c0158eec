import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { aShop, params } from '@/testing/data'
import { open } from '@/testing/open'
import { aProduct, aRun, aRunItem, aRunReason } from '@/testing/products'
import { FakeVasco } from '@/testing/vasco'

function openStock(address = '/stock', ...runs: ReturnType<typeof aRun>[]) {
  const vasco = new FakeVasco()
  vasco.runs = runs
  return { vasco, ...open(address, vasco) }
}

const waiting = (change = {}) =>
  aRun({ state: 'AWAITING_CONFIRMATION', confirmed: false, phase: '', seen: 48, updated: 40, zeroed: 15, reason: aRunReason('FIRST_RUN'), ...change })

const done = (change = {}) =>
  aRun({ state: 'SUCCEEDED', phase: '', seen: 48, updated: 47, unchanged: 0, skipped: 1, finishedAt: '2026-11-24T12:00:15Z', ...change })

const refusal = (field: string[], code: string, message = '') => [{ field, code, message }]

const schedule = (change = {}) => ({ every: 'HOUR', at: '', cron: '', nextRunAt: '2026-11-24T13:00:00Z', lastRun: null, ...change })

test.each([
  { button: 'Sync now', operation: 'StartStockSync', mutation: 'startStockSync', asked: { shopId: 'shop-1', dryRun: false } },
  { button: 'Trial run', operation: 'StartStockSync', mutation: 'startStockSync', asked: { shopId: 'shop-1', dryRun: true } },
  { button: 'Import products', operation: 'ImportProducts', mutation: 'importProducts', asked: { shopId: 'shop-1' } },
])('$button starts a run and shows it', async ({ button, operation, mutation, asked }) => {
  const { vasco, user, address } = openStock()
  vasco.answers[mutation] = () => {
    vasco.runs = [aRun()]
    return { run: aRun(), folded: false, userErrors: [] }
  }
  await user.click(await screen.findByRole('button', { name: button }))
  expect(await screen.findByRole('heading', { level: 1, name: 'Stock sync' })).toBeVisible()
  expect(address()).toBe('/stock/run-1')
  expect(vasco.called(operation)).toEqual([asked])
})

test('a start that is folded into a run says so, and shows that run', async () => {
  const { vasco, user, address } = openStock('/stock', aRun())
  vasco.answers.startStockSync = () => ({ run: aRun(), folded: true, userErrors: [] })
  await user.click(await screen.findByRole('button', { name: 'Sync now' }))
  expect(await screen.findByText('It is under way already: you are watching it.')).toBeVisible()
  expect(address()).toBe('/stock/run-1')
})

test('a start that is refused says why, and stays', async () => {
  const { vasco, user, address } = openStock()
  vasco.answers.startStockSync = () => ({ run: null, folded: false, userErrors: refusal(['shopId'], 'WRONG_STATE', 'on hold') })
  await user.click(await screen.findByRole('button', { name: 'Sync now' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('Stock is on hold in this shop, or the shop has no VASCO connection.')
  expect(address()).toBe('/stock')
})

test('a trial says that the run that was started meanwhile follows', async () => {
  openStock('/stock/run-1', aRun({ dryRun: true, liveFollows: true }))
  expect(await screen.findByText('A run that writes was started meanwhile: it begins when this one has ended')).toBeVisible()
})

test('runs are listed, and follow what happens', async () => {
  const { vasco } = openStock('/stock', done(), aRun({ id: 'run-2', kind: 'IMPORT', state: 'FAILED', reason: aRunReason('SHOP_AWAY') }))
  const table = await screen.findByRole('table', { name: 'Runs' })
  const states = () =>
    within(table)
      .getAllByRole('row')
      .slice(1)
      .map((row) => [
        within(row).getByRole('link').textContent,
        ...within(row)
          .getAllByRole('cell')
          .map(({ textContent }) => textContent),
      ])
  expect(states()).toEqual([
    ['Stock sync', 'Done', '47', '1', '0', expect.stringMatching(/^14\ss$/)],
    ['Product import', 'Failedthe shop cannot be reached', '10', '1', '0', '–'],
  ])
  vasco.progress(aRun({ id: 'run-3', dryRun: true }))
  await waitFor(() => expect(states()[0]).toEqual(['Stock sync, trial', 'Running', '10', '1', '0', '–']))
})

test('a shop without runs says how to begin', async () => {
  openStock()
  expect(await screen.findByText('No runs yet')).toBeVisible()
})

test('a day’s time is asked for only where it counts, and saved', async () => {
  const { vasco, user } = openStock()
  vasco.answers.setStockSchedule = () => {
    vasco.shops = [aShop({ stockSchedule: schedule({ every: 'DAY', at: '04:15', nextRunAt: '2026-11-25T03:15:00Z' }) })]
    return { shop: vasco.shops[0], userErrors: [] }
  }
  const every = await screen.findByRole('combobox', { name: 'Sync stock' })
  expect(every).toHaveValue('Every hour')
  expect(screen.queryByLabelText('At')).toBeNull()
  await user.click(every)
  await user.click(await screen.findByRole('option', { name: 'Daily at a time' }))
  const at = screen.getByLabelText('At')
  await user.clear(at)
  await user.type(at, '04:15')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText(/25 Nov 2026/)).toBeVisible()
  expect(screen.getByText(/Times are those of Europe\/Ljubljana/)).toBeVisible()
  expect(vasco.called('SetStockSchedule')).toEqual([{ input: { shopId: 'shop-1', every: 'DAY', at: '04:15' } }])
})

test('a cron expression that is refused says so at its field', async () => {
  const { vasco, user } = openStock()
  vasco.answers.setStockSchedule = () => ({ shop: null, userErrors: refusal(['input', 'cron'], 'INVALID', 'it never comes') })
  await user.click(await screen.findByRole('combobox', { name: 'Sync stock' }))
  await user.click(await screen.findByRole('option', { name: 'By a cron expression' }))
  const cron = screen.getByRole('textbox', { name: 'Cron expression' })
  await user.type(cron, '0 0 30 2 *')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('This cannot be used: it never comes')).toBeVisible()
  expect(cron).toBeInvalid()
  expect(vasco.called('SetStockSchedule')).toEqual([{ input: { shopId: 'shop-1', every: 'CRON', cron: '0 0 30 2 *' } }])
})

test('a refusal that is about no shown field is told', async () => {
  const { vasco, user } = openStock()
  vasco.answers.setStockSchedule = () => ({ shop: null, userErrors: refusal(['input', 'shopId'], 'NOT_FOUND') })
  await user.click(await screen.findByRole('button', { name: 'Save' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('There is nothing like this any more')
})

test('a schedule that is off says that nothing comes by itself', async () => {
  const { vasco } = openStock('/stock')
  vasco.shops = [aShop({ stockSchedule: schedule({ every: 'OFF', nextRunAt: null }) })]
  expect(await screen.findByText(/Stock is synced only when somebody starts it/)).toBeVisible()
})

/** What a run counted, by its names. */
const numbers = () =>
  Object.fromEntries(screen.getAllByRole('term').map((term) => [term.textContent, term.parentElement?.querySelector('dd')?.textContent]))

test('a run is followed to its end', async () => {
  const { vasco } = openStock('/stock/run-1', aRun())
  expect(await screen.findByRole('progressbar', { name: 'Progress' })).toHaveAttribute('aria-valuenow', '25')
  expect(screen.getByText('Writing into the shop')).toBeVisible()
  expect(numbers()).toEqual({ 'Looked at': '12 of 48', Changed: '10', Unchanged: '1', Skipped: '1', Failed: '0' })

  vasco.progress(aRun({ seen: 24, updated: 22 }))
  await waitFor(() => expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '50'))
  vasco.progress(done({ rows: [aRunItem('item-1')] }))
  expect(await screen.findByText('Done')).toBeVisible()
  expect(screen.queryByRole('progressbar')).toBeNull()
  expect(screen.queryByRole('button', { name: 'End it' })).toBeNull()
  expect(numbers()).toMatchObject({ 'Looked at': '48 of 48', Changed: '47', Skipped: '1' })
  expect(await screen.findByRole('link', { name: 'Cvetlični med 450 g' }, { timeout: 5000 })).toBeVisible()
})

test('a run is ended by a person', async () => {
  const { vasco, user } = openStock('/stock/run-1', aRun())
  vasco.answers.cancelRun = () => ({ run: aRun({ cancelling: true }), userErrors: [] })
  await user.click(await screen.findByRole('button', { name: 'End it' }))
  await waitFor(() => expect(screen.getByRole('button', { name: 'End it' })).toBeDisabled())
  expect(vasco.called('CancelRun')).toEqual([{ id: 'run-1' }])
  vasco.progress(done({ state: 'CANCELLED', seen: 20, updated: 18, reason: aRunReason('PERSON') }))
  expect(await screen.findByText('Ended by a person')).toBeVisible()
  expect(screen.getByText('Why it ended so: a person ended it')).toBeVisible()
})

test('a run that waits shows what it would do, and goes on when it is let', async () => {
  const items = [aRunItem('item-1', { after: '0' }), aRunItem('item-2', { outcome: 'SKIPPED', after: null, reason: aRunReason('EAN_MISSING') })]
  const { vasco, user } = openStock('/stock/run-1', waiting({ rows: items }))
  vasco.answers.confirmRun = () => ({ run: aRun({ seen: 0, updated: 0 }), userErrors: [] })
  expect(await screen.findByText('It waits for you: it is the first one of this shop')).toBeVisible()
  expect(screen.getByText(/the stock of 40 products; 15 would have none/)).toBeVisible()
  expect(numbers()).toMatchObject({ 'Would change': '40' })
  expect(screen.getByRole('heading', { name: 'What it would do' })).toBeVisible()
  const row = within((await screen.findByText('7 → 0')).closest('tr')!)
  expect(row.getByText('Would change')).toBeVisible()

  await user.click(screen.getByRole('button', { name: 'Go on' }))
  expect(await screen.findByText('Running')).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Go on' })).toBeNull()
  expect(vasco.called('ConfirmRun')).toEqual([{ id: 'run-1' }])
})

test('a guard that stopped a run says what it saw', async () => {
  openStock('/stock/run-1', waiting({ reason: { code: 'TOO_MANY_ZEROS', params: params({ zeroed: '15', stocked: '40' }) } }))
  expect(await screen.findByText('It waits for you: 15 of 40 products with stock would have none')).toBeVisible()
})

test('a refused confirmation is told', async () => {
  const { vasco, user } = openStock('/stock/run-1', waiting())
  vasco.answers.confirmRun = () => ({ run: null, userErrors: refusal(['id'], 'WRONG_STATE', 'it does not wait') })
  await user.click(await screen.findByRole('button', { name: 'Go on' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('Its state does not allow it')
  expect(screen.getByRole('button', { name: 'Go on' })).toBeEnabled()
})

test('what a run did is filtered by how it went, in the address', async () => {
  const items = [
    aRunItem('item-1'),
    aRunItem('item-2', {
      product: aProduct({ id: 'product-2', name: 'Lipov čaj' }),
      outcome: 'SKIPPED',
      after: null,
      reason: aRunReason('NOT_MANAGED'),
    }),
    aRunItem('item-3', { product: null, outcome: 'FAILED', after: null, reason: aRunReason('PRODUCT_GONE') }),
  ]
  const { vasco, user, address } = openStock('/stock/run-1', done({ state: 'PARTIAL', rows: items }))
  const table = await screen.findByRole('table', { name: 'What it did' })
  const rows = () =>
    within(table)
      .getAllByRole('row')
      .slice(1)
      .map((row) =>
        within(row)
          .getAllByRole('cell')
          .map(({ textContent }) => textContent),
      )
  expect(rows()).toEqual([
    ['Written', '7 → 15'],
    ['Skippedthe shop does not manage its stock', '–'],
    ['Failedthe shop does not have it any more', '–'],
  ])
  expect(within(table).getByText('a product that is gone')).toBeVisible()
  await user.click(screen.getByRole('radio', { name: 'Skipped' }))
  await waitFor(() => expect(screen.queryByRole('link', { name: 'Cvetlični med 450 g' })).toBeNull())
  expect(await screen.findByRole('link', { name: 'Lipov čaj' })).toHaveAttribute('href', '/products/product-2')
  expect(address()).toBe('/stock/run-1?outcome=SKIPPED')
  expect(vasco.called('RunItems').at(-1)).toMatchObject({ id: 'run-1', filter: { outcomes: ['SKIPPED'] } })
})

test('a run that is not there is said so', async () => {
  openStock('/stock/nothing')
  expect(await screen.findByText('There is no such run')).toBeVisible()
})
