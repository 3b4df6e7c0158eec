import { Button, Group, PasswordInput, Select, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { ButtonLink } from '@/components/ButtonLink'
import { Page } from '@/components/Page'
import { Panel } from '@/components/Panel'
import { createShop } from '@/features/shops/api/actions'
import { connectionChoices } from '@/features/shops/api/shops'
import { createOf, type NewShopForm, shopFields } from '@/features/shops/form'
import { fieldErrors } from '@/lib/graphql/fieldErrors'
import { useAction } from '@/lib/graphql/useAction'
import { useTell } from '@/lib/useTell'
import { useWords } from '@/lib/words/useWords'
import classes from './NewShopPage.module.css'

/** The least a shop needs; everything else begins with what suits most shops. */
export function NewShopPage() {
  const { t } = useTranslation(['shops', 'common'])
  const words = useWords()
  const tell = useTell()
  const navigate = useNavigate()
  const [{ data }] = useQuery({ query: connectionChoices })
  const [run, busy] = useAction(createShop)
  const form = useForm<NewShopForm>({
    initialValues: { key: '', name: '', url: '', consumerKey: '', consumerSecret: '', vascoConnectionId: null },
  })

  const create = async (values: NewShopForm) => {
    const outcome = await run({ input: createOf(values) })
    if (!outcome) return
    const { errors, rest } = fieldErrors(outcome.refused, shopFields, words.userError)
    form.setErrors(errors)
    if (rest[0]) tell.refused(rest[0])
    const shop = outcome.payload.shop
    if (outcome.refused.length > 0 || !shop) return
    tell.done(t('created'))
    await navigate({ to: '/shops/$shopKey', params: { shopKey: shop.key } })
  }
  return (
    <Page title={t('new')} lead={t('newLead')}>
      <form noValidate className={classes.form} onSubmit={form.onSubmit((values) => void create(values))}>
        <Panel padded>
          <Stack gap="md">
            <TextInput label={t('access.name')} required {...form.getInputProps('name')} />
            <TextInput label={t('access.key')} description={t('access.keyHint')} required {...form.getInputProps('key')} />
            <TextInput label={t('access.url')} type="url" placeholder="https://" required {...form.getInputProps('url')} />
            <TextInput label={t('access.consumerKey')} placeholder="ck_" autoComplete="off" required {...form.getInputProps('consumerKey')} />
            <PasswordInput
              label={t('access.consumerSecret')}
              placeholder="cs_"
              autoComplete="off"
              required
              visibilityToggleButtonProps={{ 'aria-label': t('common:action.show') }}
              {...form.getInputProps('consumerSecret')}
            />
            <Select
              label={t('sending.connection')}
              placeholder={t('common:none')}
              clearable
              clearButtonProps={{ 'aria-label': t('sending.noConnection') }}
              data={data?.vascoConnections.map(({ id, name }) => ({ value: id, label: name })) ?? []}
              {...form.getInputProps('vascoConnectionId')}
            />
            <Group>
              <Button type="submit" loading={busy}>
                {t('create')}
              </Button>
              <ButtonLink to="/shops" variant="default">
                {t('common:action.cancel')}
              </ButtonLink>
            </Group>
          </Stack>
        </Panel>
      </form>
    </Page>
  )
}
