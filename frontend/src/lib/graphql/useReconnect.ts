import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'
import { useSocket } from '@/lib/graphql/backend'
import type { SocketStatus } from '@/lib/graphql/socket'

export function useSocketStatus(): SocketStatus {
  const socket = useSocket()
  return useSyncExternalStore(socket.onStatus, socket.status)
}

/** Calls back once the socket is there again: what changed meanwhile was missed. */
export function useReconnect(onReconnect: () => void) {
  const socket = useSocket()
  const missed = useEffectEvent(onReconnect)
  useEffect(() => {
    let seen = socket.reconnects()
    return socket.onStatus(() => {
      if (socket.reconnects() === seen) return
      seen = socket.reconnects()
      missed()
    })
  }, [socket])
}
