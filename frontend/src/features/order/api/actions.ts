import { graphql } from '@/gql'

export const syncOrder = graphql(`
  mutation SyncOrder($input: SyncOrderInput!) {
    syncOrder(input: $input) {
      order {
        ...OrderHead
      }
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

export const skipOrder = graphql(`
  mutation SkipOrder($input: SkipOrderInput!) {
    skipOrder(input: $input) {
      order {
        ...OrderHead
      }
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

export const resolveOrder = graphql(`
  mutation ResolveOrder($input: ResolveOrderInput!) {
    resolveOrder(input: $input) {
      order {
        ...OrderHead
      }
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

export const unskipOrder = graphql(`
  mutation UnskipOrder($input: UnskipOrderInput!) {
    unskipOrder(input: $input) {
      order {
        ...OrderHead
      }
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

export const linkOrder = graphql(`
  mutation LinkOrder($input: LinkOrderInput!) {
    linkOrder(input: $input) {
      order {
        ...OrderHead
      }
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

export const pushArticle = graphql(`
  mutation PushArticle($orderId: ID!) {
    pushArticle(orderId: $orderId) {
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

export const resendOrder = graphql(`
  mutation ResendOrder($input: ResendOrderInput!) {
    resendOrder(input: $input) {
      order {
        ...OrderHead
      }
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

export const replayDelivery = graphql(`
  mutation ReplayDelivery($id: ID!) {
    replayDelivery(id: $id) {
      delivery {
        id
        deliveryState: state
        note
      }
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

export const previewOrder = graphql(`
  query PreviewOrder($id: ID!) {
    previewOrder(id: $id) {
      sendable
      reason {
        ...ReasonParts
      }
      payload
      shopTotal {
        ...MoneyParts
      }
      documentTotal {
        ...MoneyParts
      }
      difference {
        ...MoneyParts
      }
      decimals
      partnerCode
      newPartner
      warnings
    }
  }
`)

export const bindBuyer = graphql(`
  mutation BindBuyer($input: BindPartnerInput!) {
    bindPartner(input: $input) {
      releasedOrders
      oldOrders
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)
