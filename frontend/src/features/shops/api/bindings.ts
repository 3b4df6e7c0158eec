import { graphql } from '@/gql'
import type { BindingRowFragment } from '@/gql/graphql'

export type BindingRow = BindingRowFragment

export const bindingRow = graphql(`
  fragment BindingRow on PartnerBinding {
    id
    kind
    key
    buyer
    partnerCode
    partnerName
  }
`)

export const partnerBindings = graphql(`
  query PartnerBindings($shopId: ID!) {
    partnerBindings(shopId: $shopId) {
      ...BindingRow
    }
  }
`)

export const bindPartner = graphql(`
  mutation BindPartner($input: BindPartnerInput!) {
    bindPartner(input: $input) {
      partnerBinding {
        ...BindingRow
      }
      releasedOrders
      oldOrders
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

export const unbindPartner = graphql(`
  mutation UnbindPartner($id: ID!) {
    unbindPartner(id: $id) {
      deletedId
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)
