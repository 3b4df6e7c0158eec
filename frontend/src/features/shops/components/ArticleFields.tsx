import { Checkbox, SimpleGrid, TagsInput } from '@mantine/core'
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
      <Checkbox label={t('article.useSku')} {...form.getInputProps('settings.useSku', { type: 'checkbox' })} />
      <Checkbox label={t('article.parentEan')} {...form.getInputProps('settings.variationUsesParentEan', { type: 'checkbox' })} />
    </SimpleGrid>
  )
}
