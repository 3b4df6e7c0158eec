import { buildSchema, graphql, GraphQLError } from 'graphql'
import { aDashboard, aShop, connectionOf } from './data'
import { repositoryFile } from './repository'
import { FakeSocket } from './socket'
import { Subscribers } from './subscribers'

type Row = { id: string } & Record<string, unknown>
type Args = Record<string, unknown> & { filter?: Record<string, unknown>; first?: unknown; after?: unknown }
type Edge = { cursor: string; node: Row }

const schema = buildSchema(repositoryFile('schema.graphqls'))

/**
 * A server in memory behind the real schema: a query that does not fit it fails
 * as it would on the server. Rows are changed by tests; `calls` tells what was asked.
 */
export class FakeVasco {
  shops: Row[] = [aShop()]
  vascoConnections: Row[] = []
  orders: Row[] = []
  events: Row[] = []
  paymentMappings: Row[] = []
  articleMappings: Row[] = []
  partnerBindings: Row[] = []
  blacklist: Row[] = []
  tasks: Row[] = []
  products: Row[] = []
  /** Runs; what one did lies in its `rows`. */
  runs: Row[] = []
  dashboard: object = aDashboard()
  preview: object | null = null
  productPreview: object | null = null
  notesExample: (template: string) => object = (template) => ({ text: template, lost: '', limit: null, placeholders: [], unknown: [] })
  differences: object[] = []
  formerSettings: object | null = null
  previewReport: object = { same: 0, differing: 0, notFound: 0, unclear: 0, differences: [] }
  /** What mutations answer, by their name. */
  answers: Record<string, (input: never) => object> = {}
  /** Fields of a query that fail with a code, by their name. */
  refuses: Partial<Record<'order' | 'node', { code: string; field: string[] }>> = {}
  /** A code makes the next subscriptions to the log end with it. */
  logEndsWith: string | null = null
  /** Makes every call fail as if the server were away. */
  away = false
  readonly calls: { operation: string; variables: Record<string, unknown> }[] = []

  private readonly changed = new Subscribers<Row>()
  private readonly progressed = new Subscribers<Row>()
  private readonly added = new Subscribers<Edge>()
  readonly socket = new FakeSocket(schema, this.root())

  /** `fetch` of the page. */
  fetch: typeof fetch = async (_url, init) => {
    if (this.away) throw new TypeError('Failed to fetch')
    const { query, variables, operationName } = JSON.parse(typeof init?.body === 'string' ? init.body : '') as {
      query: string
      variables: Record<string, unknown>
      operationName?: string
    }
    this.calls.push({ operation: operationName ?? '', variables })
    const result = await graphql({ schema, source: query, variableValues: variables, rootValue: this.root() })
    return new Response(JSON.stringify(result), { headers: { 'content-type': 'application/json' } })
  }

  called(operation: string) {
    return this.calls.filter((call) => call.operation === operation).map(({ variables }) => variables)
  }

  /** An order comes or changes, and whoever listens hears of it. */
  put(order: Row) {
    this.orders = [order, ...this.orders.filter(({ id }) => id !== order.id)]
    this.changed.publish(order)
  }

  /** A run starts or goes on. */
  progress(run: Row) {
    this.runs = [run, ...this.runs.filter(({ id }) => id !== run.id)]
    this.progressed.publish(run)
  }

  /** Something happens. */
  happen(event: Row) {
    this.events = [event, ...this.events]
    this.added.publish(edgeOf(event))
  }

  private root() {
    const answer = (name: string) => (args: Args) => {
      const reply = this.answers[name]
      if (!reply) throw new GraphQLError(`${name} was not expected`)
      return reply((args.input ?? args) as never)
    }
    const refused = (name: 'order' | 'node') => this.refuses[name] && new GraphQLError('refused', { extensions: this.refuses[name] })
    return {
      shops: () => this.shops,
      shop: ({ id, key }: Args) => this.shops.find((row) => (id ? row.id === id : row.key === key)) ?? null,
      vascoConnections: () => this.vascoConnections,
      node: ({ id }: Args) => refused('node') ?? this.vascoConnections.find((row) => row.id === id) ?? null,
      orders: (args: Args) => connectionOf(this.orders.filter((row) => fits(row, args.filter)), args),
      order: ({ id }: Args) => refused('order') ?? this.orders.find((row) => row.id === id) ?? null,
      paymentMappings: () => this.paymentMappings,
      articleMappings: (args: Args) => connectionOf(this.articleMappings.filter((row) => !args.missing || row.code === ''), args),
      notesExample: ({ template }: { template: string }) => this.notesExample(template),
      differences: () => this.differences,
      formerSettings: () => this.formerSettings,
      partnerBindings: () => this.partnerBindings,
      previewReport: () => this.previewReport,
      articleMappingsCsv: () => 'kind;key;code;name\n',
      blacklist: () => this.blacklist,
      tasks: (args: Args) => connectionOf(this.tasks.filter((row) => (row.state === 'OPEN') === args.filter?.open), args),
      products: (args: Args) => connectionOf(this.products.filter((row) => suits(row, args.filter)), args),
      previewProduct: () => this.productPreview,
      product: ({ id }: Args) => this.products.find((row) => row.id === id) ?? null,
      syncRuns: (args: Args) => connectionOf(this.runs, args),
      syncRun: ({ id }: Args) => this.runOf(id),
      events: (args: Args) => connectionOf(this.events, args),
      dashboard: () => this.dashboard,
      previewOrder: () => this.preview,
      ...Object.fromEntries(Object.keys(schema.getMutationType()?.getFields() ?? {}).map((name) => [name, answer(name)])),
      orderChanged: async function* (this: { changed: Subscribers<Row> }) {
        for await (const order of this.changed.listen()) yield { orderChanged: order }
      }.bind({ changed: this.changed }),
      eventAdded: (args: Args) => this.follow(args),
      runProgressed: (args: Args) => this.followRuns(args),
    }
  }

  private runOf(id: unknown) {
    const run = this.runs.find((row) => row.id === id)
    if (!run) return null
    const items = (args: Args) => {
      const outcomes = args.filter?.outcomes as string[] | undefined
      return connectionOf((run.rows as Row[]).filter(({ outcome }) => !outcomes || outcomes.includes(String(outcome))), args)
    }
    return { ...run, items }
  }

  private async *followRuns({ runId }: Args) {
    for await (const run of this.progressed.listen()) {
      if (!runId || runId === run.id) yield { runProgressed: run }
    }
  }

  private async *follow({ after }: Args) {
    if (this.logEndsWith) {
      const code = this.logEndsWith
      this.logEndsWith = null
      throw new GraphQLError('ended', { extensions: { code } })
    }
    const place = this.events.findIndex((event) => edgeOf(event).cursor === after)
    const missed = place < 0 ? [] : this.events.slice(0, place).reverse().map(edgeOf)
    for await (const edge of this.added.listen(missed)) yield { eventAdded: edge }
  }
}

const edgeOf = (event: Row): Edge => ({ cursor: `after-${event.id}`, node: event })

function fits(row: Row, filter: Record<string, unknown> | undefined): boolean {
  const states = filter?.states as string[] | undefined
  const search = filter?.search as string | undefined
  return (!states || states.includes(String(row.state))) && (!search || String(row.number).includes(search))
}

function suits(row: Row, filter: Record<string, unknown> = {}): boolean {
  const { search, stockStates, missingEan, gone } = filter as { search?: string; stockStates?: string[]; missingEan?: boolean; gone?: boolean }
  const { state } = row.stock as { state: string }
  return (
    (!search || String(row.name).includes(search)) &&
    (!stockStates || stockStates.includes(state)) &&
    (!missingEan || row.code === '') &&
    (gone === undefined || gone === (row.goneAt !== null))
  )
}
