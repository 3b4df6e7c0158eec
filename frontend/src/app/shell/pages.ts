import type { IconName } from '@/components/Icon'

/** The pages of the navigation, in order. The first three stay visible on a phone. */
export const pages = [
  { to: '/', name: 'dashboard', icon: 'overview' },
  { to: '/orders', name: 'orders', icon: 'orders' },
  { to: '/log', name: 'log', icon: 'log' },
  { to: '/tasks', name: 'tasks', icon: 'tick' },
  { to: '/products', name: 'products', icon: 'products' },
  { to: '/stock', name: 'stock', icon: 'stock' },
  { to: '/payments', name: 'payments', icon: 'payments' },
  { to: '/articles', name: 'articles', icon: 'articles' },
  { to: '/blacklist', name: 'blacklist', icon: 'blacklist' },
  { to: '/shops', name: 'shops', icon: 'shops' },
] as const satisfies readonly { to: string; name: string; icon: IconName }[]
