import { graphql } from '@/gql'
import type { ConnectionDetailFragment } from '@/gql/graphql'

export type ConnectionDetail = ConnectionDetailFragment

export const connectionDetail = graphql(`
  fragment ConnectionDetail on VascoConnection {
    id
    name
    baseUrl
    username
    taxNumber
    profile
    profileOverrides
    concurrency
    settleSeconds
    openingHours
    stockRead
    stockReadOverride
    stockZeros
    searchProvenAt
    unreachableSince
    shops {
      id
      key
      name
    }
  }
`)

export const connection = graphql(`
  query Connection($id: ID!) {
    node(id: $id) {
      __typename
      ... on VascoConnection {
        ...ConnectionDetail
      }
    }
  }
`)

export const updateConnection = graphql(`
  mutation UpdateConnection($input: UpdateVascoConnectionInput!) {
    updateVascoConnection(input: $input) {
      connection {
        ...ConnectionDetail
      }
      releasedOrders
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

export const testConnection = graphql(`
  mutation TestConnection($id: ID!) {
    testVascoConnection(id: $id) {
      connection {
        ...ConnectionDetail
      }
      ok
      findings {
        ...FindingParts
      }
      proposedProfile
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)
