import type { MoneyPartsFragment } from '@/gql/graphql'
import { localeOf } from '@/lib/format/locale'

/** Intl takes decimal text as it is, so no amount becomes a float on its way to the eye. */
type DecimalText = `${number}`

const decimalText = /^-?\d+(\.\d+)?$/

export function formatMoney({ amount, currency }: MoneyPartsFragment, language: string): string {
  if (!decimalText.test(amount)) return `${amount} ${currency}`
  try {
    return new Intl.NumberFormat(localeOf(language), { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(
      amount as DecimalText,
    )
  } catch {
    // A currency Intl does not know: shops may invent one.
    return `${formatDecimal(amount, language)} ${currency}`
  }
}

export function formatDecimal(text: string, language: string, decimals = 2): string {
  if (!decimalText.test(text)) return text
  const places = text.split('.')[1]?.length ?? 0
  return new Intl.NumberFormat(localeOf(language), {
    minimumFractionDigits: decimals,
    maximumFractionDigits: Math.max(decimals, places),
  }).format(text as DecimalText)
}

/** Quantities and rates: no zeros at the end. */
export function formatNumber(text: string | number, language: string): string {
  return formatDecimal(String(text), language, 0)
}

export function isZero(amount: string): boolean {
  return /^-?0+(\.0+)?$/.test(amount)
}
