import { NumberInput, Select, SimpleGrid, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { ShopForm } from '@/features/shops/form'

const days = ['ORDER', 'PAYMENT', 'SENDING'] as const

/** The head of the document in VASCO. */
export function DocumentFields({ form }: { form: UseFormReturnType<ShopForm> }) {
  const { t } = useTranslation('shops')
  // Braces belong to the server's templates here, not to ours.
  const knows = { number: '{number}', id: '{id}' }
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      <TextInput label={t('document.notes')} description={t('document.knows', knows)} {...form.getInputProps('settings.notesTemplate')} />
      <TextInput label={t('document.shopNumber')} description={t('document.knows', knows)} {...form.getInputProps('settings.shopNumberTemplate')} />
      <Select
        label={t('document.day')}
        description={t('document.dayHint')}
        allowDeselect={false}
        data={days.map((value) => ({ value, label: t(`document.days.${value}`) }))}
        {...form.getInputProps('settings.documentDay')}
      />
      <TextInput type="date" label={t('document.openDay')} description={t('document.openDayHint')} {...form.getInputProps('settings.firstOpenDay')} />
      <NumberInput label={t('document.term')} min={0} allowDecimal={false} {...form.getInputProps('settings.paymentTermDays')} />
      <TextInput label={t('document.prefix')} {...form.getInputProps('settings.numberPrefix')} />
    </SimpleGrid>
  )
}
