import type { Locator, Page } from 'playwright-core'

/** Stock into the shop: its schedule and its runs. */
export class StockPage {
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async open() {
    await this.page.goto('/stock')
    await this.page.getByRole('heading', { name: 'Stock', level: 1 }).waitFor()
  }

  async syncNow() {
    await this.page.getByRole('button', { name: 'Sync now' }).click()
  }

  /** The row of the newest run that stands in the state. */
  run(state: string): Locator {
    return this.page.getByRole('table', { name: 'Runs' }).getByRole('row').filter({ hasText: state }).first()
  }

  async follow(state: string) {
    await this.run(state).getByRole('link').click()
  }
}
