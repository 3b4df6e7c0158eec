import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, openBrowser, openPage } from './browser'
import { ProductsPage } from './pages/ProductsPage'
import { RunPage } from './pages/RunPage'
import { StockPage } from './pages/StockPage'
import { piecesInShop } from './shop'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
})

async function withPage(visit: (page: Page) => Promise<void>, options?: { phone?: boolean; dark?: boolean }) {
  const page = await openPage(browser, options)
  try {
    await visit(page)
  } finally {
    await page.close()
  }
}

const looks = { 'by day': { dark: false }, 'in the dark': { dark: true }, 'on a phone': { phone: true } }

test('the first run shows what it would change, and writes it when a person says so', () =>
  withPage(async (page) => {
    const stock = new StockPage(page)
    await stock.open()
    await stock.syncNow()

    const run = new RunPage(page)
    await run.waitForState('Waits for you')
    await page.getByText('It waits for you: it is the first one of this shop').waitFor()
    await stock.open()
    await stock.follow('Waits for you')
    await run.waitForState('Waits for you')
    const would = await run.count('Would change')
    expect(would).toBeGreaterThan(0)
    await run.onlyWith('Would change')
    await run.items().first().waitFor()
    const { product, sku, stock: change } = await run.firstItem()
    expect(change).toMatch(/ → \d+$/)
    await expectAccessible(page)
    const written = change.split(' → ')[1] ?? ''
    expect(String(await piecesInShop(sku))).not.toBe(written)

    await run.confirm()
    await run.waitForState('Done')
    await page.getByText('ended').waitFor()
    expect(await run.count('Changed')).toBe(would)
    expect(await run.count('Failed')).toBe(0)
    expect(await run.firstItem()).toEqual({ product, sku, stock: change })
    expect(String(await piecesInShop(sku))).toBe(written)
    await expectAccessible(page)

    const products = new ProductsPage(page)
    await products.open()
    const row = products.row(product)
    await row.getByText('Same', { exact: true }).waitFor()
    expect(await row.locator('[data-column="inShop"]').innerText()).toBe(written)
    await products.follow(product)
    await page.getByText('The shop has what it is to have.').waitFor()
    await page.getByText(`= ${written}`, { exact: true }).waitFor()
    await expectAccessible(page)
  }))

for (const [name, look] of Object.entries(looks)) {
  for (const path of ['/stock', '/products']) {
    test(`${path} can be used by everybody ${name}`, () =>
      withPage(async (page) => {
        await page.goto(path)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await page.waitForLoadState('networkidle')
        await expectAccessible(page)
      }, look))
  }
}
