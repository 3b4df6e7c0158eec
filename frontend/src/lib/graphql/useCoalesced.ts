import { useCallback, useEffect, useEffectEvent, useRef } from 'react'

/**
 * Many calls in a row become one every `pause` milliseconds, the first at once:
 * a hundred orders that change in a second are one question to the server.
 */
export function useCoalesced(call: () => void, pause = 1000): () => void {
  const latest = useEffectEvent(call)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const again = useRef(false)
  const run = useRef<() => void>(undefined)

  useEffect(() => {
    run.current = () => {
      latest()
      again.current = false
      timer.current = setTimeout(() => {
        timer.current = undefined
        if (again.current) run.current?.()
      }, pause)
    }
    return () => {
      clearTimeout(timer.current)
      timer.current = undefined
    }
  }, [pause])

  return useCallback(() => {
    if (timer.current) again.current = true
    else run.current?.()
  }, [])
}
