import { Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '@/components/Icon'
import { type ProductsSearch, views } from '@/features/products/search'
import classes from './Products.module.css'

/** The filters live in the address: a list can be sent to somebody. */
export function ProductFilters({ search, count }: { search: ProductsSearch; count: number | undefined }) {
  const { t } = useTranslation('products')
  const navigate = useNavigate()
  const [text, setText] = useState(search.search ?? '')
  const change = (part: ProductsSearch) =>
    void navigate({ to: '/products', search: (all) => ({ shop: all.shop, ...search, after: undefined, before: undefined, ...part }), replace: true })
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
      <Select
        aria-label={t('filter.view')}
        placeholder={t('filter.all')}
        clearable
        clearButtonProps={{ 'aria-label': t('filter.all') }}
        value={search.view ?? null}
        data={views.map((view) => ({ value: view, label: t(`view.${view}`) }))}
        onChange={(view) => change({ view: views.find((known) => known === view) })}
        className={classes.view}
      />
      {count !== undefined && count > 0 && <span className={classes.count}>{t('count', { count })}</span>}
    </div>
  )
}
