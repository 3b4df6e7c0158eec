import { NativeSelect } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Panel } from '@/components/Panel'
import table from '@/components/Table.module.css'
import { setStatusRule } from '@/features/shops/api/actions'
import type { ShopDetail } from '@/features/shops/api/shops'
import type { OrderRule } from '@/gql/graphql'
import { useFormat } from '@/lib/format/useFormat'
import { useButton } from '@/lib/graphql/useButton'
import { useReleased } from '@/lib/useReleased'
import { useWords } from '@/lib/words/useWords'
import classes from './ShopPage.module.css'

type Rule = ShopDetail['statusRules'][number]

/** What becomes of the orders in each status of the shop. A choice counts at once. */
export function StatusRules({ shop }: { shop: ShopDetail }) {
  const { t } = useTranslation('shops')
  const { number } = useFormat()
  const words = useWords()
  return (
    <Panel>
      <div className={table.scroll}>
        <table className={table.table}>
          <caption className="visually-hidden">{t('statuses.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('statuses.status')}</th>
              <th scope="col">{t('statuses.rule')}</th>
              <th scope="col" className={table.number}>
                {t('statuses.waiting')}
              </th>
            </tr>
          </thead>
          <tbody>
            {shop.statusRules.map((rule) => (
              <tr key={rule.status}>
                <th scope="row">
                  {rule.name || words.term('shopStatus', rule.status)}
                  <span className={`mono ${table.under}`}>{rule.status}</span>
                </th>
                <td>
                  <Choice shopId={shop.id} rule={rule} name={rule.name || words.term('shopStatus', rule.status)} />
                </td>
                <td className={table.number}>
                  {rule.waitingOrders > 0 ? (
                    <Link to="/orders" search={{ shop: shop.key, reason: 'STATUS_UNCLASSIFIED' }}>
                      {number(rule.waitingOrders)}
                    </Link>
                  ) : (
                    number(0)
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={`${classes.hint} ${classes.under}`}>{t('statuses.hint')}</p>
    </Panel>
  )
}

function Choice({ shopId, rule, name }: { shopId: string; rule: Rule; name: string }) {
  const { t } = useTranslation('shops')
  const released = useReleased()
  const [press, busy] = useButton(setStatusRule)
  const choose = async (wanted: OrderRule) => {
    const payload = await press({ input: { shopId, status: rule.status, rule: wanted } })
    if (payload) released(payload.releasedOrders)
  }
  const rules: OrderRule[] = rule.maySend ? ['SEND', 'WAIT', 'NEVER'] : ['WAIT', 'NEVER']
  const unclassified = rule.rule === 'UNCLASSIFIED'
  return (
    <NativeSelect
      aria-label={t('statuses.of', { name })}
      size="xs"
      disabled={busy}
      error={unclassified}
      value={rule.rule}
      onChange={({ currentTarget }) => void choose(currentTarget.value as OrderRule)}
    >
      {unclassified && (
        <option value="UNCLASSIFIED" disabled>
          {t('statuses.UNCLASSIFIED')}
        </option>
      )}
      {rules.map((value) => (
        <option key={value} value={value}>
          {t(`statuses.${value}`)}
        </option>
      ))}
    </NativeSelect>
  )
}
