import { Button, Group, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { Panel } from '@/components/Panel'
import { Section } from '@/components/Page'
import { updateShop } from '@/features/shops/api/actions'
import type { ShopDetail } from '@/features/shops/api/shops'
import { type ShopForm, shopFields, shopForm, updateOf } from '@/features/shops/form'
import { fieldErrors } from '@/lib/graphql/fieldErrors'
import { useAction } from '@/lib/graphql/useAction'
import { useReleased } from '@/lib/useReleased'
import { useScrollToHash } from '@/lib/useScrollToHash'
import { useTell } from '@/lib/useTell'
import { useWords } from '@/lib/words/useWords'
import { AccessFields } from './AccessFields'
import { ArticleFields } from './ArticleFields'
import { DocumentFields } from './DocumentFields'
import { LineFields } from './LineFields'
import { ProductFields } from './ProductFields'
import { SendingFields } from './SendingFields'
import { StockFields } from './StockFields'
import { VatCodes } from './VatCodes'
import { VatRules } from './VatRules'

type Props = { shop: ShopDetail; connections: { id: string; name: string }[] }

export function ShopSettings({ shop, connections }: Props) {
  const { t } = useTranslation(['shops', 'common'])
  const words = useWords()
  const tell = useTell()
  const released = useReleased()
  const [run, busy] = useAction(updateShop)
  const form = useForm<ShopForm>({ initialValues: shopForm(shop) })
  useScrollToHash()

  const save = async (values: ShopForm) => {
    const outcome = await run({ input: updateOf(shop, values) })
    if (!outcome) return
    const { errors, rest } = fieldErrors(outcome.refused, shopFields, words.userError)
    form.setErrors(errors)
    if (rest[0]) tell.refused(rest[0])
    if (outcome.refused.length > 0 || !outcome.payload.shop) return
    const saved = shopForm(outcome.payload.shop)
    form.setInitialValues(saved)
    form.setValues(saved)
    released(outcome.payload.releasedOrders)
  }
  return (
    <form noValidate onSubmit={form.onSubmit((values) => void save(values))}>
      <Stack gap="lg">
        <Section title={t('access.title')}>
          <Panel padded>
            <AccessFields form={form} />
          </Panel>
        </Section>
        <Section title={t('sending.title')}>
          <Panel padded>
            <SendingFields shopId={shop.id} form={form} connections={connections} />
          </Panel>
        </Section>
        <Section title={t('article.title')}>
          <Panel padded>
            <ArticleFields form={form} />
          </Panel>
        </Section>
        <Section title={t('lines.title')}>
          <Panel padded>
            <LineFields form={form} />
          </Panel>
        </Section>
        <Section title={t('vat.title')} id="vat">
          <Panel padded>
            <Stack gap="lg">
              <VatCodes form={form} />
              <VatRules form={form} />
            </Stack>
          </Panel>
        </Section>
        <Section title={t('document.title')}>
          <Panel padded>
            <DocumentFields form={form} shopId={shop.id} />
          </Panel>
        </Section>
        <Section title={t('stock.title')} id="stock">
          <Panel padded>
            <StockFields form={form} />
          </Panel>
        </Section>
        <Section title={t('products.title')} id="products">
          <Panel padded>
            <ProductFields form={form} />
          </Panel>
        </Section>
        <Group>
          <Button type="submit" loading={busy} disabled={!form.isDirty()}>
            {t('common:action.save')}
          </Button>
          <Button variant="default" disabled={!form.isDirty()} onClick={() => form.reset()}>
            {t('common:action.discard')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
