import { Button } from '@mantine/core'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Notice } from '@/components/Notice'
import { Page } from '@/components/Page'

/** A page that could not be drawn. After an update the old page's parts are gone from the server: loading anew helps. */
export function Crash({ error }: ErrorComponentProps) {
  const { t } = useTranslation()
  return (
    <Page title={t('crash.title')}>
      <Notice tone="error" title={t('crash.text')} actions={<Button onClick={() => location.reload()}>{t('crash.reload')}</Button>}>
        <span className="mono">{error instanceof Error ? error.message : String(error)}</span>
      </Notice>
    </Page>
  )
}
