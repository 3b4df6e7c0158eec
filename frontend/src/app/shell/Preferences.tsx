import { UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '@/components/Icon'
import { languages } from '@/lib/format/locale'
import { rememberLanguage } from '@/lib/i18n/i18n'
import classes from './Preferences.module.css'

/** Language and colours. */
export function Preferences() {
  return (
    <div className={classes.row}>
      <LanguageSwitch />
      <SchemeSwitch />
    </div>
  )
}

function LanguageSwitch() {
  const { t, i18n } = useTranslation()
  return (
    <div role="group" aria-label={t('language.label')} className={classes.group}>
      {languages.map((language) => (
        <UnstyledButton
          key={language}
          lang={language}
          className={classes.choice}
          aria-pressed={i18n.language === language}
          // What is seen is part of the name: people who speak to the page say what they see.
          aria-label={`${language.toUpperCase()}, ${t(`language.${language}`)}`}
          title={t(`language.${language}`)}
          onClick={() => {
            rememberLanguage(language)
            void i18n.changeLanguage(language)
          }}
        >
          {language.toUpperCase()}
        </UnstyledButton>
      ))}
    </div>
  )
}

function SchemeSwitch() {
  const { t } = useTranslation()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <div role="group" aria-label={t('scheme.label')} className={classes.group}>
      {(['light', 'dark'] as const).map((scheme) => (
        <UnstyledButton
          key={scheme}
          className={classes.choice}
          aria-pressed={colorScheme === scheme}
          aria-label={t(`scheme.${scheme}`)}
          title={t(colorScheme === scheme ? 'scheme.auto' : `scheme.${scheme}`)}
          // The pressed one, pressed again, follows the system.
          onClick={() => setColorScheme(colorScheme === scheme ? 'auto' : scheme)}
        >
          <Icon name={scheme === 'light' ? 'sun' : 'moon'} size={15} />
        </UnstyledButton>
      ))}
    </div>
  )
}
