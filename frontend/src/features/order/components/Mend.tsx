import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MendLink } from '@/components/MendLink'
import { Notice } from '@/components/Notice'
import { pushArticle, syncOrder } from '@/features/order/api/actions'
import type { OrderDetail } from '@/features/order/api/order'
import { type Mending, mendingsOf } from '@/features/order/mending'
import { useButton } from '@/lib/graphql/useButton'
import { useTell } from '@/lib/useTell'
import { paramsOf } from '@/lib/words/params'
import { useWords } from '@/lib/words/useWords'
import { BindPartner } from './BindPartner'
import { ChoosePartner } from './ChoosePartner'
import { GiveCode } from './GiveCode'
import { LinkVasco } from './LinkVasco'
import { Resend } from './Resend'
import { Resolve } from './Resolve'
import { SendAnyway } from './SendAnyway'
import { ShopLinks } from './ShopLinks'
import { Skip } from './Skip'
import { Unskip } from './Unskip'

/** Why the order is not in VASCO, and the button that mends it. */
export function Mend({ order }: { order: OrderDetail }) {
  const { t } = useTranslation(['order', 'common'])
  const words = useWords()
  const [open, setOpen] = useState<Mending | null>(null)
  const { reason, state } = order
  const params = paramsOf(reason?.params ?? [])
  const mendings = mendingsOf(order).filter((one) => {
    // A guest whom nothing tells apart from others cannot be known again.
    if (one === 'bindPartner') return order.buyerKeys.length > 0
    // A product that the shop has deleted cannot be sent.
    return one !== 'pushArticle' || (Boolean(params.productId) && params.kind !== 'LINE')
  })
  if (state === 'SYNCED' || (!reason && mendings.length === 0)) return null

  const objections = Object.entries(params).filter(([name]) => name.startsWith('field.'))
  const close = () => setOpen(null)
  return (
    <Notice
      tone={state === 'FAILED' || state === 'UNCERTAIN' ? 'error' : state === 'BLOCKED' ? 'warning' : 'quiet'}
      title={reason ? words.reason(reason) : t(`standing.${state}`)}
      actions={
        mendings.length > 0 && (
          <>
            {mendings.map((mending, place) => (
              <MendingButton key={mending} mending={mending} order={order} first={place === 0} onOpen={() => setOpen(mending)} />
            ))}
            <ShopLinks order={order} />
          </>
        )
      }
    >
      {objections.length > 0 && (
        <ul>
          {objections.map(([name, text]) => (
            <li key={name}>
              <span className="mono">{name.slice('field.'.length)}</span>: {text}
            </li>
          ))}
        </ul>
      )}
      {reason && words.fix(reason)}{' '}
      {reason?.refId && reason.alsoWaiting > 0 && (
        <Link to="/orders" search={{ shop: order.shop.key, waitsFor: reason.refId }}>
          {t('common:alsoWaiting', { count: reason.alsoWaiting })}
        </Link>
      )}
      <SendAnyway order={order} opened={open === 'sendAnyway'} onClose={close} />
      <ChoosePartner order={order} opened={open === 'choosePartner'} onClose={close} />
      <BindPartner order={order} opened={open === 'bindPartner'} onClose={close} />
      <GiveCode order={order} opened={open === 'giveCode'} onClose={close} />
      <Resolve order={order} opened={open === 'resolve'} onClose={close} />
      <LinkVasco order={order} opened={open === 'linkVasco'} onClose={close} />
      <Resend order={order} opened={open === 'resend'} onClose={close} />
      <Skip order={order} opened={open === 'skip'} onClose={close} />
      <Unskip order={order} opened={open === 'unskip'} onClose={close} />
    </Notice>
  )
}

type ButtonProps = { mending: Mending; order: OrderDetail; first: boolean; onOpen: () => void }

function MendingButton({ mending, order, first, onOpen }: ButtonProps) {
  const { t } = useTranslation('order')
  if (mending === 'link') {
    const { reason, shop } = order
    return reason && <MendLink code={reason.code} refId={reason.refId} shopKey={shop.key} method={paramsOf(reason.params).method} />
  }
  if (mending === 'retry') return <Retry order={order} first={first} />
  if (mending === 'pushArticle') return <PushArticle order={order} first={first} />
  return (
    <Button variant={first ? 'filled' : mending === 'skip' ? 'subtle' : 'default'} color={mending === 'skip' ? 'gray' : undefined} onClick={onOpen}>
      {t(`mending.${mending}`)}
    </Button>
  )
}

function Retry({ order, first }: { order: OrderDetail; first: boolean }) {
  const { t } = useTranslation('order')
  const tell = useTell()
  const [press, busy] = useButton(syncOrder)
  const send = async () => {
    if (await press({ input: { id: order.id } })) tell.done(t('queued'))
  }
  return (
    <Button variant={first ? 'filled' : 'default'} loading={busy} onClick={() => void send()}>
      {t('mending.retry')}
    </Button>
  )
}

function PushArticle({ order, first }: { order: OrderDetail; first: boolean }) {
  const { t } = useTranslation('order')
  const tell = useTell()
  const [press, busy] = useButton(pushArticle)
  const send = async () => {
    if (await press({ orderId: order.id })) tell.done(t('articlePushed'))
  }
  return (
    <Button variant={first ? 'filled' : 'default'} loading={busy} onClick={() => void send()}>
      {t('mending.pushArticle')}
    </Button>
  )
}
