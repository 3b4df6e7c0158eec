import type { Locator, Page } from 'playwright-core'

/** The live log. */
export class LogPage {
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async open() {
    await this.page.goto('/log')
    await this.page.getByRole('log').waitFor()
  }

  line(words: RegExp): Locator {
    return this.page.getByRole('log').getByRole('listitem').filter({ hasText: words })
  }

  async pause() {
    await this.page.getByRole('button', { name: 'Pause' }).click()
  }
}
