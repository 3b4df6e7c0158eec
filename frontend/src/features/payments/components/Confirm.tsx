import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PaymentRow } from '@/features/payments/api/payments'
import { useSavePayment } from '@/features/payments/api/useSavePayment'
import classes from './PaymentsTable.module.css'

/** A new method with the payment kind that is suggested for it: one press and its orders go on. */
export function Confirm({ row, shopId }: { row: PaymentRow; shopId: string }) {
  const { t } = useTranslation('payments')
  const [paymentId, setPaymentId] = useState(row.paymentId)
  const { save, busy, error } = useSavePayment(row, shopId)
  return (
    <form
      className={classes.confirm}
      onSubmit={(submit) => {
        submit.preventDefault()
        void save({ status: 'ACTIVE', paymentId })
      }}
    >
      <TextInput
        size="xs"
        aria-label={`${t('paymentId')}: ${row.title || row.method}`}
        placeholder={t('paymentId')}
        value={paymentId}
        onChange={({ currentTarget }) => setPaymentId(currentTarget.value)}
        error={error}
      />
      <Button type="submit" size="xs" loading={busy} disabled={paymentId.trim() === ''}>
        {t('confirm')}
      </Button>
    </form>
  )
}
