import { Group, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

type Field = { value: string; onChange: (value: string) => void; error?: string }

/** A VASCO number and the year it counts in. */
export function NumberFields({ prefix, number, year }: { prefix: string; number: Field; year: Field }) {
  const { t } = useTranslation('order')
  return (
    <Group align="flex-start" grow>
      <TextInput
        label={t('resolve.number')}
        placeholder={`${prefix}00412`}
        required
        value={number.value}
        onChange={({ currentTarget }) => number.onChange(currentTarget.value)}
        error={number.error}
      />
      <TextInput
        label={t('resolve.year')}
        required
        inputMode="numeric"
        value={year.value}
        onChange={({ currentTarget }) => year.onChange(currentTarget.value)}
        error={year.error}
      />
    </Group>
  )
}
