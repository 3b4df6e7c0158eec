import { useState } from 'react'
import { graphql } from '@/gql'
import type { SetArticleMappingInput } from '@/gql/graphql'
import { useAction } from '@/lib/graphql/useAction'
import { useReleased } from '@/lib/useReleased'
import { useWords } from '@/lib/words/useWords'

const setArticleMapping = graphql(`
  mutation SetArticleMapping($input: SetArticleMappingInput!) {
    setArticleMapping(input: $input) {
      articleMapping {
        id
        code
        name
        waitingOrders
      }
      releasedOrders
      oldOrders
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

/** Says what a product is called in VASCO and tells which orders that releases. */
export function useSetArticle() {
  const words = useWords()
  const released = useReleased()
  const [run, busy] = useAction(setArticleMapping)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const save = async (input: SetArticleMappingInput): Promise<boolean> => {
    const outcome = await run({ input })
    if (!outcome) return false
    setErrors(Object.fromEntries(outcome.refused.map((one) => [one.field?.at(-1) ?? '', words.userError(one)])))
    if (outcome.refused.length > 0) return false
    released(outcome.payload.releasedOrders, outcome.payload.oldOrders)
    return true
  }
  return { save, busy, errors }
}
