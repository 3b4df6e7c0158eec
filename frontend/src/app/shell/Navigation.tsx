import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Icon } from '@/components/Icon'
import { Brand } from './Brand'
import classes from './Navigation.module.css'
import { pages } from './pages'
import { Preferences } from './Preferences'
import { ShopSwitch } from './ShopSwitch'
import { SocketLight } from './SocketLight'

export function Navigation() {
  const { t } = useTranslation()
  return (
    <div className={classes.side}>
      <Link to="/" className={classes.brand}>
        <Brand />
      </Link>
      <ShopSwitch />
      <nav aria-label={t('nav.label')}>
        <ul className={classes.list}>
          {pages.map(({ to, name, icon }) => (
            <li key={name}>
              <Link
                to={to}
                className={classes.link}
                activeOptions={{ exact: to === '/', includeSearch: false }}
                activeProps={{ 'aria-current': 'page' }}
              >
                <Icon name={icon} />
                {t(`nav.${name}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className={classes.foot}>
        <SocketLight />
        <Preferences />
      </div>
    </div>
  )
}
