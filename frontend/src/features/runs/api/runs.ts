import { graphql } from '@/gql'
import type { RunItemsQuery, RunRowFragment, StockPlanQuery } from '@/gql/graphql'

export type RunRow = RunRowFragment
export type RunItem = NonNullable<RunItemsQuery['syncRun']>['items']['nodes'][number]
export type Schedule = NonNullable<StockPlanQuery['shop']>['stockSchedule']

export const runRow = graphql(`
  fragment RunRow on SyncRun {
    id
    kind
    state
    dryRun
    liveFollows
    confirmed
    cancelling
    actor
    phase
    total
    seen
    updated
    unchanged
    skipped
    failed
    zeroed
    reason {
      ...RunReasonParts
    }
    createdAt
    startedAt
    finishedAt
  }
`)

export const stockPlan = graphql(`
  query StockPlan($id: ID!) {
    shop(id: $id) {
      id
      timezone
      stockSchedule {
        every
        at
        cron
        nextRunAt
      }
    }
  }
`)

export const runsPage = graphql(`
  query RunsPage($shopId: ID!, $first: Int, $after: Cursor, $last: Int, $before: Cursor) {
    syncRuns(shopId: $shopId, first: $first, after: $after, last: $last, before: $before) {
      nodes {
        ...RunRow
      }
      pageInfo {
        ...PageParts
      }
    }
  }
`)

export const runDetail = graphql(`
  query RunDetail($id: ID!) {
    syncRun(id: $id) {
      ...RunRow
      shop {
        id
        name
      }
    }
  }
`)

export const runItems = graphql(`
  query RunItems($id: ID!, $filter: RunItemFilter, $first: Int, $after: Cursor, $last: Int, $before: Cursor) {
    syncRun(id: $id) {
      id
      items(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
        nodes {
          id
          outcome
          before
          after
          reason {
            ...RunReasonParts
          }
          product {
            id
            name
            sku
          }
        }
        pageInfo {
          ...PageParts
        }
      }
    }
  }
`)

export const runProgressed = graphql(`
  subscription RunProgressed($shopId: ID, $runId: ID) {
    runProgressed(shopId: $shopId, runId: $runId) {
      ...RunRow
    }
  }
`)

export const cancelRun = graphql(`
  mutation CancelRun($id: ID!) {
    cancelRun(id: $id) {
      run {
        ...RunRow
      }
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

export const confirmRun = graphql(`
  mutation ConfirmRun($id: ID!) {
    confirmRun(id: $id) {
      run {
        ...RunRow
      }
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

export const startStockSync = graphql(`
  mutation StartStockSync($shopId: ID!, $dryRun: Boolean!) {
    startStockSync(shopId: $shopId, dryRun: $dryRun) {
      run {
        ...RunRow
      }
      folded
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

export const importProducts = graphql(`
  mutation ImportProducts($shopId: ID!) {
    importProducts(shopId: $shopId) {
      run {
        ...RunRow
      }
      folded
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

export const setStockSchedule = graphql(`
  mutation SetStockSchedule($input: SetStockScheduleInput!) {
    setStockSchedule(input: $input) {
      shop {
        id
        stockSchedule {
          every
          at
          cron
          nextRunAt
        }
      }
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)
