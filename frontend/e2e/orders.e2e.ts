import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, openBrowser, openPage, placeOrder } from './browser'
import { LogPage } from './pages/LogPage'
import { OrderPage } from './pages/OrderPage'
import { OrdersPage } from './pages/OrdersPage'

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

test('an order that is placed becomes synced before one’s eyes, and tells how', () =>
  withPage(async (page) => {
    const orders = new OrdersPage(page)
    await orders.open()
    const number = await placeOrder({ payment_method: 'bacs' })
    await orders.waitForState(number, 'SYNCED')
    expect(await orders.vascoNumber(number)).toMatch(/^NK-\d{5}/)

    await orders.follow(number)
    const order = new OrderPage(page)
    await order.waitFor(number)
    await order.entries('Delivery', 'order.created').first().waitFor()
    await order.entries('Event', 'Arrived').first().waitFor()
    await order.entries('ApiCall', 'Create the order').first().waitFor()
    await order.entries('Event', 'In VASCO as NK-').first().waitFor()
    // The number's way back into the shop is shown as it happens.
    await order.entries('Event', "The shop's order has the number").first().waitFor()
  }))

test('the live log shows what happens, and rests when it is told to', () =>
  withPage(async (page) => {
    const log = new LogPage(page)
    await log.open()
    const first = await placeOrder({ payment_method: 'cod' })
    await log.line(new RegExp(`#${first}\\b.*NK-\\d{5}`)).first().waitFor()
    await log.pause()
    const second = await placeOrder({ payment_method: 'cod' })
    await page.getByText(/^[1-9]\d* new lines?$/).first().waitFor()
    expect(await log.line(new RegExp(`#${second}\\b`)).count()).toBe(0)
    const orders = new OrdersPage(page)
    await orders.open()
    await orders.waitForState(second, 'SYNCED')
  }))

test('an order that waits says why, and goes on when its payment is mapped', () =>
  withPage(async (page) => {
    const number = await placeOrder({ payment_method: 'summit' })
    const orders = new OrdersPage(page)
    await orders.open()
    await orders.waitForState(number, 'BLOCKED')
    await page.goto('/payments')
    await page
      .getByRole('row')
      .filter({ hasText: 'Summit' })
      .getByRole('button', { name: /confirm/i })
      .click()
    await page.getByRole('row').filter({ hasText: 'Summit' }).getByText('Active').waitFor()
    await orders.open()
    await orders.waitForState(number, 'SYNCED')
  }))

/** As a script would, for the order whose page is open. */
async function choosePartner(page: Page, partnerCode: string) {
  const id = new URL(page.url()).pathname.split('/').at(-1)
  const query = 'mutation ($input: SyncOrderInput!) { syncOrder(input: $input) { userErrors { message } } }'
  const answer = await page.request.post('/graphql', { data: { query, variables: { input: { id, partnerCode } } } })
  expect(await answer.json()).toEqual({ data: { syncOrder: { userErrors: [] } } })
}

test('the choice of a partner can be taken back', () =>
  withPage(async (page) => {
    const number = await placeOrder({ items: [{ sku: 'SI-3001', quantity: 1 }] })
    const orders = new OrdersPage(page)
    await orders.open()
    await orders.waitForState(number, 'BLOCKED')
    await orders.follow(number)
    const order = new OrderPage(page)
    await order.waitFor(number)
    await choosePartner(page, '501')
    await order.about('501 (chosen by a person)').waitFor()
    await page.getByRole('button', { name: 'Take the choice back' }).click()
    await order.about('501').waitFor({ state: 'detached' })
  }))

test('a page is never wider or longer than what it shows', () =>
  withPage(
    async (page) => {
      for (const path of ['/', '/payments', '/articles', '/shops']) {
        await page.goto(path)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await page.waitForLoadState('networkidle')
        const beyond = await page.evaluate(() => {
          const { scrollWidth, scrollHeight } = document.documentElement
          const shown = document.querySelector('main')?.parentElement?.getBoundingClientRect().height ?? 0
          return { wide: scrollWidth - window.innerWidth, long: scrollHeight - Math.round(shown) }
        })
        expect({ path, ...beyond }).toEqual({ path, wide: 0, long: 0 })
      }
    },
    { phone: true },
  ))

const looks = { 'by day': { dark: false }, 'in the dark': { dark: true }, 'on a phone': { phone: true } }

for (const [name, look] of Object.entries(looks)) {
  for (const path of ['/', '/orders', '/log', '/tasks', '/payments', '/articles', '/blacklist', '/shops', '/shops/demo']) {
    test(`${path} can be used by everybody ${name}`, () =>
      withPage(async (page) => {
        await page.goto(path)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await page.waitForLoadState('networkidle')
        await expectAccessible(page)
      }, look))
  }

  test(`an order that waits for a person can be used by everybody ${name}`, () =>
    withPage(async (page) => {
      const number = await placeOrder({ items: [{ sku: 'SI-3001', quantity: 1 }] })
      const orders = new OrdersPage(page)
      await orders.open()
      await orders.waitForState(number, 'BLOCKED')
      await orders.follow(number)
      await new OrderPage(page).waitFor(number)
      await page.getByRole('button', { name: 'Send again' }).waitFor()
      await page.waitForLoadState('networkidle')
      await expectAccessible(page)
    }, look))
}
