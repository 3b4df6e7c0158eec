import { stringifyDocument } from 'urql'
import type { EventFilter } from '@/gql/graphql'
import type { Socket } from '@/lib/graphql/socket'
import { codeOf } from '@/lib/graphql/failure'
import { type EventLine, eventAdded } from './events'

export type Added = { cursor: string; node: EventLine }

type Follower = {
  added: (event: Added) => void
  /** Retention has overtaken the cursor: what was between is gone from the log. */
  expired: () => void
}

const again = 1000

/**
 * Follows the event log behind a cursor. The socket asks anew by itself after
 * it was lost; the cursor it asks with is then the last one seen, so that
 * nothing is missed and nothing comes twice.
 */
export function followEvents(socket: Socket, filter: EventFilter, after: string | undefined, follower: Follower): () => void {
  let cursor = after
  let stop: (() => void) | undefined
  let stopped = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const end = () => {
    stopped = true
    clearTimeout(timer)
    stop?.()
  }
  const failed = (code: string) => {
    if (stopped) return
    if (code === 'CURSOR_EXPIRED') {
      end()
      follower.expired()
      return
    }
    // The server ended it, or could not begin: it is asked again in a moment.
    clearTimeout(timer)
    timer = setTimeout(begin, again)
  }
  const begin = () => {
    stop = socket.subscribe<{ eventAdded: Added }>(
      {
        query: stringifyDocument(eventAdded),
        variables: {
          filter,
          // Read each time the socket asks, see above.
          get after() {
            return cursor
          },
        },
      },
      {
        next: ({ data, errors }) => {
          if (stopped) return
          if (errors) failed(codeOf({ graphQLErrors: errors }))
          if (!data) return
          cursor = data.eventAdded.cursor
          follower.added(data.eventAdded)
        },
        error: (error) => failed(Array.isArray(error) ? codeOf({ graphQLErrors: error as [] }) : ''),
        complete: () => failed(''),
      },
    )
  }
  begin()
  return end
}
