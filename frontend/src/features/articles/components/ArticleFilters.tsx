import { Checkbox, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '@/components/Icon'
import type { ArticlesSearch } from '@/features/articles/search'
import classes from './ArticleFilters.module.css'

type Props = { search: ArticlesSearch; count: number | undefined }

/** The filters live in the address: what is missing can be sent to somebody. */
export function ArticleFilters({ search, count }: Props) {
  const { t } = useTranslation('articles')
  const navigate = useNavigate()
  const [text, setText] = useState(search.search ?? '')
  const change = (part: ArticlesSearch) =>
    void navigate({
      to: '/articles',
      search: (all) => ({ shop: all.shop, ...search, after: undefined, before: undefined, ...part }),
      replace: true,
    })
  const later = useDebouncedCallback((typed: string) => change({ search: typed || undefined }), 300)
  return (
    <div role="search" className={classes.filters}>
      <TextInput
        type="search"
        aria-label={t('filter.search')}
        placeholder={t('filter.search')}
        leftSection={<Icon name="search" size={16} />}
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value)
          later(currentTarget.value.trim())
        }}
        className={classes.search}
      />
      <Checkbox
        label={t('filter.missing')}
        checked={search.missing === 'yes'}
        onChange={({ currentTarget }) => change({ missing: currentTarget.checked ? 'yes' : undefined })}
      />
      {count !== undefined && count > 0 && <span className={classes.count}>{t('count', { count })}</span>}
    </div>
  )
}
