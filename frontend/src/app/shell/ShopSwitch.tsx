import { Select } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useChosenShop } from '@/lib/shop/useShops'
import classes from './ShopSwitch.module.css'

/** Chooses the shop that every page is about; absent while there is only one. */
export function ShopSwitch() {
  const { t } = useTranslation()
  const { key, shops } = useChosenShop()
  const navigate = useNavigate()
  if (!shops || (shops.length < 2 && key === undefined)) return null
  return (
    <Select
      aria-label={t('shop.label')}
      placeholder={t('shop.all')}
      size="sm"
      searchable={shops.length > 8}
      clearable
      clearButtonProps={{ 'aria-label': t('shop.all') }}
      value={key ?? null}
      data={shops.map((shop) => ({ value: shop.key, label: shop.name }))}
      onChange={(shop) => void navigate({ to: '.', search: (all) => ({ ...all, shop: shop ?? undefined, after: undefined, before: undefined }) })}
      classNames={{ input: classes.input }}
    />
  )
}
