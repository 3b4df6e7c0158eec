import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { previewReport, type ShopDetail } from '@/features/shops/api/shops'
import { withYear } from '@/lib/format/vasco'
import { useWords } from '@/lib/words/useWords'
import classes from './ShopPage.module.css'

/** How the documents we would have sent compare with what VASCO got another way. */
export function PreviewReport({ shop }: { shop: ShopDetail }) {
  const { t } = useTranslation('shops')
  const words = useWords()
  const [{ data }] = useQuery({ query: previewReport, variables: { shopId: shop.id }, requestPolicy: 'cache-and-network' })
  const report = data?.previewReport
  if (!report) return null
  const { same, differing, notFound, unclear, differences } = report
  const compared = same + differing
  if (compared + notFound + unclear === 0) return null
  return (
    <>
      <p className={classes.report}>
        {compared > 0 && <strong>{t('switch.report.same', { same, count: compared })} </strong>}
        {differing > 0 && <span>{t('switch.report.differing', { count: differing })} </span>}
        {notFound > 0 && <span>{t('switch.report.notFound', { count: notFound })} </span>}
        {unclear > 0 && <span>{t('switch.report.unclear', { count: unclear })}</span>}
      </p>
      {differences.length > 0 && (
        <ul className={classes.differences}>
          {differences.map(({ id, number, comparison }) => (
            <li key={id}>
              <Link to="/orders/$orderId" params={{ orderId: id }}>
                #{number}
              </Link>{' '}
              <span className={classes.hint}>
                {withYear(comparison?.vascoNumber, comparison?.vascoYear)}: {[...new Set(comparison?.differences.map(({ field }) => words.term('compare', field)))].join(', ')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
