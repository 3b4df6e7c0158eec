import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { Amount } from '@/components/Amount'
import { Section } from '@/components/Page'
import { Panel } from '@/components/Panel'
import { differences } from '@/features/shops/api/shops'
import classes from './ShopPage.module.css'

/** How much VASCO's totals differ from the shop's, month by month; nothing while they do not. */
export function Differences({ shopId }: { shopId: string }) {
  const { t } = useTranslation('shops')
  const [{ data }] = useQuery({ query: differences, variables: { shopId }, requestPolicy: 'cache-and-network' })
  if (!data || data.differences.length === 0) return null
  return (
    <Section title={t('differences.title')}>
      <Panel padded>
        <p className={classes.hint}>{t('differences.text')}</p>
        <ul className={classes.webhooks}>
          {data.differences.map(({ month, orders, sum }) => (
            <li key={month + sum.currency}>
              <span>
                {month.slice(5)}/{month.slice(0, 4)}: {t('differences.orders', { count: orders })}
              </span>
              <Amount of={sum} />
            </li>
          ))}
        </ul>
      </Panel>
    </Section>
  )
}
