import { graphql } from '@/gql'
import type { OrderStatesQuery } from '@/gql/graphql'

export type StateCounts = OrderStatesQuery['dashboard']['states']

export const ordersPage = graphql(`
  query OrdersPage($first: Int, $after: Cursor, $last: Int, $before: Cursor, $filter: OrderFilter) {
    orders(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
      nodes {
        ...OrderRow
      }
      pageInfo {
        ...PageParts
      }
    }
  }
`)

export const orderStates = graphql(`
  query OrderStates($shopId: ID) {
    dashboard(shopId: $shopId) {
      states {
        state
        count
      }
    }
  }
`)

export const ordersChanged = graphql(`
  subscription OrdersChanged($shopId: ID) {
    orderChanged(shopId: $shopId) {
      ...OrderRow
    }
  }
`)

export const syncOrders = graphql(`
  mutation SyncOrders($input: SyncOrdersInput!) {
    syncOrders(input: $input) {
      queued
      unchanged
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)
