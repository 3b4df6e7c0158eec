import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import table from '@/components/Table.module.css'
import type { Former } from '@/features/shops/api/former'
import classes from './FormerSettings.module.css'

type Payment = Former['payments'][number]
type Props = { payments: Payment[]; chosen: string[]; onChange: (methods: string[]) => void }

/** The former plugin's payment methods beside what they are here. */
export function FormerPayments({ payments, chosen, onChange }: Props) {
  const { t } = useTranslation('shops')
  const turn = (method: string, on: boolean) => onChange(on ? [...chosen, method] : chosen.filter((one) => one !== method))
  const meant = ({ status, paymentId }: { status: Payment['status']; paymentId: string }) => (status === 'OFF' ? t('former.off') : paymentId)
  return (
    <fieldset className={classes.part}>
      <legend>{t('former.payments')}</legend>
      <div className={table.scroll}>
        <table className={`${table.table} ${classes.payments}`}>
          <caption className="visually-hidden">{t('former.payments')}</caption>
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">{t('former.take')}</span>
              </th>
              <th scope="col">{t('former.method')}</th>
              <th scope="col">{t('former.before')}</th>
              <th scope="col">{t('former.here')}</th>
            </tr>
          </thead>
          <tbody>
            {payments.map((row) => {
              const name = [row.now?.title, row.title].find(Boolean) ?? row.method
              return (
                <tr key={row.method} data-action={row.action}>
                  <td>
                    {row.action !== 'SAME' && (
                      <Checkbox
                        aria-label={t(row.action === 'CONFLICT' ? 'former.replaceOne' : 'former.takeOne', { name })}
                        checked={chosen.includes(row.method)}
                        onChange={({ currentTarget }) => turn(row.method, currentTarget.checked)}
                      />
                    )}
                  </td>
                  <th scope="row">
                    {name}
                    {name !== row.method && <span className={`mono ${table.under}`}>{row.method}</span>}
                  </th>
                  <td>{meant(row)}</td>
                  <td>
                    {row.now && row.now.status !== 'NEW' ? meant(row.now) : '–'}
                    {row.action !== 'TAKE' && <span className={`${table.under} ${classes.verdict}`}>{t(`former.action.${row.action}`)}</span>}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </fieldset>
  )
}
