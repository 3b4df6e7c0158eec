import { useTranslation } from 'react-i18next'
import { useTell } from '@/lib/useTell'

/** Tells what a change that was saved set going: orders that waited, and old ones that ask first. */
export function useReleased() {
  const { t } = useTranslation()
  const tell = useTell()
  return (released: number, old = 0) =>
    tell.done([t('released', { count: released }), old > 0 ? t('releasedOld', { count: old }) : ''].filter(Boolean).join(' '))
}
