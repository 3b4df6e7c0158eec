import { Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import classes from './Page.module.css'

type Props = { title: string; lead?: ReactNode; actions?: ReactNode; children: ReactNode }

/** A page with its one heading, which the browser's title repeats. */
export function Page({ title, lead, actions, children }: Props) {
  useDocumentTitle(`${title} · Kiwwwi VASCO`)
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div>
          <Title order={1}>{title}</Title>
          {typeof lead === 'string' ? <p className={classes.lead}>{lead}</p> : lead}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  )
}

/** A titled part of a page. */
export function Section({ title, aside, children, id }: { title: string; aside?: ReactNode; children: ReactNode; id?: string }) {
  return (
    <section id={id} className={classes.section} aria-label={title}>
      <div className={classes.sectionHead}>
        <Title order={2}>{title}</Title>
        {aside}
      </div>
      {children}
    </section>
  )
}
