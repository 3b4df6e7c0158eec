import { Checkbox, NumberInput, SimpleGrid, TagsInput, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { ShopForm } from '@/features/shops/form'
import { Pairs } from './Pairs'

const switches = ['emptySupplierIsZero', 'subtractPending', 'subtractOrdered', 'subtractReserved', 'fractions'] as const

/** What the shop's stock is made of. */
export function StockFields({ form }: { form: UseFormReturnType<ShopForm> }) {
  const { t } = useTranslation('shops')
  const text = (name: 'supplierField' | 'supplierMetaKey' | 'ownMetaKey') => (
    <TextInput label={t(`stock.${name}`)} description={t(`stock.${name}Hint`)} {...form.getInputProps(`settings.stock.${name}`)} />
  )
  const number = (name: 'buffer' | 'guardPercent', max?: number) => (
    <NumberInput
      label={t(`stock.${name}`)}
      description={t(`stock.${name}Hint`)}
      min={0}
      max={max}
      allowDecimal={false}
      {...form.getInputProps(`settings.stock.${name}`)}
    />
  )
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      {text('supplierField')}
      <TagsInput label={t('stock.warehouses')} description={t('stock.warehousesHint')} {...form.getInputProps('settings.stock.warehouses')} />
      <Pairs
        form={form}
        path="settings.stock.supplierWords"
        count={form.values.settings.stock.supplierWords.length}
        title={t('stock.supplierWords')}
        hint={t('stock.supplierWordsHint')}
        add={t('stock.addWord')}
        columns={[
          { field: 'word', label: t('stock.word') },
          { field: 'pieces', label: t('stock.pieces'), number: true },
        ]}
      />
      {switches.map((name) => (
        <Checkbox
          key={name}
          label={t(`stock.${name}`)}
          description={t(`stock.${name}Hint`)}
          {...form.getInputProps(`settings.stock.${name}`, { type: 'checkbox' })}
        />
      ))}
      {number('buffer')}
      {number('guardPercent', 100)}
      {text('supplierMetaKey')}
      {text('ownMetaKey')}
    </SimpleGrid>
  )
}
