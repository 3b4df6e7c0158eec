import { createInstance, type i18n as I18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { type Language, languages } from '@/lib/format/locale'
import { en, sl } from './resources'

const storageKey = 'vasco.language'

export function createI18n(language: Language): I18n {
  const i18n = createInstance()
  void i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    supportedLngs: languages,
    resources: { en, sl },
    ns: Object.keys(en),
    defaultNS: 'common',
    initAsync: false,
    // React escapes.
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  const mark = (chosen: string) => document.documentElement.setAttribute('lang', chosen)
  mark(language)
  i18n.on('languageChanged', mark)
  return i18n
}

/** The reader's last choice, or the browser's first language that we speak. */
export function preferredLanguage(): Language {
  const wanted = [readChoice(), ...navigator.languages]
  for (const tag of wanted) {
    const known = languages.find((language) => tag?.toLowerCase().startsWith(language))
    if (known) return known
  }
  return 'en'
}

export function rememberLanguage(language: Language) {
  try {
    localStorage.setItem(storageKey, language)
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

function readChoice(): string | null {
  try {
    return localStorage.getItem(storageKey)
  } catch {
    return null
  }
}
