import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { wordsIn } from '@/lib/words/words'

export function useWords() {
  const { i18n } = useTranslation()
  // The language is what the words depend on; i18n stays the same object.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => wordsIn(i18n), [i18n, i18n.language])
}
