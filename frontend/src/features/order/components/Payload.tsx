import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { Amount } from '@/components/Amount'
import { Json } from '@/components/Json'
import { FailureNotice } from '@/components/Notice'
import { Section } from '@/components/Page'
import { Panel } from '@/components/Panel'
import type { PreviewOrderQuery } from '@/gql/graphql'
import { previewOrder } from '@/features/order/api/actions'
import type { OrderDetail } from '@/features/order/api/order'
import { useWords } from '@/lib/words/useWords'
import facts from './Facts.module.css'

/** What was sent to VASCO, or would be sent now. */
export function Payload({ order }: { order: OrderDetail }) {
  const { t } = useTranslation('order')
  return (
    <Section title={t('payload.title')}>
      <Panel padded>
        {order.payload ? (
          <details>
            <summary>{t('payload.sent')}</summary>
            <Json value={order.payload} label={t('payload.sent')} />
          </details>
        ) : (
          <Preview order={order} />
        )}
      </Panel>
    </Section>
  )
}

function Preview({ order }: { order: OrderDetail }) {
  const { t } = useTranslation(['order', 'common'])
  const [wanted, setWanted] = useState(false)
  const [{ data, error, fetching }, read] = useQuery({
    query: previewOrder,
    variables: { id: order.id },
    pause: !wanted,
    requestPolicy: 'network-only',
  })
  const ask = () => (wanted ? read({ requestPolicy: 'network-only' }) : setWanted(true))
  return (
    <>
      <p className={facts.hint}>{t('payload.hint')}</p>
      <Button variant="default" size="xs" loading={fetching} onClick={ask}>
        {t(data ? 'payload.again' : 'payload.preview')}
      </Button>
      {error && <FailureNotice error={error} onRetry={ask} />}
      {data && <PreviewResult preview={data.previewOrder} />}
    </>
  )
}

function PreviewResult({ preview }: { preview: PreviewOrderQuery['previewOrder'] }) {
  const { t } = useTranslation('order')
  const words = useWords()
  return (
    <div className={facts.preview} role="status">
      <strong>{t(preview.sendable ? 'payload.sendable' : 'payload.notSendable')}</strong>
      {preview.reason && <span>{words.reason(preview.reason)}</span>}
      {preview.warnings.map((warning) => (
        <span key={warning}>{words.term('warning', warning)}</span>
      ))}
      <dl className={facts.facts}>
        {preview.shopTotal && (
          <div>
            <dt>{t('payload.shopTotal')}</dt>
            <dd>
              <Amount of={preview.shopTotal} />
            </dd>
          </div>
        )}
        {preview.documentTotal && (
          <div>
            <dt>{t('payload.documentTotal')}</dt>
            <dd>
              <Amount of={preview.documentTotal} />
            </dd>
          </div>
        )}
        {preview.partnerCode && (
          <div>
            <dt>{t('facts.partner')}</dt>
            <dd>{preview.partnerCode}</dd>
          </div>
        )}
      </dl>
      {preview.newPartner !== null && preview.newPartner !== undefined && (
        <details>
          <summary>{t('payload.newPartner')}</summary>
          <Json value={preview.newPartner} label={t('payload.newPartner')} />
        </details>
      )}
      {preview.payload !== null && preview.payload !== undefined && <Json value={preview.payload} label={t('payload.title')} />}
    </div>
  )
}
