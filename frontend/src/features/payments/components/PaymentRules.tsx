import { Checkbox, MultiSelect, NumberInput, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { type PaymentRow, sentStatuses } from '@/features/payments/api/payments'
import type { TermFrom } from '@/gql/graphql'
import { useWords } from '@/lib/words/useWords'

type Rules = { sendStatuses: string[]; termDays: number | null; termFrom: TermFrom; markUnpaid: boolean }

const days: TermFrom[] = ['DOCUMENT_DATE', 'ORDER_DATE', 'PAYMENT_DATE']

export const rulesOf = ({ sendStatuses, termDays, termFrom, markUnpaid }: PaymentRow): Rules => ({
  sendStatuses,
  termDays: termDays ?? null,
  termFrom,
  markUnpaid,
})

type Props = { shopKey: string; rules: Rules; onChange: (rules: Rules) => void }

/** What a payment method decides about its orders, besides its kind in VASCO. */
export function PaymentRules({ shopKey, rules, onChange }: Props) {
  const { t } = useTranslation('payments')
  const words = useWords()
  const [{ data }] = useQuery({ query: sentStatuses, variables: { shopKey } })
  const sent = (data?.shop?.statusRules ?? []).filter(({ rule }) => rule === 'SEND')
  const named = (status: string) =>
    sent.find((one) => one.status === status && one.name !== '')?.name ?? words.term('shopStatus', status)
  const statuses = [...new Set([...sent.map(({ status }) => status), ...rules.sendStatuses])]
  return (
    <>
      <MultiSelect
        label={t('edit.statuses')}
        description={t('edit.statusesHint')}
        placeholder={rules.sendStatuses.length === 0 ? t('edit.allStatuses') : undefined}
        data={statuses.map((status) => ({ value: status, label: named(status) }))}
        value={rules.sendStatuses}
        onChange={(sendStatuses) => onChange({ ...rules, sendStatuses })}
      />
      <NumberInput
        label={t('edit.termDays')}
        description={t('edit.termDaysHint')}
        min={0}
        max={365}
        allowDecimal={false}
        value={rules.termDays ?? ''}
        onChange={(value) => onChange({ ...rules, termDays: value === '' ? null : Number(value) })}
      />
      <Select
        label={t('edit.termFrom')}
        allowDeselect={false}
        data={days.map((value) => ({ value, label: t(`edit.from.${value}`) }))}
        value={rules.termFrom}
        onChange={(termFrom) => termFrom && onChange({ ...rules, termFrom })}
      />
      <Checkbox
        checked={rules.markUnpaid}
        onChange={({ currentTarget }) => onChange({ ...rules, markUnpaid: currentTarget.checked })}
        label={t('edit.markUnpaid')}
        description={t('edit.markUnpaidHint')}
      />
    </>
  )
}
