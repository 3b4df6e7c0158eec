/** Line drawings on a 20 × 20 grid. They stand beside words, so they are silent. */
const drawings = {
  overview: 'M3 16.5V10m4.7 6.5V4m4.6 12.5v-8m4.7 8V6.5',
  orders: 'M4 3.5h12v13l-2-1.4-2 1.4-2-1.4-2 1.4-2-1.4-2 1.4zM7 7.5h6M7 10.8h6',
  log: 'M3.5 5h2m2.5 0h8.5M3.5 10h2M8 10h8.5m-13 5h2M8 15h5',
  payments: 'M2.5 5h15v10.500h-15zM2.5 8.5h15M5.5 12.500h3',
  articles: 'M3.5 6.500L10 3l6.500 3.500v7L10 17l-6.500-3.500zM3.5 6.500L10 10l6.500-3.500M10 10v7',
  products: 'M3.5 4h5v5h-5zM11.5 4h5v5h-5zM3.5 11.500h5v5h-5zM11.5 11.500h5v5h-5z',
  stock: 'M3 17V7.500L10 3l7 4.500V17M6 17v-6.500h8V17M6 13.700h8',
  blacklist: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM5.1 5.100l9.8 9.8',
  shops: 'M3 8l1.4-4.500h11.200L17 8M3 8c0 2.5 3.5 2.5 3.5 0 0 2.5 3.5 2.5 3.5 0 0 2.5 3.5 2.5 3.5 0 0 2.5 3.5 2.5 3.5 0M4.5 10v6.500h11V10',
  more: 'M4 5.500h12M4 10h12M4 14.500h12',
  tick: 'M4.5 10.500l3.7 3.7 7.3-8.4',
  cross: 'M5.5 5.500l9 9m0-9l-9 9',
  clock: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4.300l2.8 1.7',
  arrow: 'M3.5 10h12.500m-4.5-4.500L16 10l-4.5 4.5',
  hand: 'M10 3.500v7M10 14.200v.6M10 17.5',
  question: 'M7 7.300c.3-3.6 6-3.6 6 0 0 2.3-3 2.2-3 4.700m0 3v.3',
  minus: 'M5 10h10',
  pause: 'M7 5v10m6-10v10',
  play: 'M6.5 4.500l8.5 5.5-8.5 5.500z',
  info: 'M10 9v5.500M10 5.800v.4',
  search: 'M9 14.500a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l4 4',
  down: 'M5.5 8l4.5 4.500L14.5 8',
  external: 'M8 5H4.500v10.500H15V12M11 4.500h4.500V9M15 5l-6 6',
  sun: 'M10 13.500a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM10 2v2m0 12v2M2 10h2m12 0h2M4.3 4.300l1.4 1.400m8.6 8.600l1.4 1.400m0-11.400l-1.4 1.400M5.7 14.300l-1.4 1.4',
  moon: 'M16 12.200A7 7 0 0 1 7.8 4 6.5 6.5 0 1 0 16 12.200z',
  refresh: 'M16 6.500A7 7 0 1 0 17 10M16.5 3v4h-4',
  plus: 'M10 4.500v11M4.5 10h11',
  plug: 'M7 3v4m6-4v4M5 7h10v3a5 5 0 0 1-10 0zM10 15v3',
} as const

export type IconName = keyof typeof drawings

export function Icon({ name, size = 18, className }: { name: IconName; size?: number; className?: string }) {
  return (
    <svg
      className={className}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={drawings[name]} />
    </svg>
  )
}
