import { Checkbox, SimpleGrid, TagsInput, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { ShopForm } from '@/features/shops/form'

/** What the lines become, and where the buyer's VAT number is found. */
export function ArticleFields({ form }: { form: UseFormReturnType<ShopForm> }) {
  const { t } = useTranslation('shops')
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      <TagsInput label={t('article.eanKeys')} description={t('article.eanKeysHint')} {...form.getInputProps('settings.eanMetaKeys')} />
      <TagsInput label={t('article.vatKeys')} description={t('article.vatKeysHint')} {...form.getInputProps('settings.vatMetaKeys')} />
      <TextInput label={t('article.shippingArticle')} {...form.getInputProps('settings.shippingArticle')} />
      <TextInput label={t('article.shippingName')} {...form.getInputProps('settings.shippingName')} />
      <TextInput label={t('article.feeArticle')} {...form.getInputProps('settings.feeArticle')} />
      <TextInput label={t('article.feeName')} {...form.getInputProps('settings.feeName')} />
      <Checkbox label={t('article.useSku')} {...form.getInputProps('settings.useSku', { type: 'checkbox' })} />
      <Checkbox label={t('article.parentEan')} {...form.getInputProps('settings.variationUsesParentEan', { type: 'checkbox' })} />
    </SimpleGrid>
  )
}
