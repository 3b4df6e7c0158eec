import { graphql } from '@/gql'

export const previewProduct = graphql(`
  query PreviewProduct($id: ID!) {
    previewProduct(id: $id) {
      action
      reason {
        ...RunReasonParts
      }
      payload
      differences {
        field
        now
        wouldBe
        written
      }
    }
  }
`)

export const pushProduct = graphql(`
  mutation PushProduct($id: ID!) {
    pushProduct(id: $id) {
      run {
        id
        state
      }
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

export const pushProducts = graphql(`
  mutation PushProducts($input: PushProductsInput!) {
    pushProducts(input: $input) {
      run {
        id
        state
      }
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)
