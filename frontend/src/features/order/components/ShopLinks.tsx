import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '@/components/Icon'
import type { OrderDetail } from '@/features/order/api/order'
import { paramsOf } from '@/lib/words/params'

/** Ways into the shop's own administration, where only it can mend something. */
export function ShopLinks({ order }: { order: OrderDetail }) {
  const { t } = useTranslation('order')
  const product = order.reason?.code === 'ARTICLE_CODE_MISSING' ? paramsOf(order.reason.params).productId : undefined
  return (
    <>
      {product && (
        <ShopLink url={order.shop.url} post={product}>
          {t('shopLink.product')}
        </ShopLink>
      )}
      <ShopLink url={order.shop.url} post={order.shopOrderId}>
        {t('shopLink.order')}
      </ShopLink>
    </>
  )
}

function ShopLink({ url, post, children }: { url: string; post: string; children: string }) {
  // Where WooCommerce keeps orders in tables of their own, WordPress redirects this address.
  const href = `${url.replace(/\/$/, '')}/wp-admin/post.php?post=${encodeURIComponent(post)}&action=edit`
  return (
    <Button
      component="a"
      href={href}
      target="_blank"
      rel="noreferrer"
      variant="subtle"
      color="gray"
      rightSection={<Icon name="external" size={14} />}
    >
      {children}
    </Button>
  )
}
