import { NumberInput, PasswordInput, Select, SimpleGrid, TagsInput, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { ShopForm } from '@/features/shops/form'

const auths = ['AUTO', 'HEADER', 'QUERY', 'OAUTH'] as const

export function AccessFields({ form }: { form: UseFormReturnType<ShopForm> }) {
  const { t } = useTranslation(['shops', 'common'])
  const visibility = { 'aria-label': t('common:action.show') }
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      <TextInput label={t('access.name')} required {...form.getInputProps('name')} />
      <TextInput label={t('access.url')} type="url" required {...form.getInputProps('url')} />
      <TextInput label={t('access.homeUrl')} description={t('access.homeUrlHint')} {...form.getInputProps('homeUrl')} />
      <TagsInput label={t('access.otherAddresses')} description={t('access.otherAddressesHint')} {...form.getInputProps('settings.otherAddresses')} />
      <TextInput label={t('access.timezone')} description={t('access.timezoneHint')} {...form.getInputProps('timezone')} />
      <PasswordInput
        label={t('access.consumerKey')}
        description={t('access.keptHint')}
        autoComplete="off"
        visibilityToggleButtonProps={visibility}
        {...form.getInputProps('consumerKey')}
      />
      <PasswordInput
        label={t('access.consumerSecret')}
        description={t('access.keptHint')}
        autoComplete="off"
        visibilityToggleButtonProps={visibility}
        {...form.getInputProps('consumerSecret')}
      />
      <PasswordInput
        label={t('access.webhookSecret')}
        description={t('access.keptHint')}
        autoComplete="off"
        visibilityToggleButtonProps={visibility}
        {...form.getInputProps('webhookSecret')}
      />
      <Select
        label={t('access.auth')}
        description={t('access.authHint')}
        allowDeselect={false}
        data={auths.map((auth) => ({ value: auth, label: t(`access.auths.${auth}`) }))}
        {...form.getInputProps('auth')}
      />
      <NumberInput
        label={t('access.requests')}
        description={t('access.requestsHint')}
        min={1}
        max={10}
        allowDecimal={false}
        {...form.getInputProps('settings.requestsAtOnce')}
      />
    </SimpleGrid>
  )
}
