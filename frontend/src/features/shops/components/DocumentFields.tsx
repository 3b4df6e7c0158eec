import { NumberInput, Select, SimpleGrid, TagsInput, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { ShopForm } from '@/features/shops/form'
import { NotesTemplate } from './NotesTemplate'

const days = ['ORDER', 'PAYMENT', 'SENDING'] as const

/** The head of the document in VASCO. */
export function DocumentFields({ form, shopId }: { form: UseFormReturnType<ShopForm>; shopId: string }) {
  const { t } = useTranslation('shops')
  // Braces belong to the server's templates here, not to ours.
  const knows = { number: '{number}', id: '{id}' }
  return (
    <>
    <NotesTemplate form={form} shopId={shopId} />
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
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
      <TagsInput label={t('document.lockerKeys')} description={t('document.lockerKeysHint')} {...form.getInputProps('settings.lockerMetaKeys')} />
      <TextInput label={t('document.prefix')} {...form.getInputProps('settings.numberPrefix')} />
    </SimpleGrid>
    </>
  )
}
