/** Who acted, where it is a person or a program of theirs; the service itself and the shop go without saying. */
export function namedActor(actor: string): string | null {
  const [kind, name] = actor.split(/:(.*)/s)
  if (kind !== 'person' && kind !== 'token') return null
  return name ? name : null
}
