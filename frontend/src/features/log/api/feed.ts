import type { Client, CombinedError } from 'urql'
import type { EventFilter } from '@/gql/graphql'
import type { Socket } from '@/lib/graphql/socket'
import { type EventLine, eventsPage } from './events'
import { type Added, followEvents } from './follow'

export type FeedState = {
  /** Newest first. */
  lines: EventLine[]
  /** Lines that came while the reader holds the log. */
  waiting: number
  held: boolean
  loading: boolean
  hasOlder: boolean
  /** The log had to begin anew: what happened in between is not shown. */
  expired: boolean
  error?: CombinedError
}

const pageSize = 100
/** What a page keeps. Older lines can be read again. */
export const kept = 5000
const gatherFor = 80

/** The event log as a page shows it: the newest page, then what happens, held or not. */
export class Feed {
  private state: FeedState = { lines: [], waiting: 0, held: false, loading: true, hasOlder: false, expired: false }
  private waiting: EventLine[] = []
  private gathered: EventLine[] = []
  private timer?: ReturnType<typeof setTimeout>
  private newest?: string
  private oldest?: string
  private listeners = new Set<() => void>()
  private unfollow?: () => void
  private run = 0
  private readonly client: Client
  private readonly socket: Socket
  private readonly filter: EventFilter

  constructor(client: Client, socket: Socket, filter: EventFilter) {
    this.client = client
    this.socket = socket
    this.filter = filter
  }

  subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  snapshot = () => this.state

  start = async () => {
    const run = ++this.run
    this.unfollow?.()
    this.set({ loading: true, error: undefined })
    const { data, error } = await this.page(undefined)
    if (run !== this.run) return
    if (!data) {
      this.set({ loading: false, error })
      return
    }
    const { edges, pageInfo } = data.events
    this.newest = edges[0]?.cursor
    this.oldest = pageInfo.endCursor ?? undefined
    this.waiting = []
    this.gathered = []
    this.set({ lines: edges.map(({ node }) => node), waiting: 0, loading: false, hasOlder: pageInfo.hasNextPage })
    this.unfollow = followEvents(this.socket, this.filter, this.newest, { added: this.added, expired: this.expired })
  }

  stop = () => {
    this.run++
    this.unfollow?.()
    clearTimeout(this.timer)
  }

  /** Holds the lines where they are; what comes is counted. */
  hold = () => {
    if (!this.state.held) this.set({ held: true })
  }

  release = () => {
    const lines = [...this.waiting.reverse(), ...this.state.lines].slice(0, kept)
    this.waiting = []
    this.set({ held: false, waiting: 0, lines })
  }

  /** Nothing was ever seen to go on from: what happened while the socket was away has to be read. */
  reconnected = () => {
    if (this.newest === undefined) void this.start()
  }

  older = async () => {
    const run = this.run
    this.set({ loading: true, error: undefined })
    const { data, error } = await this.page(this.oldest)
    if (run !== this.run) return
    if (!data) {
      this.set({ loading: false, error })
      return
    }
    const { edges, pageInfo } = data.events
    this.oldest = pageInfo.endCursor ?? this.oldest
    this.set({ loading: false, hasOlder: pageInfo.hasNextPage, lines: [...this.state.lines, ...edges.map(({ node }) => node)] })
  }

  private page(after: string | undefined) {
    return this.client.query(eventsPage, { first: pageSize, after, filter: this.filter }, { requestPolicy: 'network-only' }).toPromise()
  }

  private added = ({ cursor, node }: Added) => {
    this.newest = cursor
    this.gathered.push(node)
    this.timer ??= setTimeout(this.flush, gatherFor)
  }

  private flush = () => {
    this.timer = undefined
    const fresh = this.gathered
    this.gathered = []
    if (this.state.held) {
      this.waiting = [...this.waiting, ...fresh].slice(-kept)
      this.set({ waiting: this.waiting.length })
      return
    }
    const lines = [...fresh.reverse(), ...this.state.lines]
    // What is cut off can be read again behind the last line that stays.
    this.set({ lines: lines.slice(0, kept) })
  }

  private expired = () => {
    this.set({ expired: true })
    void this.start()
  }

  private set(change: Partial<FeedState>) {
    this.state = { ...this.state, ...change }
    this.listeners.forEach((listener) => listener())
  }
}
