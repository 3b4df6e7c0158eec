/** Rows as the server would answer them: complete, plain, and the same for every test. */

export type Row = { id: string } & Record<string, unknown>
export type Change = Record<string, unknown>

export const aShop = (change: Change = {}): Row => ({
  __typename: 'Shop',
  id: 'shop-1',
  key: 'demo',
  name: 'Demo trgovina',
  url: 'https://trgovina.example',
  homeUrl: 'https://trgovina.example',
  timezone: 'Europe/Ljubljana',
  auth: 'AUTO',
  webhookUrl: 'https://vasco.example/webhooks/woocommerce/demo',
  webhooks: [],
  sending: { orders: 'LIVE', stock: 'LIVE' },
  connection: null,
  lastDeliveryAt: null,
  unreachableSince: null,
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  statusRules: [
    { status: 'processing', name: 'Processing', rule: 'SEND', maySend: true, waitingOrders: 0 },
    { status: 'cancelled', name: '', rule: 'NEVER', maySend: false, waitingOrders: 0 },
    { status: 'priprava', name: 'V pripravi', rule: 'UNCLASSIFIED', maySend: true, waitingOrders: 3 },
  ],
  settings: {
    syncFrom: null,
    currency: 'EUR',
    otherAddresses: [],
    allowedCurrencies: [],
    eanMetaKeys: ['_alg_ean'],
    useSku: false,
    variationUsesParentEan: false,
    adoptMetaKey: '',
    searchAlways: false,
    vatMetaKeys: ['_billing_vat'],
    retailPartnerCode: '',
    retailWithoutVat: false,
    otherName: 'USE' as const,
    taxStatus: 'NOT_LIABLE' as const,
    notesTemplate: 'WC Order #{number}',
    lockerMetaKeys: ['_gls_pickup_info'],
    shopNumberTemplate: '{number}',
    documentDay: 'ORDER' as const,
    firstOpenDay: '',
    paymentTermDays: 15,
    requestsAtOnce: 2,
    shippingArticle: '00086',
    shippingName: 'Poštnina',
    feeArticle: '00087',
    feeName: 'Strošek',
    shippingArticles: [],
    sendFreeShipping: false,
    feeArticles: [],
    bundles: 'BOTH',
    giftCards: 'PAYMENT',
    giftCardArticle: '',
    homeCountry: 'SI',
    vatCodes: [{ rate: '22', code: 0 }],
    vatRules: [],
    toleranceCents: 2,
    roundingArticle: '',
    roundingName: 'Izravnava',
    writeOrderNote: true,
    numberPrefix: 'NK-',
    stock: {
      supplierField: 'PROSTO_C9',
      supplierWords: [{ word: 'da', pieces: 5 }],
      emptySupplierIsZero: true,
      warehouses: ['1'],
      subtractPending: true,
      subtractOrdered: false,
      subtractReserved: false,
      buffer: 0,
      fractions: false,
      supplierMetaKey: 'zaloga_pri_dobavitelju',
      ownMetaKey: 'nasa_zaloga',
      guardPercent: 30,
    },
    products: {
      unit: 'kos',
      group: '001',
      categoryGroups: [],
      taxClasses: [{ taxClass: '', code: 0 }],
      pricesWithTax: true,
      linkField: 'PROSTO_C5',
      eanField: 'PROSTO_C1',
      updateFields: ['PRICE'],
      onWebhook: false,
    },
  },
  stockSchedule: { every: 'HOUR', at: '', cron: '', nextRunAt: '2026-11-24T13:00:00Z', lastRun: null },
  ...change,
})

export const euros = (amount: string) => ({ amount, currency: 'EUR' })

export const params = (values: Record<string, string>) => Object.entries(values).map(([name, value]) => ({ name, value }))

export const aReason = (code: string, values: Record<string, string> = {}, refId: string | null = null) => ({
  code,
  params: params(values),
  refId,
  alsoWaiting: 0,
})

export const anOrder = (change: Change = {}): Row => ({
  __typename: 'Order',
  id: `order-${typeof change.number === 'string' ? change.number : '1284'}`,
  shop: aShop(),
  shopOrderId: '77',
  number: '1284',
  status: 'processing',
  customer: 'Ana Novak',
  email: 'ana@example.si',
  total: euros('147.50'),
  paymentMethod: 'bacs',
  paymentTitle: 'Predračun',
  placedAt: '2026-11-24T12:30:00Z',
  receivedAt: '2026-11-24T12:30:02Z',
  state: 'SYNCED',
  stateSince: '2026-11-24T12:30:03Z',
  reason: null,
  origin: 'SENT',
  vascoNumber: 'NK-00412',
  vascoRawNumber: '00412',
  vascoYear: '2026',
  partnerCode: '501',
  chosenPartnerCode: null,
  comparison: null,
  difference: euros('0.00'),
  attempts: 1,
  syncedAt: '2026-11-24T12:30:03Z',
  writtenBackAt: null,
  changes: [],
  tasks: [],
  readBackNote: '',
  payload: null,
  lines: [{ kind: 'GOODS', name: 'Lipov čaj', sku: 'SI-1002', quantity: '2', total: euros('120.90'), tax: euros('26.60') }],
  shippingTotal: euros('0.00'),
  taxTotal: euros('26.60'),
  buyerKeys: [{ kind: 'EMAIL' as const, key: 'ana@example.si' }],
  billing: { name: 'Ana Novak', company: '', street: 'Slovenska cesta 5', postcode: '1000', city: 'Ljubljana', country: 'SI', phone: '' },
  timeline: [],
  ...change,
})

export const aBlockedOrder = (code: string, values: Record<string, string> = {}, change: Change = {}): Row =>
  anOrder({ state: 'BLOCKED', reason: aReason(code, values), vascoNumber: null, vascoYear: null, origin: null, syncedAt: null, ...change })

export const anEvent = (id: string, kind: string, values: Record<string, string> = {}, change: Change = {}): Row => ({
  __typename: 'Event',
  id,
  at: '2026-11-24T12:30:03Z',
  kind,
  level: 'INFO',
  shop: aShop(),
  order: null,
  actor: 'system',
  params: params(values),
  ...change,
})

export const aPayment = (change: Change = {}): Row => ({
  __typename: 'PaymentMapping',
  id: 'payment-1',
  shop: aShop(),
  method: 'summit',
  title: 'Summit Leasing',
  paymentId: '10',
  status: 'NEW',
  sendStatuses: [],
  termDays: null,
  termFrom: 'DOCUMENT_DATE',
  markUnpaid: false,
  waitingOrders: 2,
  updatedAt: '2026-11-24T12:00:00Z',
  ...change,
})

export const anArticle = (change: Change = {}): Row => ({
  __typename: 'ArticleMapping',
  id: 'article-1',
  shop: aShop(),
  kind: 'PRODUCT',
  key: '42',
  code: '',
  name: 'Darilni zavoj',
  waitingOrders: 2,
  updatedAt: '2026-11-24T12:00:00Z',
  ...change,
})

export const aBinding = (change: Change = {}): Row => ({
  __typename: 'PartnerBinding',
  id: 'binding-1',
  shop: aShop(),
  kind: 'EMAIL',
  key: 'ana@example.si',
  buyer: null,
  partnerCode: '501',
  partnerName: 'NOVAK ANA',
  updatedAt: '2026-11-24T12:00:00Z',
  ...change,
})

export const aBlacklistEntry = (change: Change = {}): Row => ({
  __typename: 'BlacklistEntry',
  id: 'entry-1',
  shop: aShop(),
  pattern: '*@spam.example',
  note: '',
  blockedCount: 3,
  lastBlockedAt: '2026-11-24T12:00:00Z',
  lastOrder: '1280',
  createdAt: '2026-11-01T12:00:00Z',
  ...change,
})

export const aConnection = (change: Change = {}): Row => ({
  __typename: 'VascoConnection',
  id: 'connection-1',
  name: 'Podjetje d.o.o.',
  baseUrl: 'http://vasco.example:8101',
  username: 'api',
  taxNumber: '12345678',
  profile: 'kiwwwi',
  profileOverrides: null,
  concurrency: 4,
  settleSeconds: 120,
  openingHours: '',
  stockRead: 'ALL',
  stockReadOverride: null,
  stockZeros: 'UNKNOWN',
  searchProvenAt: null,
  unreachableSince: null,
  shops: [],
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  ...change,
})

export const aTask = (change: Change = {}): Row => ({
  __typename: 'Task',
  id: 'task-1',
  shop: aShop(),
  order: anOrder(),
  kind: 'REFUND',
  state: 'OPEN',
  changes: [{ field: 'refunded', before: '', after: '-24.90 EUR Poškodovano' }],
  amounts: [{ rate: '22', net: euros('-20.41'), tax: euros('-4.49'), gross: euros('-24.90') }],
  refundId: '105',
  openedAt: '2026-11-24T13:00:00Z',
  closedAt: null,
  closedBy: '',
  note: '',
  documentNumber: '',
  ...change,
})

export const aDashboard = (change: Change = {}) => ({
  ordersToday: 12,
  syncedToday: 10,
  valueSyncedToday: [euros('1234.50')],
  states: [{ state: 'SYNCED', count: 10 }],
  medianSecondsToSync: 0.8,
  oldestUnsyncedAt: null,
  openTasks: 0,
  hours: [],
  problems: [],
  ...change,
})

/** Pages a list by the ids of its rows, forward only as far as tests need it. */
export function connectionOf(rows: Row[], { first = 200, after }: { first?: unknown; after?: unknown }) {
  const start = after ? rows.findIndex(({ id }) => `after-${id}` === after) + 1 : 0
  const page = rows.slice(start, start + Number(first))
  const edges = page.map((node) => ({ cursor: `after-${node.id}`, node }))
  return {
    nodes: page,
    edges,
    totalCount: rows.length,
    pageInfo: {
      hasNextPage: start + page.length < rows.length,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}
