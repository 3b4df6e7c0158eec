import { notifications } from '@mantine/notifications'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CombinedError } from 'urql'
import { failureOf } from '@/lib/graphql/failure'

/** Short messages at the edge of the page. */
export function useTell() {
  const { t } = useTranslation('failures')
  return useMemo(
    () => ({
      done: (message: string) => notifications.show({ message, color: 'kiwi' }),
      refused: (message: string) => notifications.show({ message, color: 'red', autoClose: 12_000 }),
      failure: (error: CombinedError) =>
        notifications.show({ message: t(`${failureOf(error)}.text`), title: t(`${failureOf(error)}.title`), color: 'red', autoClose: 12_000 }),
    }),
    [t],
  )
}
