import { useTranslation } from 'react-i18next'
import { ButtonLink } from '@/components/ButtonLink'
import type { PagePartsFragment } from '@/gql/graphql'
import classes from './Pager.module.css'

/** Newer orders lie before the page, older ones after it. */
export function Pager({ page }: { page: PagePartsFragment }) {
  const { t } = useTranslation('orders')
  if (!page.hasNextPage && !page.hasPreviousPage) return null
  return (
    <nav aria-label={t('pager.label')} className={classes.pager}>
      <ButtonLink
        to="/orders"
        search={(all) => ({ ...all, after: undefined, before: page.startCursor ?? undefined })}
        disabled={!page.hasPreviousPage}
        data-disabled={!page.hasPreviousPage || undefined}
        variant="default"
      >
        ← {t('pager.newer')}
      </ButtonLink>
      <ButtonLink
        to="/orders"
        search={(all) => ({ ...all, before: undefined, after: page.endCursor ?? undefined })}
        disabled={!page.hasNextPage}
        data-disabled={!page.hasNextPage || undefined}
        variant="default"
      >
        {t('pager.older')} →
      </ButtonLink>
    </nav>
  )
}
