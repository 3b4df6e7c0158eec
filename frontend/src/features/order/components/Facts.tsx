import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Moment } from '@/components/Moment'
import { Section } from '@/components/Page'
import { Panel } from '@/components/Panel'
import type { OrderDetail } from '@/features/order/api/order'
import { partnerOf } from '@/features/order/mending'
import { useFormat } from '@/lib/format/useFormat'
import { useWords } from '@/lib/words/useWords'
import classes from './Facts.module.css'
import { Partner } from './Partner'

export function Facts({ order }: { order: OrderDetail }) {
  const { t } = useTranslation(['order', 'common'])
  const words = useWords()
  const partner = partnerOf(order)
  return (
    <>
      <Section title={t('facts.order')}>
        <Panel padded>
          <dl className={classes.facts}>
            <Fact name={t('common:shop.label')}>{order.shop.name}</Fact>
            <Fact name={t('facts.status')}>{words.term('shopStatus', order.status)}</Fact>
            <Fact name={t('facts.placed')}>
              <Moment at={order.placedAt} />
            </Fact>
            <Fact name={t('facts.received')}>
              <Moment at={order.receivedAt} style="second" />
            </Fact>
            <Fact name={t('facts.payment')}>{order.paymentTitle || order.paymentMethod || t('common:none')}</Fact>
            {partner && (
              <Fact name={t('facts.partner')}>
                <Partner order={order} code={partner} />
              </Fact>
            )}
            {order.syncedAt && (
              <Fact name={t('facts.synced')}>
                <Moment at={order.syncedAt} style="second" />
              </Fact>
            )}
            {order.writtenBackAt && (
              <Fact name={t('facts.writtenBack')}>
                <Moment at={order.writtenBackAt} style="second" />
              </Fact>
            )}
            {order.attempts > 1 && <Fact name={t('facts.attempts')}>{order.attempts}</Fact>}
          </dl>
        </Panel>
      </Section>
      <Section title={t('facts.buyer')}>
        <Panel padded>
          <Buyer order={order} />
        </Panel>
      </Section>
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Buyer({ order: { billing, email } }: { order: OrderDetail }) {
  const { country } = useFormat()
  const lines = [billing.company, billing.name, billing.street, `${billing.postcode} ${billing.city}`.trim(), country(billing.country)]
  return (
    <address className={classes.address}>
      {lines.filter(Boolean).map((line) => (
        <span key={line}>{line}</span>
      ))}
      {email && <a href={`mailto:${email}`}>{email}</a>}
      {billing.phone && <a href={`tel:${billing.phone}`}>{billing.phone}</a>}
    </address>
  )
}
