import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '@/components/Notice'
import { Page } from '@/components/Page'
import { filterOf, type LogSearch } from '@/features/log/search'
import { useChosenShop } from '@/lib/shop/useShops'
import { LogFilters } from './LogFilters'
import { LiveLog } from './LiveLog'

export function LogPage({ search }: { search: LogSearch }) {
  const { t } = useTranslation(['log', 'common'])
  const { shop, ready } = useChosenShop()
  const [text, setText] = useState('')
  const { level, kind } = search
  const filter = useMemo(() => filterOf({ level, kind }, shop?.id), [level, kind, shop?.id])
  return (
    <Page title={t('title')}>
      <LogFilters search={search} text={text} onText={setText} />
      {ready ? <LiveLog filter={filter} text={text} /> : <Notice>{t('common:loading')}…</Notice>}
    </Page>
  )
}
