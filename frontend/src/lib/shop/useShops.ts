import { useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useQuery } from 'urql'
import { graphql } from '@/gql'
import type { ShopChoicesQuery } from '@/gql/graphql'

const shopChoices = graphql(`
  query ShopChoices {
    shops {
      id
      key
      name
      timezone
    }
  }
`)

export type ShopChoice = ShopChoicesQuery['shops'][number]

export function useShops() {
  const [{ data, error, fetching }] = useQuery({ query: shopChoices, requestPolicy: 'cache-first' })
  return { shops: data?.shops, error, fetching }
}

/**
 * The shop the address names (`?shop=demo`), or all of them. `ready` is false
 * while its id is not known yet: a list without it would show other shops' rows.
 */
export function useChosenShop() {
  const search: { shop?: string } = useSearch({ strict: false })
  const { shops } = useShops()
  return useMemo(() => {
    const shop = shops?.find(({ key }) => key === search.shop)
    return { key: search.shop, shop, ready: search.shop === undefined || shops !== undefined, shops }
  }, [shops, search.shop])
}
