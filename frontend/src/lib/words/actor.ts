/** Who acted, where it is a person or a program of theirs; the service itself and the shop go without saying. */
export function namedActor(actor: string): string | null {
  return /^(?:person|token):(.+)$/s.exec(actor)?.[1] ?? null
}
