import { useMemo } from 'react'
import { useQuery } from 'urql'
import { type Place, placeOf, type RunSearch } from '@/features/runs/search'
import { isBadId } from '@/lib/graphql/failure'
import { useCoalesced } from '@/lib/graphql/useCoalesced'
import { useLive } from '@/lib/graphql/useLive'
import { useReconnect } from '@/lib/graphql/useReconnect'
import { runDetail, runItems, runProgressed, runsPage } from './runs'

/** The shop's runs, live: rows change where they stand, new ones are read. */
export function useRuns(shopId: string, place: Place) {
  const variables = useMemo(() => ({ shopId, ...placeOf(place) }), [shopId, place])
  const [{ data, error, fetching }, read] = useQuery({ query: runsPage, variables })
  const again = () => read({ requestPolicy: 'network-only' })
  const soon = useCoalesced(again, 500)
  const known = data?.syncRuns.nodes
  useLive(runProgressed, { shopId }, ({ runProgressed: row }) => {
    if (!known?.some(({ id }) => id === row.id)) soon()
  })
  useReconnect(again)
  return { page: data?.syncRuns, error, loading: fetching, again }
}

/** One run as it goes. */
export function useRun(id: string) {
  const [{ data, error, fetching }, read] = useQuery({ query: runDetail, variables: { id } })
  const again = () => read({ requestPolicy: 'network-only' })
  const run = data?.syncRun
  useLive(runProgressed, { runId: id }, undefined, !run || Boolean(run.finishedAt))
  useReconnect(again)
  return { run, missing: run === null || isBadId(error), error: isBadId(error) ? undefined : error, loading: fetching, again }
}

/** What a run did product by product; read again while it does more. */
export function useRunItems(id: string, search: RunSearch) {
  const variables = useMemo(
    () => ({ id, filter: search.outcome ? { outcomes: [search.outcome] } : undefined, ...placeOf(search) }),
    [id, search],
  )
  const [{ data, error, fetching }, read] = useQuery({ query: runItems, variables })
  const again = () => read({ requestPolicy: 'network-only' })
  useReconnect(again)
  return { page: data?.syncRun?.items, error, loading: fetching, again }
}
