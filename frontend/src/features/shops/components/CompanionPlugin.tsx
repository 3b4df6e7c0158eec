import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Panel } from '@/components/Panel'
import classes from './ShopPage.module.css'

/** Where the companion WordPress plugin is downloaded. */
export function CompanionPlugin() {
  const { t } = useTranslation('shops')
  return (
    <Panel padded>
      <p className={classes.hint}>{t('plugin.text')}</p>
      <Button mt="sm" variant="default" component="a" href="/downloads/kiwwwi-vasco.zip" download>
        {t('plugin.download')}
      </Button>
    </Panel>
  )
}
