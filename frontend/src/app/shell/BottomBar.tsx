import { Drawer, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Icon } from '@/components/Icon'
import classes from './BottomBar.module.css'
import navigation from './Navigation.module.css'
import { pages } from './pages'
import { Preferences } from './Preferences'
import { ShopSwitch } from './ShopSwitch'

const visible = pages.slice(0, 3)
const hidden = pages.slice(3)

/** The navigation where there is no room at the side. */
export function BottomBar() {
  const { t } = useTranslation()
  const [opened, { open, close }] = useDisclosure()
  return (
    <>
      <nav className={classes.bar} aria-label={t('nav.label')}>
        {visible.map(({ to, name, icon }) => (
          <Link
            key={name}
            to={to}
            className={classes.link}
            activeOptions={{ exact: to === '/', includeSearch: false }}
            activeProps={{ 'aria-current': 'page' }}
          >
            <Icon name={icon} size={20} />
            {t(`nav.${name}`)}
          </Link>
        ))}
        <UnstyledButton className={classes.link} onClick={open} aria-expanded={opened}>
          <Icon name="more" size={20} />
          {t('nav.more')}
        </UnstyledButton>
      </nav>
      <Drawer
        opened={opened}
        onClose={close}
        position="bottom"
        size="auto"
        title={t('nav.more')}
        closeButtonProps={{ 'aria-label': t('action.close') }}
        classNames={{ content: classes.drawer, header: classes.drawer }}
      >
        <ShopSwitch />
        <ul className={navigation.list}>
          {hidden.map(({ to, name, icon }) => (
            <li key={name}>
              <Link to={to} className={navigation.link} onClick={close} activeProps={{ 'aria-current': 'page' }}>
                <Icon name={icon} />
                {t(`nav.${name}`)}
              </Link>
            </li>
          ))}
        </ul>
        <div className={classes.preferences}>
          <Preferences />
        </div>
      </Drawer>
    </>
  )
}
