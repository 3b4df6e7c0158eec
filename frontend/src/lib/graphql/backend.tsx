import { createContext, type ReactNode, useContext } from 'react'
import { Client, fetchExchange, Provider, subscriptionExchange } from 'urql'
import { normalizedCache } from '@/lib/graphql/cache'
import { openSocket, type Socket } from '@/lib/graphql/socket'

/** The two ways to the server: calls, and the socket that changes come over. */
export type Backend = { client: Client; socket: Socket }

export function connect(origin: string): Backend {
  const socket = openSocket(`${origin.replace(/^http/, 'ws')}/graphql`)
  return { client: makeClient(origin, socket), socket }
}

export function makeClient(origin: string, socket: Socket, call: typeof fetch = fetch): Client {
  return new Client({
    url: `${origin}/graphql`,
    fetch: call,
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    exchanges: [
      normalizedCache(),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query, variables }) => ({
          subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query: query ?? '', variables }, sink) }),
        }),
      }),
    ],
  })
}

const SocketContext = createContext<Socket | null>(null)

export function BackendProvider({ backend, children }: { backend: Backend; children: ReactNode }) {
  return (
    <SocketContext value={backend.socket}>
      <Provider value={backend.client}>{children}</Provider>
    </SocketContext>
  )
}

export function useSocket(): Socket {
  const socket = useContext(SocketContext)
  if (!socket) throw new Error('useSocket needs a BackendProvider around it')
  return socket
}
