import type { ReactNode } from 'react'
import classes from './Panel.module.css'

export function Panel({ children, padded = false }: { children: ReactNode; padded?: boolean }) {
  return <div className={padded ? `${classes.panel} ${classes.padded}` : classes.panel}>{children}</div>
}
