export const languages = ['en', 'sl'] as const
export type Language = (typeof languages)[number]

/** English with days before months, as in Europe. */
export function localeOf(language: string): string {
  return language.startsWith('sl') ? 'sl-SI' : 'en-GB'
}
