import { graphql } from '@/gql'
import type { ShopDetailFragment, ShopsQuery } from '@/gql/graphql'

export type ShopDetail = ShopDetailFragment
export type ShopRow = ShopsQuery['shops'][number]
export type ConnectionRow = ShopsQuery['vascoConnections'][number]

export const shops = graphql(`
  query Shops {
    shops {
      id
      key
      name
      url
      lastDeliveryAt
      unreachableSince
      webhooks {
        status
      }
      connection {
        id
        name
      }
    }
    vascoConnections {
      id
      name
      baseUrl
      taxNumber
      profile
      unreachableSince
      searchProvenAt
      shops {
        id
        key
        name
      }
    }
  }
`)

export const shopDetail = graphql(`
  fragment ShopDetail on Shop {
    id
    key
    name
    url
    homeUrl
    timezone
    auth
    webhookUrl
    lastDeliveryAt
    unreachableSince
    sending {
      orders
      stock
    }
    connection {
      id
      name
    }
    webhooks {
      shopWebhookId
      topic
      status
      deliveryUrl
    }
    statusRules {
      status
      name
      rule
      maySend
      waitingOrders
    }
    settings {
      syncFrom
      currency
      otherAddresses
      allowedCurrencies
      adoptMetaKey
      searchAlways
      eanMetaKeys
      useSku
      variationUsesParentEan
      vatMetaKeys
      retailPartnerCode
      retailWithoutVat
      otherName
      taxStatus
      notesTemplate
      lockerMetaKeys
      shopNumberTemplate
      documentDay
      firstOpenDay
      paymentTermDays
      requestsAtOnce
      shippingArticle
      shippingName
      shippingArticles {
        name
        article
      }
      sendFreeShipping
      feeArticle
      feeName
      feeArticles {
        name
        article
      }
      bundles
      giftCards
      giftCardArticle
      homeCountry
      vatCodes {
        rate
        code
      }
      vatRules {
        country
        kind
        rate
        code
      }
      toleranceCents
      roundingArticle
      roundingName
      writeOrderNote
      numberPrefix
      stock {
        supplierField
        supplierWords {
          word
          pieces
        }
        emptySupplierIsZero
        warehouses
        subtractPending
        subtractOrdered
        subtractReserved
        buffer
        fractions
        supplierMetaKey
        ownMetaKey
        guardPercent
      }
      products {
        unit
        group
        categoryGroups {
          category
          group
        }
        taxClasses {
          taxClass
          code
        }
        pricesWithTax
        linkField
        eanField
        updateFields
        onWebhook
      }
    }
  }
`)

export const shop = graphql(`
  query Shop($key: String!) {
    shop(key: $key) {
      ...ShopDetail
    }
    vascoConnections {
      id
      name
    }
  }
`)

export const connectionChoices = graphql(`
  query ConnectionChoices {
    vascoConnections {
      id
      name
    }
  }
`)

export const differences = graphql(`
  query Differences($shopId: ID!) {
    differences(shopId: $shopId) {
      month
      orders
      sum {
        ...MoneyParts
      }
    }
  }
`)

export const notesExample = graphql(`
  query NotesExample($shopId: ID!, $template: String!) {
    notesExample(shopId: $shopId, template: $template) {
      text
      lost
      limit
      placeholders
      unknown
    }
  }
`)

export const previewReport = graphql(`
  query PreviewReport($shopId: ID!) {
    previewReport(shopId: $shopId) {
      same
      differing
      notFound
      unclear
      differences {
        id
        number
        comparison {
          vascoNumber
          vascoYear
          differences {
            field
          }
        }
      }
    }
  }
`)
