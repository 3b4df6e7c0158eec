import type { Locator, Page } from 'playwright-core'

/** The table of orders. */
export class OrdersPage {
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async open() {
    await this.page.goto('/orders')
    await this.page.getByRole('heading', { name: 'Orders', level: 1 }).waitFor()
  }

  row(number: string): Locator {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('link', { name: `#${number}`, exact: true }) })
  }

  /** Waits until the order stands in the state, without loading the page again. */
  async waitForState(number: string, state: string) {
    await this.row(number).locator(`[data-state="${state}"]`).first().waitFor()
  }

  async vascoNumber(number: string): Promise<string> {
    return this.row(number).locator('[data-column="vasco"]').innerText()
  }

  async follow(number: string) {
    await this.page.getByRole('link', { name: `#${number}`, exact: true }).click()
  }
}
