import { type Cache, cacheExchange, type UpdateResolver } from '@urql/exchange-graphcache'

/** Types that are nothing of their own: the cache keeps them with whatever holds them. */
export const embeddedTypes = [
  'Address', 'AdoptMetaKey', 'ApiCallConnection', 'ApiCallEdge', 'ArticleDifference', 'ArticleMappingConnection', 'ArticleMappingEdge', 'BuyerKey', 'CategoryGroup', 'Comparison', 'ComparisonDifference',
  'Dashboard', 'DashboardHour', 'DeliveryConnection', 'DeliveryEdge', 'EventConnection', 'EventEdge', 'Finding', 'FormerBlacklistEntry', 'FormerPayment', 'FormerSchedule', 'FormerSettings', 'FormerUnread', 'LineError', 'Money', 'MonthDifference', 'NamedArticle', 'NotesExample',
  'OrderChange', 'OrderConnection', 'OrderEdge', 'OrderLine', 'OrderPreview', 'PageInfo', 'Param', 'PreviewReport', 'ProductConnection', 'ProductEdge', 'ProductPreview', 'ProductPush', 'ProductSettings', 'ProductStock', 'Reason',
  'RunItemConnection', 'RunItemEdge', 'RunReason',
  'Sending', 'ShopSettings', 'StateCount', 'StatusRule', 'StockSchedule', 'StockSettings', 'SupplierWord', 'SyncRunConnection', 'SyncRunEdge',
  'TaskAmount', 'TaskConnection', 'TaskEdge', 'TaxClassCode', 'TimelineEntry',
  'UserError', 'VatCode', 'VatRule', 'Webhook',
]

/** What a mutation makes, takes away or releases: these lists are read anew. */
export const outdatedBy: Record<string, string[]> = {
  setPaymentMapping: ['paymentMappings', 'dashboard', 'orders'],
  deletePaymentMapping: ['paymentMappings'],
  setArticleMapping: ['articleMappings', 'dashboard', 'orders'],
  importArticleMappings: ['articleMappings', 'dashboard', 'orders'],
  bindPartner: ['partnerBindings', 'dashboard', 'orders'],
  unbindPartner: ['partnerBindings'],
  addToBlacklist: ['blacklist'],
  removeFromBlacklist: ['blacklist', 'dashboard', 'orders'],
  setBlacklist: ['blacklist'],
  syncOrder: ['dashboard'],
  syncOrders: ['dashboard', 'orders'],
  skipOrder: ['dashboard'],
  resolveOrder: ['dashboard'],
  linkOrder: ['dashboard'],
  resendOrder: ['dashboard'],
  unskipOrder: ['dashboard'],
  releaseProblem: ['dashboard', 'problems', 'orders'],
  resolveTask: ['dashboard', 'tasks'],
  takeOverFormerSettings: ['formerSettings', 'paymentMappings', 'blacklist', 'dashboard', 'orders'],
  createShop: ['shops', 'dashboard'],
  acceptAddress: ['dashboard', 'orders'],
  updateShop: ['vascoConnections', 'notesExample', 'dashboard', 'orders'],
  setSending: ['dashboard', 'orders', 'previewReport'],
  setStatusRule: ['dashboard', 'orders'],
  registerWebhooks: ['dashboard'],
  excludeFromStock: ['products'],
  pushArticle: ['products', 'syncRuns'],
  pushProduct: ['products', 'syncRuns'],
  pushProducts: ['products', 'syncRuns'],
  setRounding: ['dashboard', 'orders'],
  updateVascoConnection: ['vascoConnections', 'notesExample', 'shops', 'dashboard', 'orders'],
}

function outdate(cache: Cache, fields: string[]) {
  for (const { fieldName, fieldKey } of cache.inspectFields('Query')) {
    if (fields.includes(fieldName)) cache.invalidate('Query', fieldKey)
  }
}

const reading =
  (fields: string[]): UpdateResolver =>
  (_result, _args, cache) =>
    outdate(cache, fields)

export const normalizedCache = () =>
  cacheExchange({
    keys: Object.fromEntries(embeddedTypes.map((type) => [type, () => null])),
    updates: {
      Mutation: Object.fromEntries(Object.entries(outdatedBy).map(([mutation, fields]) => [mutation, reading(fields)])),
    },
  })
