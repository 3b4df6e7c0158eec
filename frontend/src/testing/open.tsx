import { createMemoryHistory, RouterProvider } from '@tanstack/react-router'
import { render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { App } from '@/app/App'
import { makeRouter } from '@/app/router'
import type { Language } from '@/lib/format/locale'
import { makeClient } from '@/lib/graphql/backend'
import { createI18n } from '@/lib/i18n/i18n'
import type { FakeVasco } from './vasco'

/** Opens a page of the whole application at an address. */
export function open(address: string, vasco: FakeVasco, language: Language = 'en') {
  const router = makeRouter(createMemoryHistory({ initialEntries: [address] }))
  const client = makeClient('http://vasco.test', vasco.socket, vasco.fetch)
  const { unmount } = render(
    <App backend={{ client, socket: vasco.socket }} i18n={createI18n(language)} env="test">
      <RouterProvider router={router} />
    </App>,
  )
  return { user: userEvent.setup({ delay: null }), address: () => router.state.location.href, unmount }
}
