import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { MoneyPartsFragment } from '@/gql/graphql'
import { formatCountry } from '@/lib/format/country'
import { formatDecimal, formatMoney, formatNumber } from '@/lib/format/money'
import { formatAgo, formatMoment, formatSeconds, type MomentStyle } from '@/lib/format/moment'

/** Numbers, amounts and times in the reader's language. */
export function useFormat() {
  const { i18n } = useTranslation()
  const language = i18n.language
  return useMemo(
    () => ({
      money: (money: MoneyPartsFragment) => formatMoney(money, language),
      decimal: (text: string, decimals?: number) => formatDecimal(text, language, decimals),
      number: (value: string | number) => formatNumber(value, language),
      moment: (at: string | Date, style?: MomentStyle) => formatMoment(at, language, style),
      ago: (at: string | Date) => formatAgo(at, language),
      country: (code: string) => formatCountry(code, language),
      seconds: (seconds: number) => formatSeconds(seconds, language),
    }),
    [language],
  )
}
