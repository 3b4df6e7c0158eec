import { Button, CloseButton, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { ShopForm } from '@/features/shops/form'

type Column = { field: string; label: string; number?: boolean }
type Props = { form: UseFormReturnType<ShopForm>; path: string; count: number; title: string; hint: string; add: string; columns: [Column, Column] }

/** What something of the shop is in VASCO, pair by pair. */
export function Pairs({ form, path, count, title, hint, add, columns }: Props) {
  const { t } = useTranslation(['shops', 'common'])
  const insert = () => form.insertListItem(path, Object.fromEntries(columns.map(({ field }) => [field, ''])))
  return (
    <Stack gap="xs" align="stretch" role="group" aria-label={title}>
      <div>
        <Text size="sm" fw={500}>
          {title}
        </Text>
        <Text size="xs" c="dimmed">
          {hint}
        </Text>
      </div>
      {Array.from({ length: count }, (_, place) => (
        <Group key={place} gap="xs" align="flex-start" wrap="nowrap">
          {columns.map(({ field, label, number }) => {
            const props = {
              'aria-label': t('lines.place', { what: label, place: place + 1 }),
              placeholder: label,
              flex: 1,
              ...form.getInputProps(`${path}.${place}.${field}`),
            }
            return number ? <NumberInput key={field} min={0} allowDecimal={false} {...props} /> : <TextInput key={field} {...props} />
          })}
          <CloseButton
            mt={3}
            aria-label={`${t('common:action.remove')}: ${t('lines.place', { what: columns[0].label, place: place + 1 })}`}
            onClick={() => form.removeListItem(path, place)}
          />
        </Group>
      ))}
      {form.errors[path] && (
        <Text size="xs" c="red" role="alert">
          {form.errors[path]}
        </Text>
      )}
      <Group>
        <Button variant="default" size="xs" onClick={insert}>
          {add}
        </Button>
      </Group>
    </Stack>
  )
}
