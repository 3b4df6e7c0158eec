import { useState } from 'react'
import type { AnyVariables, TypedDocumentNode } from 'urql'
import type { UserErrorPartsFragment } from '@/gql/graphql'
import { useAction } from '@/lib/graphql/useAction'
import { useTell } from '@/lib/useTell'
import { useWords } from '@/lib/words/useWords'

type Payload = { userErrors: UserErrorPartsFragment[] }

/** A person's decision about an order, made in a dialog that stays open when it is refused. */
export function useDecision<D extends Record<string, Payload | string | undefined>, V extends AnyVariables>(
  mutation: TypedDocumentNode<D, V>,
  done: string,
  onDone: () => void,
) {
  const words = useWords()
  const tell = useTell()
  const [run, busy] = useAction(mutation)
  const [refused, setRefused] = useState<UserErrorPartsFragment[]>([])

  const decide = async (variables: V) => {
    const outcome = await run(variables)
    if (!outcome) return
    setRefused(outcome.refused)
    if (outcome.refused.length > 0) return
    tell.done(done)
    onDone()
  }
  /** The refusal of one field, `["input", "number"]` for example, by the field's name. */
  const errorOf = (field: string) => {
    const at = refused.find((one) => one.field?.at(-1) === field)
    return at && words.userError(at)
  }
  return { decide, busy, errorOf, error: refused[0] && words.userError(refused[0]) }
}
