import type { MoneyPartsFragment } from '@/gql/graphql'
import { useFormat } from '@/lib/format/useFormat'

export function Amount({ of }: { of: MoneyPartsFragment }) {
  const { money } = useFormat()
  return <span style={{ whiteSpace: 'nowrap' }}>{money(of)}</span>
}
