import { type Client, createClient } from 'graphql-ws'

export type SocketStatus = 'idle' | 'connecting' | 'connected' | 'lost'

/** The WebSocket that subscriptions run over, with what a reader should know about it. */
export type Socket = {
  subscribe: Client['subscribe']
  dispose: () => void | Promise<void>
  status: () => SocketStatus
  /** Counts the times the socket was there again after it was lost. */
  reconnects: () => number
  onStatus: (listener: () => void) => () => void
}

const pingEvery = 10_000
const pongWithin = 5_000
const slowestRetry = 10_000

export function openSocket(url: string): Socket {
  let status: SocketStatus = 'idle'
  let reconnects = 0
  let pongDue: ReturnType<typeof setTimeout> | undefined
  const listeners = new Set<() => void>()
  const become = (next: SocketStatus) => {
    if (next === status) return
    status = next
    listeners.forEach((listener) => listener())
  }

  const client = createClient({
    url,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: (retries) =>
      new Promise((resolve) => setTimeout(resolve, Math.min(500 * 2 ** retries, slowestRetry) * (0.75 + Math.random() / 2))),
    keepAlive: pingEvery,
    on: {
      connecting: () => become(status === 'lost' ? 'lost' : 'connecting'),
      connected: () => {
        if (status === 'lost') reconnects++
        become('connected')
      },
      closed: (event) => become(closedCleanly(event) ? 'idle' : 'lost'),
      // A network that went away without a word is noticed by the missing pong.
      ping: (received) => {
        if (!received) pongDue = setTimeout(() => client.terminate(), pongWithin)
      },
      pong: (received) => {
        if (received) clearTimeout(pongDue)
      },
    },
  })

  return {
    subscribe: (payload, sink) => client.subscribe(payload, sink),
    dispose: () => client.dispose(),
    status: () => status,
    reconnects: () => reconnects,
    onStatus: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const normalClosure = 1000

function closedCleanly(event: unknown): boolean {
  return typeof event === 'object' && event !== null && 'code' in event && event.code === normalClosure
}
