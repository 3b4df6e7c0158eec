import { Outlet } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useSocketStatus } from '@/lib/graphql/useReconnect'
import { BottomBar } from './BottomBar'
import { Navigation } from './Navigation'
import classes from './Shell.module.css'

export function Shell() {
  const { t } = useTranslation()
  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>
        {t('nav.skip')}
      </a>
      <Navigation />
      <main id="content" tabIndex={-1} className={classes.content}>
        <SocketBanner />
        <Outlet />
      </main>
      <BottomBar />
    </div>
  )
}

function SocketBanner() {
  const { t } = useTranslation()
  const lost = useSocketStatus() === 'lost'
  return (
    <div role="status" aria-live="polite">
      {lost && <p className={classes.banner}>{t('socket.lost')}</p>}
    </div>
  )
}
