import { useEffect, useEffectEvent } from 'react'
import { type AnyVariables, stringifyVariables, type TypedDocumentNode, useClient } from 'urql'

/**
 * Listens to a subscription while the component stands. What comes goes into
 * the cache by itself; `onData` is for what has to be done besides.
 */
export function useLive<D, V extends AnyVariables>(
  subscription: TypedDocumentNode<D, V>,
  variables: V,
  onData?: (data: D) => void,
  pause = false,
) {
  const client = useClient()
  const heard = useEffectEvent((data: D) => onData?.(data))
  const asked = stringifyVariables(variables)
  useEffect(() => {
    if (pause) return
    const listening = client.subscription(subscription, JSON.parse(asked) as V).subscribe(({ data }) => {
      if (data) heard(data)
    })
    return () => listening.unsubscribe()
  }, [client, subscription, asked, pause])
}
