import { graphql } from '@/gql'
import type { PaymentRowFragment } from '@/gql/graphql'

export type PaymentRow = PaymentRowFragment

export const paymentRow = graphql(`
  fragment PaymentRow on PaymentMapping {
    id
    method
    title
    paymentId
    status
    sendStatuses
    termDays
    termFrom
    markUnpaid
    waitingOrders
    updatedAt
  }
`)

export const paymentMappings = graphql(`
  query PaymentMappings($shopId: ID!) {
    paymentMappings(shopId: $shopId) {
      ...PaymentRow
    }
  }
`)

/** The statuses a payment method can choose from: those the shop sends. */
export const sentStatuses = graphql(`
  query SentStatuses($shopKey: String!) {
    shop(key: $shopKey) {
      id
      statusRules {
        status
        name
        rule
      }
    }
  }
`)

export const setPaymentMapping = graphql(`
  mutation SetPaymentMapping($input: SetPaymentMappingInput!) {
    setPaymentMapping(input: $input) {
      paymentMapping {
        ...PaymentRow
      }
      releasedOrders
      oldOrders
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

export const deletePaymentMapping = graphql(`
  mutation DeletePaymentMapping($id: ID!) {
    deletePaymentMapping(id: $id) {
      deletedId
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

export const paymentsHappened = graphql(`
  subscription PaymentsHappened($shopId: ID!) {
    eventAdded(filter: { shopId: $shopId, kinds: ["payment.new", "payment.changed"] }) {
      cursor
    }
  }
`)
