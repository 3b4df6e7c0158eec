import { createRouter, type RouterHistory } from '@tanstack/react-router'
import { Crash } from './Crash'
import { NotFound } from './NotFound'
import { routeTree } from './routeTree.gen'

/** Search parameters are plain text, so that an address reads as it is meant: `?state=BLOCKED,FAILED`. */
function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text))
}

function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    if (typeof value === 'string' && value !== '') params.set(name, value)
  }
  const text = params.toString().replaceAll('%2C', ',').replaceAll('%40', '@')
  return text ? `?${text}` : ''
}

export function makeRouter(history?: RouterHistory) {
  return createRouter({
    routeTree,
    history,
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultNotFoundComponent: NotFound,
    defaultErrorComponent: Crash,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
