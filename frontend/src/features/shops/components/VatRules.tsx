import { Button, CloseButton, Group, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { ShopForm } from '@/features/shops/form'
import type { VatKind } from '@/gql/graphql'
import classes from './VatRules.module.css'

const all: VatKind[] = ['DOMESTIC', 'OSS', 'EU_REVERSE_CHARGE', 'EXPORT', 'EXEMPT']

/** VASCO's codes by country of delivery, kind of sale and rate. */
export function VatRules({ form }: { form: UseFormReturnType<ShopForm> }) {
  const { t } = useTranslation(['shops', 'common'])
  const kinds = all.map((value) => ({ value, label: t(`vatRules.kinds.${value}`) }))
  return (
    <Stack gap="xs" align="stretch" role="group" aria-label={t('vatRules.title')}>
      <TextInput
        label={t('vatRules.home')}
        description={t('vatRules.homeHint')}
        maxLength={2}
        maw="16rem"
        {...form.getInputProps('settings.homeCountry')}
      />
      <div>
        <Text size="sm" fw={500}>
          {t('vatRules.title')}
        </Text>
        <Text size="sm" c="dimmed">
          {t('vatRules.text')}
        </Text>
      </div>
      {form.values.settings.vatRules.length > 0 && (
        <div className={`${classes.rule} ${classes.head}`} aria-hidden="true">
          <span>{t('vatRules.countryHead')}</span>
          <span>{t('vatRules.kindHead')}</span>
          <span>{t('vat.rateHead')}</span>
          <span>{t('vat.codeHead')}</span>
        </div>
      )}
      {form.values.settings.vatRules.map((rule, place) => (
        <div key={place}>
          <div className={classes.rule}>
            <TextInput
              aria-label={t('vatRules.country', { place: place + 1 })}
              placeholder={t('vatRules.any')}
              maxLength={2}
              {...form.getInputProps(`settings.vatRules.${place}.country`)}
            />
            <Select
              aria-label={t('vatRules.kind', { place: place + 1 })}
              allowDeselect={false}
              data={kinds}
              {...form.getInputProps(`settings.vatRules.${place}.kind`)}
            />
            <TextInput
              aria-label={t('vatRules.rate', { place: place + 1 })}
              inputMode="decimal"
              rightSection="%"
              {...form.getInputProps(`settings.vatRules.${place}.rate`)}
            />
            <NumberInput
              aria-label={t('vatRules.code', { place: place + 1 })}
              placeholder={t('vatRules.blocked')}
              min={0}
              allowDecimal={false}
              {...form.getInputProps(`settings.vatRules.${place}.code`)}
            />
            <CloseButton
              mt={3}
              aria-label={`${t('common:action.remove')}: ${rule.country} ${rule.rate} %`}
              onClick={() => form.removeListItem('settings.vatRules', place)}
            />
          </div>
          {form.errors[`settings.vatRules.${place}`] && (
            <Text size="xs" c="var(--mantine-color-error)">
              {form.errors[`settings.vatRules.${place}`]}
            </Text>
          )}
        </div>
      ))}
      <Group>
        <Button
          variant="default"
          size="xs"
          onClick={() => form.insertListItem('settings.vatRules', { country: '', kind: 'OSS', rate: '', code: '' })}
        >
          {t('vatRules.add')}
        </Button>
      </Group>
    </Stack>
  )
}
