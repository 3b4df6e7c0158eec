import { useTranslation } from 'react-i18next'
import { useSocketStatus } from '@/lib/graphql/useReconnect'
import classes from './SocketLight.module.css'

/** Says whether what is shown is live. Nothing is said while no page listens. */
export function SocketLight() {
  const { t } = useTranslation()
  const status = useSocketStatus()
  if (status === 'idle') return null
  return (
    <span className={classes.light} data-status={status}>
      {t(status === 'connected' ? 'socket.connected' : 'socket.connecting')}
    </span>
  )
}
