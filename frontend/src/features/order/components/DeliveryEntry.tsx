import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Json } from '@/components/Json'
import { replayDelivery } from '@/features/order/api/actions'
import type { Delivery } from '@/features/order/api/order'
import { useButton } from '@/lib/graphql/useButton'
import { useTell } from '@/lib/useTell'
import { useWords } from '@/lib/words/useWords'
import classes from './Timeline.module.css'

/** A webhook of the shop, with its body on demand. */
export function DeliveryEntry({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('order')
  const words = useWords()
  return (
    <details className={classes.details}>
      <summary>
        <span>{t('timeline.delivery', { topic: delivery.topic })}</span>
        <span className={classes.soft}>
          {delivery.count > 1 && `${delivery.count}× · `}
          {words.term('deliveryState', delivery.deliveryState)}
          {delivery.note && ` · ${words.term('deliveryNote', delivery.note)}`}
        </span>
      </summary>
      <div className={classes.inside}>
        {delivery.body !== null && delivery.body !== undefined && <Json value={delivery.body} label={t('timeline.body')} />}
        <Replay delivery={delivery} />
      </div>
    </details>
  )
}

function Replay({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('order')
  const tell = useTell()
  const [press, busy] = useButton(replayDelivery)
  const replay = async () => {
    if (await press({ id: delivery.id })) tell.done(t('timeline.replayed'))
  }
  return (
    <div>
      <Button size="xs" variant="default" loading={busy} onClick={() => void replay()}>
        {t('timeline.replay')}
      </Button>
    </div>
  )
}
