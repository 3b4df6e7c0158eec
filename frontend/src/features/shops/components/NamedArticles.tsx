import { Button, CloseButton, Group, Stack, Text, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { ShopForm } from '@/features/shops/form'

type Props = { form: UseFormReturnType<ShopForm>; field: 'shippingArticles' | 'feeArticles' }

/** Article codes by what the shop calls shipping or a fee. */
export function NamedArticles({ form, field }: Props) {
  const { t } = useTranslation(['shops', 'common'])
  const path = `settings.${field}`
  const of = t(`lines.${field}.name`)
  return (
    <Stack gap="xs" align="stretch" id={field} role="group" aria-label={t(`lines.${field}.title`)}>
      <div>
        <Text size="sm" fw={500}>
          {t(`lines.${field}.title`)}
        </Text>
        <Text size="xs" c="dimmed">
          {t(`lines.${field}.hint`)}
        </Text>
      </div>
      {form.values.settings[field].map((one, place) => (
        <Group key={place} gap="xs" align="flex-start" wrap="nowrap">
          <TextInput
            aria-label={t('lines.place', { what: of, place: place + 1 })}
            placeholder={of}
            flex={1}
            {...form.getInputProps(`${path}.${place}.name`)}
          />
          <TextInput
            aria-label={t('lines.articleOf', { place: place + 1 })}
            placeholder={t('lines.article')}
            flex={1}
            {...form.getInputProps(`${path}.${place}.article`)}
          />
          <CloseButton mt={3} aria-label={`${t('common:action.remove')}: ${one.name}`} onClick={() => form.removeListItem(path, place)} />
        </Group>
      ))}
      <Group>
        <Button variant="default" size="xs" onClick={() => form.insertListItem(path, { name: '', article: '' })}>
          {t(`lines.${field}.add`)}
        </Button>
      </Group>
    </Stack>
  )
}
