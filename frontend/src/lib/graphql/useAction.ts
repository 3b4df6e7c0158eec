import { useCallback } from 'react'
import { type AnyVariables, type TypedDocumentNode, useMutation } from 'urql'
import type { UserErrorPartsFragment } from '@/gql/graphql'
import { useTell } from '@/lib/useTell'

type Payload = { userErrors: UserErrorPartsFragment[] }

export type Outcome<P> = { payload: P; refused: UserErrorPartsFragment[] }

/**
 * A mutation of this API: one root field whose payload carries userErrors. What
 * fails unexpectedly is told to the reader here; userErrors go to the caller,
 * who knows their fields.
 */
export function useAction<D extends Record<string, Payload | string | undefined>, V extends AnyVariables>(
  mutation: TypedDocumentNode<D, V>,
): [run: (variables: V) => Promise<Outcome<Extract<D[keyof D], Payload>> | null>, busy: boolean] {
  const [{ fetching }, execute] = useMutation(mutation)
  const tell = useTell()
  const run = useCallback(
    async (variables: V) => {
      const { data, error } = await execute(variables)
      if (error) {
        tell.failure(error)
        return null
      }
      const payload = Object.values(data ?? {}).find((value): value is Extract<D[keyof D], Payload> => isPayload(value))
      return payload ? { payload, refused: payload.userErrors } : null
    },
    [execute, tell],
  )
  return [run, fetching]
}

function isPayload(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'userErrors' in value
}
