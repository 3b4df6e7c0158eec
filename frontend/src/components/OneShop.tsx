import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FailureNotice, Notice } from '@/components/Notice'
import { type ShopChoice, useChosenShop, useShops } from '@/lib/shop/useShops'

/** For pages that are about one shop: the chosen one, or the only one; otherwise the reader chooses. */
export function OneShop({ children }: { children: (shop: ShopChoice) => ReactNode }) {
  const { t } = useTranslation()
  const { error } = useShops()
  const { shop, shops } = useChosenShop()
  if (error) return <FailureNotice error={error} />
  if (!shops) return <Notice>{t('loading')}…</Notice>
  const only = shops.length === 1 ? shops[0] : undefined
  const one = shop ?? only
  if (one) return children(one)
  if (shops.length === 0) {
    return (
      <Notice title={t('shop.noneYet')}>
        <Link to="/shops/new">{t('shop.addFirst')}</Link>
      </Notice>
    )
  }
  return (
    <Notice title={t('shop.choose')}>
      {t('shop.chooseText')}
      <ul>
        {shops.map(({ key, name }) => (
          <li key={key}>
            <Link to="." search={{ shop: key }}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
