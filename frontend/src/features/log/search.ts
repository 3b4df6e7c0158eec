import type { EventFilter, EventLevel } from '@/gql/graphql'
import { type EventKind, eventKinds } from '@/lib/words/kinds'

/** What the address of the log says. */
export type LogSearch = {
  /** Levels and kinds, with commas between. */
  level?: string
  kind?: string
}

export const levels: readonly EventLevel[] = ['INFO', 'SUCCESS', 'WARNING', 'ERROR']

export function readLogSearch(raw: Record<string, unknown>): LogSearch {
  const list = <T extends string>(known: readonly T[], value: unknown) => chosen(known, typeof value === 'string' ? value : undefined).join(',') || undefined
  return { level: list(levels, raw.level), kind: list(eventKinds, raw.kind) }
}

export const levelsOf = ({ level }: LogSearch): EventLevel[] => chosen(levels, level)
export const kindsOf = ({ kind }: LogSearch): EventKind[] => chosen(eventKinds, kind)

function chosen<T extends string>(known: readonly T[], text: string | undefined): T[] {
  const wanted = text?.split(',') ?? []
  return known.filter((one) => wanted.includes(one))
}

export function filterOf(search: LogSearch, shopId: string | undefined): EventFilter {
  const kinds = kindsOf(search)
  const wanted = levelsOf(search)
  return { shopId, kinds: kinds.length > 0 ? kinds : undefined, levels: wanted.length > 0 ? wanted : undefined }
}
