import { graphql } from '@/gql'
import type { OrderDetailFragment } from '@/gql/graphql'

export type OrderDetail = OrderDetailFragment
export type Entry = OrderDetail['timeline'][number]
export type Event = Extract<Entry['item'], { __typename: 'Event' }>
export type ApiCall = Extract<Entry['item'], { __typename: 'ApiCall' }>
export type Delivery = Extract<Entry['item'], { __typename: 'Delivery' }>

export const orderHead = graphql(`
  fragment OrderHead on Order {
    id
    shopOrderId
    number
    status
    customer
    email
    placedAt
    receivedAt
    paymentMethod
    paymentTitle
    state
    stateSince
    reason {
      ...ReasonParts
    }
    origin
    vascoNumber
    vascoYear
    partnerCode
    chosenPartnerCode
    attempts
    syncedAt
    writtenBackAt
    readBackNote
    total {
      ...MoneyParts
    }
    difference {
      ...MoneyParts
    }
    comparison {
      result
      vascoNumber
      vascoYear
      detail
      differences {
        field
        article
        ours
        theirs
      }
    }
    changes {
      field
      before
      after
    }
    shop {
      id
      key
      name
      url
      settings {
        numberPrefix
      }
    }
  }
`)

export const orderDetail = graphql(`
  fragment OrderDetail on Order {
    ...OrderHead
    tasks {
      ...TaskParts
    }
    payload
    lines {
      kind
      name
      sku
      quantity
      total {
        ...MoneyParts
      }
      tax {
        ...MoneyParts
      }
    }
    shippingTotal {
      ...MoneyParts
    }
    taxTotal {
      ...MoneyParts
    }
    buyerKeys {
      kind
      key
    }
    billing {
      name
      company
      street
      postcode
      city
      country
      phone
    }
    timeline {
      at
      item {
        __typename
        ... on Event {
          id
          kind
          level
          actor
          params {
            name
            value
          }
        }
        ... on ApiCall {
          id
          system
          operation
          method
          path
          httpStatus: status
          durationMs
          request
          response
          error
        }
        ... on Delivery {
          id
          topic
          deliveryKind: kind
          deliveryState: state
          note
          count
          body
        }
      }
    }
  }
`)

export const order = graphql(`
  query Order($id: ID!) {
    order(id: $id) {
      ...OrderDetail
    }
  }
`)

export const orderChanged = graphql(`
  subscription OrderChanged($id: ID!) {
    orderChanged(orderId: $id) {
      ...OrderHead
    }
  }
`)

export const orderHappened = graphql(`
  subscription OrderHappened($id: ID!) {
    eventAdded(filter: { orderId: $id }) {
      cursor
    }
  }
`)
