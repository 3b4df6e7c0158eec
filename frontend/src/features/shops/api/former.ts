import { graphql } from '@/gql'
import type { FormerSettingsQuery } from '@/gql/graphql'

export type Former = FormerSettingsQuery['formerSettings']

export const formerSettings = graphql(`
  query FormerSettings($shopId: ID!) {
    formerSettings(shopId: $shopId) {
      state
      detail
      revision
      complete
      leftOut
      payments {
        method
        title
        paymentId
        status
        action
        standing
        now {
          id
          title
          paymentId
          status
        }
      }
      blacklist {
        pattern
        note
        action
      }
      schedule {
        every
        at
        cron
        action
        standing
        now {
          every
          at
          cron
        }
      }
      unread {
        name
        reason
        value
      }
    }
  }
`)

export const takeOverFormerSettings = graphql(`
  mutation TakeOverFormerSettings($input: TakeOverFormerSettingsInput!) {
    takeOverFormerSettings(input: $input) {
      shop {
        id
        stockSchedule {
          every
          at
          cron
          nextRunAt
        }
      }
      releasedOrders
      oldOrders
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)
