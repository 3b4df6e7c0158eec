import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Ago } from '@/components/Moment'
import { Panel } from '@/components/Panel'
import { registerWebhooks } from '@/features/shops/api/actions'
import type { ShopDetail } from '@/features/shops/api/shops'
import { useButton } from '@/lib/graphql/useButton'
import { useTell } from '@/lib/useTell'
import { useWords } from '@/lib/words/useWords'
import classes from './ShopPage.module.css'

/** The webhooks as they were last read back from the shop. */
export function Webhooks({ shop }: { shop: ShopDetail }) {
  const { t } = useTranslation('shops')
  const words = useWords()
  const tell = useTell()
  const [press, busy] = useButton(registerWebhooks)
  const register = async () => {
    if (await press({ shopId: shop.id })) tell.done(t('webhooks.registered'))
  }
  return (
    <Panel padded>
      <p className={classes.hint}>
        {t('webhooks.to')} <span className="mono">{shop.webhookUrl}</span>
      </p>
      {shop.webhooks.length === 0 && <p className={classes.hint}>{t('webhooks.none')}</p>}
      <ul className={classes.webhooks}>
        {shop.webhooks.map((webhook) => (
          <li key={webhook.shopWebhookId}>
            <span className="mono">{webhook.topic}</span>
            <span className={webhook.status === 'ACTIVE' ? undefined : classes.off}>{words.term('webhook', webhook.status)}</span>
          </li>
        ))}
      </ul>
      {shop.lastDeliveryAt && (
        <p className={classes.hint}>
          {t('webhooks.last')} <Ago at={shop.lastDeliveryAt} />
        </p>
      )}
      <Button mt="sm" variant="default" loading={busy} onClick={() => void register()}>
        {t('webhooks.register')}
      </Button>
    </Panel>
  )
}
