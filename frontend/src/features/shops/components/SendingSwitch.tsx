import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel } from '@/components/Panel'
import { setSending } from '@/features/shops/api/actions'
import type { ShopDetail } from '@/features/shops/api/shops'
import type { SendingMode } from '@/gql/graphql'
import { useAction } from '@/lib/graphql/useAction'
import { useReleased } from '@/lib/useReleased'
import { useTell } from '@/lib/useTell'
import { useWords } from '@/lib/words/useWords'
import { Consent } from './Consent'
import { PreviewReport } from './PreviewReport'
import classes from './ShopPage.module.css'

const modes: SendingMode[] = ['HOLD', 'PREVIEW', 'LIVE']

/** Whether the shop's orders are written into VASCO. */
export function SendingSwitch({ shop }: { shop: ShopDetail }) {
  const { t } = useTranslation('shops')
  const words = useWords()
  const tell = useTell()
  const released = useReleased()
  const [run, busy] = useAction(setSending)
  const [refused, setRefused] = useState<string>()
  const mode = shop.sending.orders

  const turn = async (orders: SendingMode, consent?: string) => {
    const outcome = await run({ input: { shopId: shop.id, orders, consent } })
    if (!outcome) return
    const error = outcome.refused[0]
    if (error?.field?.at(-1) === 'consent') return setRefused(words.userError(error))
    setRefused(undefined)
    if (error) tell.refused(words.userError(error))
    else released(outcome.payload.releasedOrders)
  }
  return (
    <Panel padded>
      <SegmentedControl
        fullWidth
        aria-label={t('switch.title')}
        value={mode}
        disabled={busy}
        onChange={(value) => void turn(value)}
        data={modes.map((value) => ({ value, label: t(`switch.${value}`) }))}
      />
      <p className={classes.hint}>{t(`switch.means.${mode}`)}</p>
      <PreviewReport shop={shop} />
      <Consent shop={shop} refused={refused} busy={busy} onConsent={(consent) => void turn('LIVE', consent)} onClose={() => setRefused(undefined)} />
    </Panel>
  )
}
