import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { FailureNotice } from '@/components/Notice'
import { Section } from '@/components/Page'
import { Panel } from '@/components/Panel'
import table from '@/components/Table.module.css'
import { bindPartner, type BindingRow, partnerBindings, unbindPartner } from '@/features/shops/api/bindings'
import type { PartnerBindingKind } from '@/gql/graphql'
import { useAction } from '@/lib/graphql/useAction'
import { useButton } from '@/lib/graphql/useButton'
import { useReleased } from '@/lib/useReleased'
import { useTell } from '@/lib/useTell'
import { useWords } from '@/lib/words/useWords'
import classes from './Bindings.module.css'

const kinds = ['EMAIL', 'VAT', 'CUSTOMER'] as const satisfies readonly PartnerBindingKind[]

/** Which partner a buyer is in VASCO by a person's word: it comes before every search. */
export function Bindings({ shopId }: { shopId: string }) {
  const { t } = useTranslation('shops')
  const [{ data, error }, read] = useQuery({ query: partnerBindings, variables: { shopId } })
  const rows = data?.partnerBindings
  return (
    <Section title={t('bindings.title')}>
      <Panel padded>
        <p className={classes.lead}>{t('bindings.lead')}</p>
        {error && <FailureNotice error={error} onRetry={() => read({ requestPolicy: 'network-only' })} />}
        {rows && rows.length > 0 && <BindingsTable rows={rows} />}
        <AddBinding shopId={shopId} />
      </Panel>
    </Section>
  )
}

function BindingsTable({ rows }: { rows: BindingRow[] }) {
  const { t } = useTranslation(['shops', 'common'])
  const tell = useTell()
  const [press, busy] = useButton(unbindPartner)
  const remove = async (id: string) => {
    if (await press({ id })) tell.done(t('bindings.removed'))
  }
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <caption className="visually-hidden">{t('bindings.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('bindings.buyer')}</th>
            <th scope="col">{t('bindings.partner')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('common:action.remove')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                {row.key}
                <span className={table.under}>
                  {t(`bindings.kinds.${row.kind}`)}
                  {row.buyer && `, ${t('bindings.name', { name: row.buyer })}`}
                </span>
              </th>
              <td>
                <span className="mono">{row.partnerCode}</span> {row.partnerName}
              </td>
              <td className={table.number}>
                <Button size="xs" variant="default" loading={busy} onClick={() => void remove(row.id)} aria-label={`${t('common:action.remove')}: ${row.key}`}>
                  {t('common:action.remove')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function AddBinding({ shopId }: { shopId: string }) {
  const { t } = useTranslation(['shops', 'common'])
  const words = useWords()
  const released = useReleased()
  const [run, busy] = useAction(bindPartner)
  const [kind, setKind] = useState<PartnerBindingKind>('EMAIL')
  const [key, setKey] = useState('')
  const [partnerCode, setPartnerCode] = useState('')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const add = async () => {
    const outcome = await run({ input: { shopId, kind, key: key.trim(), partnerCode: partnerCode.trim() } })
    if (!outcome) return
    setErrors(Object.fromEntries(outcome.refused.map((one) => [one.field?.at(-1) ?? '', words.userError(one)])))
    if (outcome.refused.length > 0) return
    released(outcome.payload.releasedOrders, outcome.payload.oldOrders)
    setKey('')
    setPartnerCode('')
  }
  return (
    <form
      className={classes.add}
      onSubmit={(submit) => {
        submit.preventDefault()
        void add()
      }}
    >
      <NativeSelect
        label={t('bindings.kind')}
        value={kind}
        onChange={({ currentTarget }) => setKind(kinds.find((one) => one === currentTarget.value) ?? 'EMAIL')}
        data={kinds.map((value) => ({ value, label: t(`bindings.kinds.${value}`) }))}
      />
      <TextInput label={t(`bindings.keys.${kind}`)} value={key} onChange={({ currentTarget }) => setKey(currentTarget.value)} error={errors.key ?? errors.kind} />
      <TextInput
        label={t('bindings.code')}
        value={partnerCode}
        onChange={({ currentTarget }) => setPartnerCode(currentTarget.value)}
        error={errors.partnerCode ?? errors.shopId}
      />
      <Button type="submit" loading={busy} disabled={key.trim() === '' || partnerCode.trim() === ''}>
        {t('common:action.add')}
      </Button>
    </form>
  )
}
