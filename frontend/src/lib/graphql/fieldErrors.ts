import type { UserErrorPartsFragment } from '@/gql/graphql'

/**
 * Refusals by the form's field: `["input", "settings", "currency"]` is the field
 * `settings.currency`. What names no field of ours comes back in `rest`.
 */
export function fieldErrors(refused: UserErrorPartsFragment[], fields: readonly string[], words: (error: UserErrorPartsFragment) => string) {
  const errors: Record<string, string> = {}
  const rest: string[] = []
  for (const one of refused) {
    const path = (one.field ?? []).filter((part, place) => !(place === 0 && part === 'input')).join('.')
    const field = fields.find((known) => path === known || path.startsWith(`${known}.`))
    if (field && path === field) errors[field] ??= words(one)
    else if (field) errors[path] ??= words(one)
    else rest.push(words(one))
  }
  return { errors, rest }
}
