import { createHmac, randomUUID } from 'node:crypto'
import { expect, inject } from 'vitest'

/** The pieces of a product as the demo shop itself has them. */
export async function piecesInShop(sku: string): Promise<number | null> {
  const answer = await fetch(signed(`${inject('shopUrl')}/wp-json/wc/v3/products`, { sku }))
  expect(answer.status).toBe(200)
  const found = (await answer.json()) as { stock_quantity: number | null }[]
  expect(found).toHaveLength(1)
  return found[0]?.stock_quantity ?? null
}

/** WooCommerce takes keys over plain HTTP only as the signature of OAuth 1.0. */
function signed(url: string, query: Record<string, string>): string {
  const all: Record<string, string> = {
    ...query,
    oauth_consumer_key: 'ck_demo',
    oauth_timestamp: String(Math.floor(Date.now() / 1000)),
    oauth_nonce: randomUUID(),
    oauth_signature_method: 'HMAC-SHA256',
  }
  const pairs = Object.entries(all)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort()
    .join('&')
  const signature = createHmac('sha256', 'cs_demo&').update(['GET', url, pairs].map(encodeURIComponent).join('&')).digest('base64')
  return `${url}?${pairs}&oauth_signature=${encodeURIComponent(signature)}`
}
