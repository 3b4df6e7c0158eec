import { graphql } from '@/gql'
import type { OrderRowFragment } from '@/gql/graphql'

export const orderRow = graphql(`
  fragment OrderRow on Order {
    id
    number
    customer
    placedAt
    total {
      ...MoneyParts
    }
    paymentMethod
    paymentTitle
    state
    stateSince
    vascoNumber
    vascoYear
    changes {
      field
    }
    reason {
      code
      params {
        name
        value
      }
    }
    shop {
      id
      key
      name
    }
  }
`)

export type OrderRow = OrderRowFragment
