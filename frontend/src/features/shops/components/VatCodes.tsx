import { Button, CloseButton, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { ShopForm } from '@/features/shops/form'

/** VAT rates and their codes in VASCO. */
export function VatCodes({ form }: { form: UseFormReturnType<ShopForm> }) {
  const { t } = useTranslation(['shops', 'common'])
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm" c="dimmed">
        {t('vat.text')}
      </Text>
      <Group gap="xs" aria-hidden="true">
        <Text size="xs" c="dimmed" w="7rem">
          {t('vat.rateHead')}
        </Text>
        <Text size="xs" c="dimmed" w="7rem">
          {t('vat.codeHead')}
        </Text>
      </Group>
      {form.values.settings.vatCodes.map((vat, place) => (
        <Group key={place} gap="xs" align="flex-start" wrap="nowrap">
          <TextInput
            aria-label={t('vat.rate', { place: place + 1 })}
            inputMode="decimal"
            w="7rem"
            rightSection="%"
            {...form.getInputProps(`settings.vatCodes.${place}.rate`)}
          />
          <NumberInput
            aria-label={t('vat.code', { place: place + 1 })}
            w="7rem"
            min={0}
            allowDecimal={false}
            {...form.getInputProps(`settings.vatCodes.${place}.code`)}
          />
          <CloseButton
            mt={3}
            aria-label={`${t('common:action.remove')}: ${vat.rate} %`}
            onClick={() => form.removeListItem('settings.vatCodes', place)}
          />
        </Group>
      ))}
      <Button variant="default" size="xs" onClick={() => form.insertListItem('settings.vatCodes', { rate: '', code: 0 })}>
        {t('vat.add')}
      </Button>
    </Stack>
  )
}
