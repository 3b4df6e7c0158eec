import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { connect } from '@/lib/graphql/backend'
import { createI18n, preferredLanguage } from '@/lib/i18n/i18n'
import { App } from './App'
import { makeRouter } from './router'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

createRoot(root).render(
  <StrictMode>
    <App backend={connect(location.origin)} i18n={createI18n(preferredLanguage())}>
      <RouterProvider router={makeRouter()} />
    </App>
  </StrictMode>,
)
