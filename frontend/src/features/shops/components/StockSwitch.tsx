import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Panel } from '@/components/Panel'
import { setSending } from '@/features/shops/api/actions'
import type { ShopDetail } from '@/features/shops/api/shops'
import type { SendingMode } from '@/gql/graphql'
import { useButton } from '@/lib/graphql/useButton'
import classes from './ShopPage.module.css'

const modes: SendingMode[] = ['HOLD', 'PREVIEW', 'LIVE']

/** Whether stock is written into the shop. */
export function StockSwitch({ shop }: { shop: ShopDetail }) {
  const { t } = useTranslation('shops')
  const [turn, busy] = useButton(setSending)
  const mode = shop.sending.stock
  return (
    <Panel padded>
      <SegmentedControl
        fullWidth
        aria-label={t('stockSwitch.title')}
        value={mode}
        disabled={busy}
        onChange={(stock) => void turn({ input: { shopId: shop.id, stock } })}
        data={modes.map((value) => ({ value, label: t(`switch.${value}`) }))}
      />
      <p className={classes.hint}>{t(`stockSwitch.${mode}`)}</p>
    </Panel>
  )
}
