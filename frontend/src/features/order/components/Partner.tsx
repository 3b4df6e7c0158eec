import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { syncOrder } from '@/features/order/api/actions'
import type { OrderDetail } from '@/features/order/api/order'
import { canTakeBackPartner } from '@/features/order/mending'
import { useButton } from '@/lib/graphql/useButton'
import { useTell } from '@/lib/useTell'
import classes from './Facts.module.css'

/** The buyer's partner in VASCO; one that a person chose can be taken back until the order is there. */
export function Partner({ order, code }: { order: OrderDetail; code: string }) {
  const { t } = useTranslation('order')
  return (
    <>
      {code}
      {code === order.chosenPartnerCode && <span className={classes.soft}> {t('partner.chosen')}</span>}
      {canTakeBackPartner(order) && <TakeBack order={order} />}
    </>
  )
}

function TakeBack({ order }: { order: OrderDetail }) {
  const { t } = useTranslation('order')
  const tell = useTell()
  const [press, busy] = useButton(syncOrder)
  const takeBack = async () => {
    if (await press({ input: { id: order.id, partnerCode: '' } })) tell.done(t('partner.takenBack'))
  }
  return (
    <Button className={classes.takeBack} size="xs" variant="default" loading={busy} onClick={() => void takeBack()}>
      {t('partner.takeBack')}
    </Button>
  )
}
