import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/charts/styles.css'
import './theme.css'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import type { i18n as I18n } from 'i18next'
import type { ReactNode } from 'react'
import { I18nextProvider } from 'react-i18next'
import { type Backend, BackendProvider } from '@/lib/graphql/backend'
import { cssVariables, theme } from './theme'

// public/color-scheme.js reads the same key before the first paint.
const colorScheme = localStorageColorSchemeManager({ key: 'vasco.scheme' })

type Props = {
  backend: Backend
  i18n: I18n
  /** In tests nothing moves. */
  env?: 'test'
  children: ReactNode
}

/** Everything a page stands on. */
export function App({ backend, i18n, env, children }: Props) {
  return (
    <MantineProvider env={env} theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto" colorSchemeManager={colorScheme}>
      <I18nextProvider i18n={i18n}>
        <BackendProvider backend={backend}>
          <Notifications position="bottom-right" />
          {children}
        </BackendProvider>
      </I18nextProvider>
    </MantineProvider>
  )
}
