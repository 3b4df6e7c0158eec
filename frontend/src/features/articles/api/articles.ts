import { graphql } from '@/gql'
import type { ArticleRowFragment } from '@/gql/graphql'

export type ArticleRow = ArticleRowFragment

export const articleRow = graphql(`
  fragment ArticleRow on ArticleMapping {
    id
    kind
    key
    code
    name
    waitingOrders
  }
`)

export const articleMappings = graphql(`
  query ArticleMappings($shopId: ID!, $first: Int, $after: Cursor, $last: Int, $before: Cursor, $search: String, $missing: Boolean) {
    articleMappings(shopId: $shopId, first: $first, after: $after, last: $last, before: $before, search: $search, missing: $missing) {
      nodes {
        ...ArticleRow
      }
      totalCount
      pageInfo {
        ...PageParts
      }
    }
  }
`)

export const articleMappingsCsv = graphql(`
  query ArticleMappingsCsv($shopId: ID!) {
    articleMappingsCsv(shopId: $shopId)
  }
`)

export const importArticleMappings = graphql(`
  mutation ImportArticleMappings($input: ImportArticleMappingsInput!) {
    importArticleMappings(input: $input) {
      imported
      releasedOrders
      oldOrders
      lineErrors {
        line
        field
        code
        message
      }
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

export const articlesHappened = graphql(`
  subscription ArticlesHappened($shopId: ID!) {
    eventAdded(filter: { shopId: $shopId, kinds: ["article.changed", "article.imported", "order.blocked"] }) {
      cursor
    }
  }
`)
