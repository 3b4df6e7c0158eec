import type { Locator, Page } from 'playwright-core'

/** The shop's products. */
export class ProductsPage {
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async open() {
    await this.page.goto('/products')
    await this.page.getByRole('heading', { name: 'Products', level: 1 }).waitFor()
  }

  row(name: string): Locator {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('link', { name, exact: true }) })
  }

  async follow(name: string) {
    await this.page.getByRole('link', { name, exact: true }).click()
    await this.page.getByRole('heading', { name, level: 1 }).waitFor()
  }
}
