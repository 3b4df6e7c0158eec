import { Checkbox, MultiSelect, SimpleGrid, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { ShopForm } from '@/features/shops/form'
import type { ArticleField } from '@/gql/graphql'
import { Pairs } from './Pairs'

const articleFields: ArticleField[] = ['NAME', 'UNIT', 'GROUP', 'STOCK_CARD', 'VAT', 'PRICE', 'LINK', 'EAN']

/** How the shop's products become articles. */
export function ProductFields({ form }: { form: UseFormReturnType<ShopForm> }) {
  const { t } = useTranslation('shops')
  const { categoryGroups, taxClasses } = form.values.settings.products
  const text = (name: 'unit' | 'group' | 'linkField' | 'eanField') => (
    <TextInput label={t(`products.${name}`)} description={t(`products.${name}Hint`)} {...form.getInputProps(`settings.products.${name}`)} />
  )
  const check = (name: 'pricesWithTax' | 'onWebhook') => (
    <Checkbox
      label={t(`products.${name}`)}
      description={t(`products.${name}Hint`)}
      {...form.getInputProps(`settings.products.${name}`, { type: 'checkbox' })}
    />
  )
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      {text('unit')}
      {text('group')}
      <Pairs
        form={form}
        path="settings.products.categoryGroups"
        count={categoryGroups.length}
        title={t('products.categoryGroups')}
        hint={t('products.categoryGroupsHint')}
        add={t('products.addCategory')}
        columns={[
          { field: 'category', label: t('products.category'), number: true },
          { field: 'group', label: t('products.groupOf') },
        ]}
      />
      <Pairs
        form={form}
        path="settings.products.taxClasses"
        count={taxClasses.length}
        title={t('products.taxClasses')}
        hint={t('products.taxClassesHint')}
        add={t('products.addTaxClass')}
        columns={[
          { field: 'taxClass', label: t('products.taxClass') },
          { field: 'code', label: t('products.code'), number: true },
        ]}
      />
      {check('pricesWithTax')}
      {check('onWebhook')}
      {text('linkField')}
      {text('eanField')}
      <MultiSelect
        label={t('products.updateFields')}
        description={t('products.updateFieldsHint')}
        data={articleFields.map((value) => ({ value, label: t(`products.fields.${value}`) }))}
        {...form.getInputProps('settings.products.updateFields')}
      />
    </SimpleGrid>
  )
}
