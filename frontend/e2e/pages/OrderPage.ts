import type { Locator, Page } from 'playwright-core'

/** The page of one order. */
export class OrderPage {
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async waitFor(number: string) {
    await this.page.getByRole('heading', { name: `#${number}`, level: 1 }).waitFor()
  }

  /** A fact about the order, by its words. */
  about(words: string): Locator {
    return this.page.getByRole('complementary', { name: 'About the order' }).getByText(words)
  }

  /** What of a kind the timeline shows: Delivery, Event or ApiCall. */
  entries(kind: 'Delivery' | 'Event' | 'ApiCall', words: string): Locator {
    return this.page.locator(`li[data-kind="${kind}"]`).filter({ hasText: words })
  }
}
