import { graphql } from '@/gql'

export const resolveTask = graphql(`
  mutation ResolveTask($input: ResolveTaskInput!) {
    resolveTask(input: $input) {
      task {
        ...TaskParts
      }
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)
