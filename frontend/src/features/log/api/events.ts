import { graphql } from '@/gql'
import type { EventLineFragment } from '@/gql/graphql'

export type EventLine = EventLineFragment

export const eventLine = graphql(`
  fragment EventLine on Event {
    id
    at
    kind
    level
    actor
    params {
      name
      value
    }
    shop {
      id
      key
      name
    }
    order {
      id
      number
    }
  }
`)

export const eventsPage = graphql(`
  query EventsPage($first: Int!, $after: Cursor, $filter: EventFilter) {
    events(first: $first, after: $after, filter: $filter) {
      edges {
        cursor
        node {
          ...EventLine
        }
      }
      pageInfo {
        ...PageParts
      }
    }
  }
`)

export const eventAdded = graphql(`
  subscription EventAdded($after: Cursor, $filter: EventFilter) {
    eventAdded(after: $after, filter: $filter) {
      cursor
      node {
        ...EventLine
      }
    }
  }
`)
