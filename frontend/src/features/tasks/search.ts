import type { TaskKind } from '@/gql/graphql'

/** What the address of the tasks page says. */
export type TasksSearch = {
  /** Open tasks when it is absent. */
  show?: 'closed'
  kind?: TaskKind
  after?: string
  before?: string
}

export const taskKinds: readonly TaskKind[] = ['REFUND', 'CANCELLED', 'LINES_CHANGED', 'ADDRESS_CHANGED', 'PAYMENT_CHANGED', 'PAID_AFTERWARDS']

export function readTasksSearch(raw: Record<string, unknown>): TasksSearch {
  const text = (name: string) => (typeof raw[name] === 'string' && raw[name] !== '' ? raw[name] : undefined)
  return {
    show: raw.show === 'closed' ? 'closed' : undefined,
    kind: taskKinds.find((known) => known === raw.kind),
    after: text('after'),
    before: text('before'),
  }
}
