import { Checkbox, Select, SimpleGrid, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { ShopForm } from '@/features/shops/form'
import type { BundleHandling, GiftCardHandling } from '@/gql/graphql'
import { NamedArticles } from './NamedArticles'

const bundles: BundleHandling[] = ['BOTH', 'CHILDREN', 'PARENT']
const giftCards: GiftCardHandling[] = ['PAYMENT', 'LINE']

/** What shipping, fees, bundles and gift cards become in VASCO. */
export function LineFields({ form }: { form: UseFormReturnType<ShopForm> }) {
  const { t } = useTranslation('shops')
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      <TextInput label={t('article.shippingArticle')} description={t('lines.otherShipping')} {...form.getInputProps('settings.shippingArticle')} />
      <TextInput label={t('article.feeArticle')} description={t('lines.otherFees')} {...form.getInputProps('settings.feeArticle')} />
      <NamedArticles form={form} field="shippingArticles" />
      <NamedArticles form={form} field="feeArticles" />
      <TextInput label={t('article.shippingName')} {...form.getInputProps('settings.shippingName')} />
      <TextInput label={t('article.feeName')} {...form.getInputProps('settings.feeName')} />
      <Select
        label={t('lines.bundles.label')}
        description={t('lines.bundles.hint')}
        allowDeselect={false}
        data={bundles.map((value) => ({ value, label: t(`lines.bundles.${value}`) }))}
        {...form.getInputProps('settings.bundles')}
      />
      <Select
        label={t('lines.giftCards.label')}
        description={t('lines.giftCards.hint')}
        allowDeselect={false}
        data={giftCards.map((value) => ({ value, label: t(`lines.giftCards.${value}`) }))}
        {...form.getInputProps('settings.giftCards')}
      />
      <Checkbox label={t('lines.free')} {...form.getInputProps('settings.sendFreeShipping', { type: 'checkbox' })} />
      {form.values.settings.giftCards === 'LINE' && (
        <TextInput label={t('lines.giftCards.article')} {...form.getInputProps('settings.giftCardArticle')} />
      )}
    </SimpleGrid>
  )
}
