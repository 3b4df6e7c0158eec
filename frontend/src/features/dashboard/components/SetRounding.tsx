import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { graphql } from '@/gql'
import { useButton } from '@/lib/graphql/useButton'
import { useReleased } from '@/lib/useReleased'
import { useWords } from '@/lib/words/useWords'

const setRounding = graphql(`
  mutation SetRounding($input: SetRoundingInput!) {
    setRounding(input: $input) {
      connection {
        id
        profileOverrides
      }
      releasedOrders
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

type Props = { connectionId: string; rounding: string }

/** Sets the rounding that VASCO's totals tell of. */
export function SetRounding({ connectionId, rounding }: Props) {
  const { t } = useTranslation('dashboard')
  const words = useWords()
  const released = useReleased()
  const [press, busy] = useButton(setRounding)
  const set = async () => {
    const payload = await press({ input: { vascoConnectionId: connectionId, rounding } })
    if (payload) released(payload.releasedOrders)
  }
  return (
    <Button size="xs" loading={busy} onClick={() => void set()}>
      {t('problems.setRounding', { rounding: words.term('rounding', rounding) })}
    </Button>
  )
}
