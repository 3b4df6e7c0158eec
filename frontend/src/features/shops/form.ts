import type { CreateShopInput, ShopAuth, ShopSettingsInput, UpdateShopInput, VatKind } from '@/gql/graphql'
import type { ShopDetail } from './api/shops'
import { changedOf, type ProductsForm, productsForm, productsOf, type StockForm, stockForm, stockOf } from './productForm'

/** The shop's form. Keys are never read back: left empty they stay as they are. */
export type ShopForm = {
  name: string
  url: string
  homeUrl: string
  timezone: string
  auth: ShopAuth
  consumerKey: string
  consumerSecret: string
  webhookSecret: string
  vascoConnectionId: string | null
  settings: SettingsForm
}

export type SettingsForm = Omit<ShopDetail['settings'], 'syncFrom' | 'vatRules' | 'stock' | 'products' | '__typename'> & {
  stock: StockForm
  products: ProductsForm
  /** Without a code such orders are left to a person. */
  vatRules: { country: string; kind: VatKind; rate: string; code: number | '' }[]
  /** As `<input type="datetime-local">` has it, in the browser's time; empty is unset. */
  syncFrom: string
}

export const settingsFields = [
  'syncFrom',
  'otherAddresses',
  'currency',
  'allowedCurrencies',
  'adoptMetaKey',
  'searchAlways',
  'eanMetaKeys',
  'useSku',
  'variationUsesParentEan',
  'vatMetaKeys',
  'retailPartnerCode',
  'retailWithoutVat',
  'otherName',
  'taxStatus',
  'notesTemplate',
  'lockerMetaKeys',
  'shopNumberTemplate',
  'documentDay',
  'firstOpenDay',
  'paymentTermDays',
  'requestsAtOnce',
  'shippingArticle',
  'shippingName',
  'feeArticle',
  'feeName',
  'shippingArticles',
  'sendFreeShipping',
  'feeArticles',
  'bundles',
  'giftCards',
  'giftCardArticle',
  'homeCountry',
  'vatCodes',
  'vatRules',
  'toleranceCents',
  'roundingArticle',
  'roundingName',
  'writeOrderNote',
  'numberPrefix',
  'stock',
  'products',
] as const

export const shopFields = [
  'key',
  'name',
  'url',
  'homeUrl',
  'timezone',
  'auth',
  'consumerKey',
  'consumerSecret',
  'webhookSecret',
  'vascoConnectionId',
  ...settingsFields.map((field) => `settings.${field}`),
]

export function shopForm(shop: ShopDetail): ShopForm {
  const { settings } = shop
  return {
    name: shop.name,
    url: shop.url,
    homeUrl: shop.homeUrl,
    timezone: shop.timezone,
    auth: shop.auth,
    consumerKey: '',
    consumerSecret: '',
    webhookSecret: '',
    vascoConnectionId: shop.connection?.id ?? null,
    settings: {
      ...settings,
      shippingArticles: settings.shippingArticles.map(({ name, article }) => ({ name, article })),
      feeArticles: settings.feeArticles.map(({ name, article }) => ({ name, article })),
      vatCodes: settings.vatCodes.map(({ rate, code }) => ({ rate, code })),
      vatRules: settings.vatRules.map(({ country, kind, rate, code }) => ({ country, kind, rate, code: code ?? '' })),
      stock: stockForm(settings.stock),
      products: productsForm(settings.products),
      syncFrom: settings.syncFrom ? localMinute(settings.syncFrom) : '',
    },
  }
}

/** Only what differs from the shop as it was read: two people do not undo each other's changes. */
export function updateOf(shop: ShopDetail, form: ShopForm): UpdateShopInput {
  const before = shopForm(shop)
  const input: UpdateShopInput = { id: shop.id }
  for (const field of ['name', 'url', 'homeUrl', 'timezone', 'consumerKey', 'consumerSecret', 'webhookSecret'] as const) {
    const value = form[field].trim()
    if (value !== before[field]) input[field] = value
  }
  if (form.auth !== before.auth) input.auth = form.auth
  if (form.vascoConnectionId !== before.vascoConnectionId) input.vascoConnectionId = form.vascoConnectionId
  const settings = changedSettings(before.settings, form.settings)
  if (settings) input.settings = settings
  return input
}

function changedSettings(before: SettingsForm, after: SettingsForm): ShopSettingsInput | null {
  const changed = settingsFields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
  if (changed.length === 0) return null
  const all: ShopSettingsInput = {
    ...after,
    syncFrom: after.syncFrom ? new Date(after.syncFrom).toISOString() : undefined,
    homeCountry: after.homeCountry.trim().toUpperCase(),
    // An emptied field is no number; the server says what it may be.
    paymentTermDays: Number(after.paymentTermDays),
    requestsAtOnce: Number(after.requestsAtOnce),
    vatCodes: after.vatCodes.map(({ rate, code }) => ({ rate: inPerCent(rate), code: Number(code) })),
    vatRules: after.vatRules.map(({ country, kind, rate, code }) => ({
      country: country.trim().toUpperCase(),
      kind,
      rate: inPerCent(rate),
      code: code === '' ? null : Number(code),
    })),
    stock: changedOf(stockOf(before.stock), stockOf(after.stock)),
    products: changedOf(productsOf(before.products), productsOf(after.products)),
  }
  return Object.fromEntries(changed.map((field) => [field, all[field]]))
}

const inPerCent = (rate: string) => rate.replace(',', '.').trim()

export type NewShopForm = Pick<CreateShopInput, 'key' | 'name' | 'url' | 'consumerKey' | 'consumerSecret'> & {
  vascoConnectionId: string | null
}

export function createOf(form: NewShopForm): CreateShopInput {
  return {
    key: form.key.trim(),
    name: form.name.trim(),
    url: form.url.trim(),
    consumerKey: form.consumerKey.trim(),
    consumerSecret: form.consumerSecret.trim(),
    vascoConnectionId: form.vascoConnectionId ?? undefined,
  }
}

function localMinute(iso: string): string {
  const at = new Date(iso)
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}
