/** Hands values to everybody who listens; each listener is an async iterator, as GraphQL wants it. */
export class Subscribers<T> {
  private readonly listeners = new Set<(value: T) => void>()

  publish(value: T) {
    this.listeners.forEach((listen) => listen(value))
  }

  async *listen(first: T[] = []): AsyncGenerator<T, void, void> {
    const waiting = [...first]
    let wake: (() => void) | undefined
    const listen = (value: T) => {
      waiting.push(value)
      wake?.()
    }
    this.listeners.add(listen)
    try {
      for (;;) {
        const value = waiting.shift()
        if (value !== undefined) yield value
        else await new Promise<void>((resolve) => (wake = resolve))
      }
    } finally {
      this.listeners.delete(listen)
    }
  }
}
