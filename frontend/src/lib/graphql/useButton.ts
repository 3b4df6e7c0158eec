import { useCallback } from 'react'
import type { AnyVariables, TypedDocumentNode } from 'urql'
import type { UserErrorPartsFragment } from '@/gql/graphql'
import { useTell } from '@/lib/useTell'
import { useWords } from '@/lib/words/useWords'
import { useAction } from './useAction'

type Payload = { userErrors: UserErrorPartsFragment[] }

/**
 * An action of a lone button: there are no fields to show a refusal at, so it is
 * told to the reader here. Null when it was refused or failed.
 */
export function useButton<D extends Record<string, Payload | string | undefined>, V extends AnyVariables>(mutation: TypedDocumentNode<D, V>) {
  const words = useWords()
  const tell = useTell()
  const [run, busy] = useAction(mutation)
  const press = useCallback(
    async (variables: V) => {
      const outcome = await run(variables)
      const refused = outcome?.refused[0]
      if (refused) tell.refused(words.userError(refused))
      return outcome && !refused ? outcome.payload : null
    },
    [run, tell, words],
  )
  return [press, busy] as const
}
