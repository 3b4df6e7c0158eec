import type { Locator, Page } from 'playwright-core'

type Item = { product: string; sku: string; stock: string }

/** The page of one run. */
export class RunPage {
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  /** Waits until the run stands in the state, without loading the page again. */
  async waitForState(state: string) {
    await this.page.getByRole('heading', { level: 1 }).waitFor()
    await this.page.getByRole('main').getByText(state, { exact: true }).first().waitFor()
  }

  async confirm() {
    await this.page.getByRole('button', { name: 'Go on' }).click()
  }

  /** What it counted, by its name. */
  async count(name: string): Promise<number> {
    const value = this.page
      .locator('dl > div')
      .filter({ has: this.page.getByText(name, { exact: true }) })
      .getByRole('definition')
    return Number.parseInt(await value.innerText(), 10)
  }

  items(): Locator {
    return this.page.getByRole('table', { name: 'What it did' }).locator('tbody').getByRole('row')
  }

  async onlyWith(outcome: string) {
    await this.page.getByRole('radiogroup', { name: 'Which products' }).getByText(outcome, { exact: true }).click()
  }

  /** The first product of the list, and from what to what its stock goes. */
  async firstItem(): Promise<Item> {
    const row = this.items().first()
    const name = row.getByRole('rowheader')
    return {
      product: await name.getByRole('link').innerText(),
      sku: await name.locator('.mono').innerText(),
      stock: await row.getByRole('cell').last().innerText(),
    }
  }
}
