import type { ProductSettingsInput, StockSettingsInput } from '@/gql/graphql'
import type { ShopDetail } from './api/shops'

/** A number in a form; empty while somebody types another. */
type Typed = number | ''

export type StockForm = Omit<ShopDetail['settings']['stock'], 'supplierWords' | 'buffer' | 'guardPercent' | '__typename'> & {
  supplierWords: { word: string; pieces: Typed }[]
  buffer: Typed
  guardPercent: Typed
}

export type ProductsForm = Omit<ShopDetail['settings']['products'], 'categoryGroups' | 'taxClasses' | '__typename'> & {
  categoryGroups: { category: Typed; group: string }[]
  taxClasses: { taxClass: string; code: Typed }[]
}

export const stockForm = (stock: ShopDetail['settings']['stock']): StockForm => ({
  supplierField: stock.supplierField,
  supplierWords: stock.supplierWords.map(({ word, pieces }) => ({ word, pieces })),
  emptySupplierIsZero: stock.emptySupplierIsZero,
  warehouses: stock.warehouses,
  subtractPending: stock.subtractPending,
  subtractOrdered: stock.subtractOrdered,
  subtractReserved: stock.subtractReserved,
  buffer: stock.buffer,
  fractions: stock.fractions,
  supplierMetaKey: stock.supplierMetaKey,
  ownMetaKey: stock.ownMetaKey,
  guardPercent: stock.guardPercent,
})

export const productsForm = (products: ShopDetail['settings']['products']): ProductsForm => ({
  unit: products.unit,
  group: products.group,
  categoryGroups: products.categoryGroups.map(({ category, group }) => ({ category, group })),
  taxClasses: products.taxClasses.map(({ taxClass, code }) => ({ taxClass, code })),
  pricesWithTax: products.pricesWithTax,
  linkField: products.linkField,
  eanField: products.eanField,
  updateFields: products.updateFields,
  onWebhook: products.onWebhook,
})

export const stockOf = (form: StockForm): StockSettingsInput => ({
  ...form,
  supplierField: form.supplierField.trim().toUpperCase(),
  supplierWords: form.supplierWords.map(({ word, pieces }) => ({ word: word.trim(), pieces: Number(pieces) })),
  buffer: Number(form.buffer),
  supplierMetaKey: form.supplierMetaKey.trim(),
  ownMetaKey: form.ownMetaKey.trim(),
  guardPercent: Number(form.guardPercent),
})

export const productsOf = (form: ProductsForm): ProductSettingsInput => ({
  ...form,
  unit: form.unit.trim(),
  group: form.group.trim(),
  categoryGroups: form.categoryGroups.map(({ category, group }) => ({ category: Number(category), group: group.trim() })),
  taxClasses: form.taxClasses.map(({ taxClass, code }) => ({ taxClass: taxClass.trim(), code: Number(code) })),
  linkField: form.linkField.trim().toUpperCase(),
  eanField: form.eanField.trim().toUpperCase(),
})

/** The fields that differ. */
export function changedOf<T extends object>(before: T, after: T): Partial<T> {
  const same = (field: keyof T) => JSON.stringify(before[field]) === JSON.stringify(after[field])
  return Object.fromEntries(Object.entries(after).filter(([field]) => !same(field as keyof T))) as Partial<T>
}
