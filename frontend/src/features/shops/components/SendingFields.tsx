import { Checkbox, NumberInput, Select, SimpleGrid, TagsInput, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { ShopForm } from '@/features/shops/form'
import { AdoptKey } from './AdoptKey'

type Props = { shopId: string; form: UseFormReturnType<ShopForm>; connections: { id: string; name: string }[] }

/** Where orders go and which of them. */
export function SendingFields({ shopId, form, connections }: Props) {
  const { t } = useTranslation(['shops', 'common'])
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      <Select
        label={t('sending.connection')}
        placeholder={t('common:none')}
        clearable
        clearButtonProps={{ 'aria-label': t('sending.noConnection') }}
        data={connections.map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('vascoConnectionId')}
      />
      <TextInput
        type="datetime-local"
        label={t('sending.from')}
        description={t('sending.fromHint')}
        {...form.getInputProps('settings.syncFrom')}
      />
      <TextInput
        label={t('sending.currency')}
        description={t('sending.currencyHint')}
        maxLength={3}
        {...form.getInputProps('settings.currency')}
      />
      <TagsInput
        label={t('sending.currencies')}
        description={t('sending.currenciesHint')}
        {...form.getInputProps('settings.allowedCurrencies')}
      />
      <NumberInput
        label={t('sending.tolerance')}
        description={t('sending.toleranceHint')}
        min={0}
        allowDecimal={false}
        {...form.getInputProps('settings.toleranceCents')}
      />
      <TextInput label={t('sending.rounding')} description={t('sending.roundingHint')} {...form.getInputProps('settings.roundingArticle')} />
      <TextInput label={t('sending.roundingName')} {...form.getInputProps('settings.roundingName')} />
      <TextInput
        label={t('sending.retailPartner')}
        description={t('sending.retailPartnerHint')}
        {...form.getInputProps('settings.retailPartnerCode')}
      />
      <Checkbox
        label={t('sending.retailWithoutVat')}
        description={t('sending.retailWithoutVatHint')}
        {...form.getInputProps('settings.retailWithoutVat', { type: 'checkbox' })}
      />
      <Select
        label={t('sending.otherName')}
        description={t('sending.otherNameHint')}
        allowDeselect={false}
        data={(['USE', 'NEW', 'ASK'] as const).map((way) => ({ value: way, label: t(`sending.otherNames.${way}`) }))}
        {...form.getInputProps('settings.otherName')}
      />
      <Select
        label={t('sending.taxStatus')}
        description={t('sending.taxStatusHint')}
        allowDeselect={false}
        data={(['NOT_LIABLE', 'NO_DATA', 'SMALL'] as const).map((status) => ({ value: status, label: t(`sending.taxStatuses.${status}`) }))}
        {...form.getInputProps('settings.taxStatus')}
      />
      <AdoptKey
        shopId={shopId}
        value={form.values.settings.adoptMetaKey}
        onChange={(key) => form.setFieldValue('settings.adoptMetaKey', key)}
        error={form.errors['settings.adoptMetaKey']}
      />
      <Checkbox
        label={t('sending.searchAlways')}
        description={t('sending.searchAlwaysHint')}
        {...form.getInputProps('settings.searchAlways', { type: 'checkbox' })}
      />
      <Checkbox label={t('sending.writeNote')} {...form.getInputProps('settings.writeOrderNote', { type: 'checkbox' })} />
    </SimpleGrid>
  )
}
