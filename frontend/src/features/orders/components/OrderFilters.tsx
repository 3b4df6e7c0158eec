import { CloseButton, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '@/components/Icon'
import type { StateCounts } from '@/features/orders/api/orders'
import { type OrdersSearch, withFilter } from '@/features/orders/search'
import { reasonCodes } from '@/lib/words/reasons'
import { useWords } from '@/lib/words/useWords'
import classes from './OrderFilters.module.css'
import { StateFilter } from './StateFilter'

type Props = { search: OrdersSearch; states: StateCounts | undefined }

/** The filters live in the address: a filtered list can be sent to somebody. */
export function OrderFilters({ search, states }: Props) {
  const { t } = useTranslation(['orders', 'common'])
  const words = useWords()
  const navigate = useNavigate()
  const change = (part: Partial<OrdersSearch>) => void navigate({ to: '/orders', search: (all) => ({ ...all, ...withFilter(search, part) }), replace: true })
  return (
    <div role="search" className={classes.filters}>
      <StateFilter search={search} states={states} />
      <div className={classes.row}>
        <SearchField key={search.search ?? ''} value={search.search ?? ''} onChange={(text) => change({ search: text || undefined })} />
        <Select
          aria-label={t('filter.reason')}
          placeholder={t('filter.reason')}
          clearable
          clearButtonProps={{ 'aria-label': t('filter.anyReason') }}
          searchable
          value={search.reason ?? null}
          data={reasonCodes.map((code) => ({ value: code, label: words.reasonName(code) }))}
          onChange={(reason) => change({ reason: reason ?? undefined })}
          className={classes.reason}
        />
        {search.waitsFor && <Chip label={t('filter.waitsFor')} onRemove={() => change({ waitsFor: undefined })} />}
        {search.changed && <Chip label={t('filter.changed')} onRemove={() => change({ changed: undefined })} />}
        {search.differs && <Chip label={t('filter.differs')} onRemove={() => change({ differs: undefined })} />}
      </div>
    </div>
  )
}

function SearchField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t } = useTranslation(['orders', 'common'])
  const [text, setText] = useState(value)
  const later = useDebouncedCallback(onChange, 300)
  return (
    <TextInput
      type="search"
      aria-label={t('filter.search')}
      placeholder={t('filter.searchHint')}
      leftSection={<Icon name="search" size={16} />}
      value={text}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value)
        later(currentTarget.value.trim())
      }}
      className={classes.search}
    />
  )
}

function Chip({ label, onRemove }: { label: string; onRemove: () => void }) {
  const { t } = useTranslation()
  return (
    <span className={classes.chip}>
      {label}
      <CloseButton size="xs" aria-label={`${t('action.remove')}: ${label}`} onClick={onRemove} />
    </span>
  )
}
