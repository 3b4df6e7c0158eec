import { localeOf } from '@/lib/format/locale'

/** A country's name for its ISO code; the code itself when it has none. */
export function formatCountry(code: string, language: string): string {
  try {
    return new Intl.DisplayNames(localeOf(language), { type: 'region', fallback: 'code' }).of(code) ?? code
  } catch {
    return code
  }
}
