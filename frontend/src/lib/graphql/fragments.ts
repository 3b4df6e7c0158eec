import { graphql } from '@/gql'

/** Small types that many pages show; their TypeScript types come from here. */
export const moneyParts = graphql(`
  fragment MoneyParts on Money {
    amount
    currency
  }
`)

export const reasonParts = graphql(`
  fragment ReasonParts on Reason {
    code
    params {
      name
      value
    }
    refId
    alsoWaiting
  }
`)

export const userErrorParts = graphql(`
  fragment UserErrorParts on UserError {
    field
    code
    message
  }
`)

export const pageParts = graphql(`
  fragment PageParts on PageInfo {
    hasNextPage
    hasPreviousPage
    startCursor
    endCursor
  }
`)

export const findingParts = graphql(`
  fragment FindingParts on Finding {
    code
    level
    params {
      name
      value
    }
  }
`)

export const runReasonParts = graphql(`
  fragment RunReasonParts on RunReason {
    code
    params {
      name
      value
    }
  }
`)
