import { useTranslation } from 'react-i18next'
import { TestPanel } from '@/components/TestPanel'
import { testShop } from '@/features/shops/api/actions'
import type { ShopDetail } from '@/features/shops/api/shops'
import { useButton } from '@/lib/graphql/useButton'

export function TestShop({ shop }: { shop: ShopDetail }) {
  const { t } = useTranslation('shops')
  const [press, busy] = useButton(testShop)
  return <TestPanel text={t('test.text')} button={t('test.run')} busy={busy} test={() => press({ id: shop.id })} />
}
