import { graphql } from '@/gql'
import type { BlacklistRowFragment } from '@/gql/graphql'

export type BlacklistRow = BlacklistRowFragment

export const blacklistRow = graphql(`
  fragment BlacklistRow on BlacklistEntry {
    id
    pattern
    note
    blockedCount
    lastBlockedAt
    lastOrder
    createdAt
  }
`)

export const blacklist = graphql(`
  query Blacklist($shopId: ID!) {
    blacklist(shopId: $shopId) {
      ...BlacklistRow
    }
  }
`)

export const addToBlacklist = graphql(`
  mutation AddToBlacklist($input: AddToBlacklistInput!) {
    addToBlacklist(input: $input) {
      entry {
        ...BlacklistRow
      }
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

export const removeFromBlacklist = graphql(`
  mutation RemoveFromBlacklist($input: RemoveFromBlacklistInput!) {
    removeFromBlacklist(input: $input) {
      deletedId
      releasedOrders
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

export const blacklistHappened = graphql(`
  subscription BlacklistHappened($shopId: ID!) {
    eventAdded(filter: { shopId: $shopId, kinds: ["order.blacklisted", "blacklist.changed"] }) {
      cursor
    }
  }
`)
