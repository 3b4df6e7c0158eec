import { createRootRoute, retainSearchParams } from '@tanstack/react-router'
import { Shell } from '@/app/shell/Shell'

export type RootSearch = {
  /** Key of the shop that the pages are about; absent for all shops. */
  shop?: string
}

export const Route = createRootRoute({
  validateSearch: ({ shop }: Record<string, unknown>): RootSearch => ({ shop: typeof shop === 'string' ? shop : undefined }),
  search: { middlewares: [retainSearchParams(['shop'])] },
  component: Shell,
})
