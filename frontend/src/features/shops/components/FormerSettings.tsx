import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { FailureNotice, Notice } from '@/components/Notice'
import { Panel } from '@/components/Panel'
import { type Former, formerSettings } from '@/features/shops/api/former'
import { FormerChoice } from './FormerChoice'
import { FormerUnread } from './FormerUnread'
import classes from './FormerSettings.module.css'

/** What the plugin that sent before has set in the shop, to be taken over. The shop is asked when somebody wants to know. */
export function FormerSettings({ shopId }: { shopId: string }) {
  const { t } = useTranslation('shops')
  const [asked, setAsked] = useState(false)
  const [{ data, error, fetching }, read] = useQuery({ query: formerSettings, variables: { shopId }, pause: !asked, requestPolicy: 'cache-and-network' })
  const look = () => (asked ? read({ requestPolicy: 'network-only' }) : setAsked(true))
  const former = asked ? data?.formerSettings : undefined
  return (
    <Panel padded>
      <p className={classes.lead}>{t('former.text')}</p>
      {former && <Told shopId={shopId} former={former} />}
      {error && <FailureNotice error={error} onRetry={look} />}
      <Button mt={former ? 'md' : undefined} variant="default" size={former ? 'xs' : undefined} loading={fetching} onClick={look}>
        {t(former ? 'former.again' : 'former.look')}
      </Button>
    </Panel>
  )
}

function Told({ shopId, former }: { shopId: string; former: Former }) {
  const { t } = useTranslation('shops')
  const { state, payments, blacklist, schedule, unread, leftOut, complete } = former
  if (state !== 'TOLD')
    return (
      <Notice
        tone={state === 'NO_COMPANION' ? 'quiet' : 'warning'}
        title={t(`former.state.${state}.title`)}
        actions={
          state === 'NO_COMPANION' && (
            <Button variant="default" size="xs" component="a" href="/downloads/kiwwwi-vasco.zip" download>
              {t('plugin.download')}
            </Button>
          )
        }
      >
        {t(`former.state.${state}.text`)}
        {state !== 'NO_COMPANION' && former.detail && <span className={classes.detail}>{former.detail}</span>}
      </Notice>
    )
  const nothing = payments.length + blacklist.length === 0 && !schedule
  return (
    <>
      {nothing ? (
        <Notice title={t('former.nothing.title')}>{t(unread.length > 0 ? 'former.nothing.unread' : 'former.nothing.text')}</Notice>
      ) : (
        <FormerChoice key={JSON.stringify(former)} shopId={shopId} former={former} />
      )}
      <FormerUnread unread={unread} leftOut={leftOut} complete={complete} />
    </>
  )
}
