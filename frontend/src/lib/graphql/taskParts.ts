import { graphql } from '@/gql'

export const taskParts = graphql(`
  fragment TaskParts on Task {
    id
    kind
    taskState: state
    openedAt
    closedAt
    closedBy
    note
    documentNumber
    changes {
      field
      before
      after
    }
    amounts {
      rate
      gross {
        ...MoneyParts
      }
    }
  }
`)
