import { existsSync } from 'node:fs'
import axe from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'
import { expect, inject } from 'vitest'

// As .ci/install looks for it; a snap and Chrome have names of their own.
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/snap/bin/chromium', '/usr/bin/google-chrome']

/** The system's Chromium; a test that cannot have it fails. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? places.find((place) => existsSync(place)) ?? places[0],
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** A page of the service; what goes wrong in it fails the test. */
export async function openPage(browser: Browser, options: { phone?: boolean; dark?: boolean } = {}): Promise<Page> {
  const page = await browser.newPage({
    baseURL: inject('pageUrl'),
    locale: 'en-GB',
    colorScheme: options.dark ? 'dark' : 'light',
    viewport: options.phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
  })
  page.setDefaultTimeout(20_000)
  page.on('pageerror', (cause) => {
    // Leaving a page ends what it was asking for.
    if (cause.name !== 'AbortError') throw cause
  })
  return page
}

/** Fails with what axe finds on the page against WCAG 2.2 AA. */
export async function expectAccessible(page: Page) {
  // Through the debugger: the page's own policy lets no other script in.
  await page.evaluate(axe.source)
  const found = await page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
  })
  expect(found).toEqual([])
}

/** Places an order in the demo shop and returns its number. */
export async function placeOrder(draft: object = {}): Promise<string> {
  const answer = await fetch(`${inject('shopUrl')}/demo/orders`, { method: 'POST', body: JSON.stringify(draft) })
  expect(answer.status).toBe(201)
  const order = (await answer.json()) as { number: string }
  return order.number
}
