import { graphql } from '@/gql'

export const createShop = graphql(`
  mutation CreateShop($input: CreateShopInput!) {
    createShop(input: $input) {
      shop {
        ...ShopDetail
      }
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

export const updateShop = graphql(`
  mutation UpdateShop($input: UpdateShopInput!) {
    updateShop(input: $input) {
      shop {
        ...ShopDetail
      }
      releasedOrders
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

export const setStatusRule = graphql(`
  mutation SetStatusRule($input: SetStatusRuleInput!) {
    setStatusRule(input: $input) {
      shop {
        ...ShopDetail
      }
      releasedOrders
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

export const testShop = graphql(`
  mutation TestShop($id: ID!) {
    testShop(id: $id) {
      shop {
        ...ShopDetail
      }
      ok
      findings {
        ...FindingParts
      }
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

export const registerWebhooks = graphql(`
  mutation RegisterWebhooks($shopId: ID!) {
    registerWebhooks(shopId: $shopId) {
      shop {
        ...ShopDetail
      }
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

export const setSending = graphql(`
  mutation SetSending($input: SetSendingInput!) {
    setSending(input: $input) {
      shop {
        ...ShopDetail
      }
      releasedOrders
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

export const proposeAdoptMetaKey = graphql(`
  mutation ProposeAdoptMetaKey($shopId: ID!) {
    proposeAdoptMetaKey(shopId: $shopId) {
      proposals {
        key
        orders
        asked
        confirmed
        example
      }
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)
