import { type ExecutionResult, GraphQLError, type GraphQLSchema, parse, subscribe } from 'graphql'
import type { Sink, SubscribePayload } from 'graphql-ws'
import type { Socket, SocketStatus } from '@/lib/graphql/socket'

type Asked = { payload: SubscribePayload; sink: Sink<never>; run: number }

/** A socket without a network: it can be lost and come back, and then asks again as the real one does. */
export class FakeSocket implements Socket {
  private state: SocketStatus = 'connected'
  private times = 0
  private readonly listeners = new Set<() => void>()
  private readonly asked = new Set<Asked>()
  private readonly schema: GraphQLSchema
  private readonly root: object

  constructor(schema: GraphQLSchema, root: object) {
    this.schema = schema
    this.root = root
  }

  status = () => this.state
  reconnects = () => this.times
  dispose = () => undefined
  onStatus = (listener: () => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  subscribe: Socket['subscribe'] = (payload, sink) => {
    const asked: Asked = { payload, sink: sink, run: 0 }
    this.asked.add(asked)
    if (this.state === 'connected') void this.run(asked)
    return () => this.asked.delete(asked)
  }

  lose() {
    this.become('lost')
    this.asked.forEach((asked) => asked.run++)
  }

  comeBack() {
    this.times++
    this.become('connected')
    this.asked.forEach((asked) => void this.run(asked))
  }

  private become(state: SocketStatus) {
    this.state = state
    this.listeners.forEach((listener) => listener())
  }

  private async run(asked: Asked) {
    const run = ++asked.run
    // As over the wire: what the payload says at this moment.
    const { query, variables } = JSON.parse(JSON.stringify(asked.payload)) as { query: string; variables?: Record<string, unknown> }
    const results = await subscribe({ schema: this.schema, document: parse(query), variableValues: variables, rootValue: this.root })
    if (!(Symbol.asyncIterator in results)) {
      asked.sink.next(results as never)
      asked.sink.complete()
      return
    }
    try {
      for await (const result of results as AsyncIterable<ExecutionResult>) {
        if (!this.asked.has(asked) || asked.run !== run) return
        asked.sink.next(JSON.parse(JSON.stringify(result)) as never)
      }
    } catch (error) {
      // As the server does: the error is the last answer.
      if (!(error instanceof GraphQLError)) throw error
      asked.sink.next({ errors: [error.toJSON()] } as never)
      asked.sink.complete()
    }
  }
}
