import { useTranslation } from 'react-i18next'
import type { PagePartsFragment } from '@/gql/graphql'
import { ButtonLink } from './ButtonLink'
import classes from './Pager.module.css'

/** Newer entries lie before the page, older ones after it. Its place stands in the address. */
export function Pager({ page }: { page: PagePartsFragment }) {
  const { t } = useTranslation()
  if (!page.hasNextPage && !page.hasPreviousPage) return null
  return (
    <nav aria-label={t('pager.label')} className={classes.pager}>
      <Turn place={{ after: undefined, before: page.startCursor ?? undefined }} possible={page.hasPreviousPage}>
        ← {t('pager.newer')}
      </Turn>
      <Turn place={{ before: undefined, after: page.endCursor ?? undefined }} possible={page.hasNextPage}>
        {t('pager.older')} →
      </Turn>
    </nav>
  )
}

type Place = { after: string | undefined; before: string | undefined }

function Turn({ place, possible, children }: { place: Place; possible: boolean; children: React.ReactNode }) {
  return (
    <ButtonLink to="." search={(all) => ({ ...all, ...place })} disabled={!possible} data-disabled={!possible || undefined} variant="default">
      {children}
    </ButtonLink>
  )
}
