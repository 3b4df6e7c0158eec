import { Button, Group, JsonInput, NumberInput, PasswordInput, Select, SimpleGrid, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Panel } from '@/components/Panel'
import { type ConnectionDetail, updateConnection } from '@/features/connections/api/connections'
import {
  changeOf,
  type ConnectionForm,
  connectionFields,
  connectionForm,
  isJson,
  newConnection,
  profiles,
} from '@/features/connections/form'
import { fieldErrors } from '@/lib/graphql/fieldErrors'
import { useAction } from '@/lib/graphql/useAction'
import { useReleased } from '@/lib/useReleased'
import { useTell } from '@/lib/useTell'
import { useWords } from '@/lib/words/useWords'

/** Settings of a connection; without one, the form that makes it. */
export function ConnectionSettings({ connection }: { connection: ConnectionDetail | null }) {
  const { t } = useTranslation(['connections', 'common'])
  const words = useWords()
  const tell = useTell()
  const released = useReleased()
  const navigate = useNavigate()
  const [run, busy] = useAction(updateConnection)
  const form = useForm<ConnectionForm>({
    initialValues: connection ? connectionForm(connection) : newConnection,
    validate: { profileOverrides: (text) => (isJson(text) ? null : t('overridesNotJson')) },
  })

  const save = async (values: ConnectionForm) => {
    const outcome = await run({ input: changeOf(connection, values) })
    if (!outcome) return
    const { errors, rest } = fieldErrors(outcome.refused, connectionFields, words.userError)
    form.setErrors(errors)
    if (rest[0]) tell.refused(rest[0])
    const saved = outcome.payload.connection
    if (outcome.refused.length > 0 || !saved) return
    released(outcome.payload.releasedOrders)
    form.setInitialValues(connectionForm(saved))
    form.setValues(connectionForm(saved))
    if (!connection) await navigate({ to: '/connections/$connectionId', params: { connectionId: saved.id } })
  }
  return (
    <form noValidate onSubmit={form.onSubmit((values) => void save(values))}>
      <Panel padded>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <TextInput label={t('name')} required {...form.getInputProps('name')} />
          <TextInput label={t('baseUrl')} description={t('baseUrlHint')} placeholder="http://" required {...form.getInputProps('baseUrl')} />
          <TextInput label={t('username')} autoComplete="off" required {...form.getInputProps('username')} />
          <PasswordInput
            label={t('password')}
            description={connection ? t('passwordHint') : undefined}
            autoComplete="new-password"
            required={!connection}
            visibilityToggleButtonProps={{ 'aria-label': t('common:action.show') }}
            {...form.getInputProps('password')}
          />
          <TextInput label={t('taxNumber')} description={t('taxNumberHint')} required {...form.getInputProps('taxNumber')} />
          <Select label={t('profile')} description={t('profileHint')} allowDeselect={false} data={profiles} {...form.getInputProps('profile')} />
          <NumberInput label={t('concurrency')} description={t('concurrencyHint')} min={1} max={32} allowDecimal={false} {...form.getInputProps('concurrency')} />
          <NumberInput label={t('settle')} description={t('settleHint')} min={0} allowDecimal={false} {...form.getInputProps('settleSeconds')} />
          <TextInput label={t('hours')} description={t('hoursHint')} placeholder="Mo-Fr 07:00-17:00" {...form.getInputProps('openingHours')} />
          <Select
            label={t('stockRead.title')}
            description={t(`stockZeros.${connection?.stockZeros ?? 'UNKNOWN'}`)}
            allowDeselect={false}
            data={[
              { value: '', label: t('stockRead.TEST', { chosen: t(`stockRead.${connection?.stockRead ?? 'ALL'}`) }) },
              { value: 'ALL', label: t('stockRead.ALL') },
              { value: 'CODES', label: t('stockRead.CODES') },
            ]}
            {...form.getInputProps('stockReadOverride')}
          />
        </SimpleGrid>
        <JsonInput
          mt="md"
          label={t('overrides')}
          description={t('overridesHint')}
          autosize
          minRows={2}
          formatOnBlur
          validationError={t('overridesNotJson')}
          {...form.getInputProps('profileOverrides')}
        />
        <Group mt="lg">
          <Button type="submit" loading={busy} disabled={!form.isDirty()}>
            {t('common:action.save')}
          </Button>
        </Group>
      </Panel>
    </form>
  )
}
