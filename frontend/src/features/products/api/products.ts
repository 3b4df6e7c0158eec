import { graphql } from '@/gql'
import type { ProductDetailQuery, ProductRowFragment } from '@/gql/graphql'

export type ProductRow = ProductRowFragment
export type ProductDetail = NonNullable<ProductDetailQuery['product']>

export const productRow = graphql(`
  fragment ProductRow on Product {
    id
    name
    sku
    code
    ean
    shopStock
    goneAt
    stock {
      result
      state
      reason {
        ...RunReasonParts
      }
    }
    push {
      state
      reason {
        ...RunReasonParts
      }
    }
  }
`)

export const productsPage = graphql(`
  query ProductsPage($first: Int, $after: Cursor, $last: Int, $before: Cursor, $filter: ProductFilter) {
    products(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
      nodes {
        ...ProductRow
      }
      totalCount
      pageInfo {
        ...PageParts
      }
    }
  }
`)

export const productDetail = graphql(`
  query ProductDetail($id: ID!) {
    product(id: $id) {
      ...ProductRow
      type
      regularPrice
      permalink
      managesStock
      shop {
        id
        name
      }
      parent {
        id
        name
      }
      stock {
        supplier
        supplierText
        supplierCounted
        own
        ordered
        reserved
        pending
        buffer
        supplierReadAt
        ownReadAt
        written
        writtenAt
        excluded
      }
      push {
        pushedAt
      }
      duplicates {
        id
        name
        sku
      }
      changes {
        id
        outcome
        before
        after
        at
        reason {
          ...RunReasonParts
        }
        run {
          id
          kind
          dryRun
        }
      }
    }
  }
`)

export const excludeFromStock = graphql(`
  mutation ExcludeFromStock($productIds: [ID!]!, $excluded: Boolean!) {
    excludeFromStock(productIds: $productIds, excluded: $excluded) {
      products {
        id
        stock {
          state
          excluded
          reason {
            ...RunReasonParts
          }
        }
      }
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

export const productRuns = graphql(`
  subscription ProductRuns($shopId: ID) {
    runProgressed(shopId: $shopId) {
      id
      state
      updated
    }
  }
`)
