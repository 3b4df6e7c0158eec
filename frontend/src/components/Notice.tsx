import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CombinedError } from 'urql'
import { failureOf } from '@/lib/graphql/failure'
import classes from './Notice.module.css'

type Props = { tone?: 'quiet' | 'good' | 'warning' | 'error'; title?: string; children?: ReactNode; actions?: ReactNode }

/** Something the reader should know, where it belongs on the page. */
export function Notice({ tone = 'quiet', title, children, actions }: Props) {
  return (
    <div className={classes.notice} data-tone={tone} role={tone === 'error' ? 'alert' : undefined}>
      {title && <p className={classes.title}>{title}</p>}
      {children && <div className={classes.text}>{children}</div>}
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  )
}

/** A call that failed, in words that help. */
export function FailureNotice({ error, onRetry }: { error: CombinedError; onRetry?: () => void }) {
  const { t } = useTranslation('failures')
  const failure = failureOf(error)
  return (
    <Notice
      tone="error"
      title={t(`${failure}.title`)}
      actions={
        onRetry && (
          <Button variant="default" size="xs" onClick={onRetry}>
            {t('retry')}
          </Button>
        )
      }
    >
      {t(`${failure}.text`)}
    </Notice>
  )
}
