import { Button, Group } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { Json } from '@/components/Json'
import { FailureNotice } from '@/components/Notice'
import { Section } from '@/components/Page'
import { Panel } from '@/components/Panel'
import { previewProduct, pushProduct } from '@/features/products/api/push'
import type { PreviewProductQuery } from '@/gql/graphql'
import { useButton } from '@/lib/graphql/useButton'
import { useWords } from '@/lib/words/useWords'
import classes from './Products.module.css'

/** The product as VASCO's article: what a push would do, and its button. */
export function ToVasco({ id }: { id: string }) {
  const { t } = useTranslation('products')
  const navigate = useNavigate()
  const [push, pushing] = useButton(pushProduct)
  const [wanted, setWanted] = useState(false)
  const [{ data, error, fetching }, read] = useQuery({ query: previewProduct, variables: { id }, pause: !wanted, requestPolicy: 'network-only' })
  const look = () => (wanted ? read({ requestPolicy: 'network-only' }) : setWanted(true))
  const send = async () => {
    const done = await push({ id })
    if (done?.run) void navigate({ to: '/stock/$runId', params: { runId: done.run.id } })
  }
  return (
    <Section title={t('article.title')}>
      <Panel padded>
        <p className={classes.lead}>{t('article.hint')}</p>
        <Group gap="sm">
          <Button variant="default" size="xs" loading={fetching} onClick={look}>
            {t('article.look')}
          </Button>
          <Button size="xs" loading={pushing} onClick={() => void send()}>
            {t('article.send')}
          </Button>
        </Group>
        {error && <FailureNotice error={error} onRetry={look} />}
        {data && <Seen preview={data.previewProduct} />}
      </Panel>
    </Section>
  )
}

function Seen({ preview }: { preview: PreviewProductQuery['previewProduct'] }) {
  const { t } = useTranslation(['products', 'common'])
  const words = useWords()
  const { action, reason, differences, payload } = preview
  return (
    <div role="status">
      <p>
        <strong>{t(`article.action.${action}`)}</strong>
        {reason && <span className={classes.under}>{words.runReason(reason)}</span>}
      </p>
      {differences.length > 0 && (
        <dl className={classes.facts}>
          {differences.map((one) => (
            <Fragment key={one.field}>
              <dt>{t(`article.part.${one.field}`)}</dt>
              <dd>
                {[one.now, t('common:none')].find(Boolean)} → {one.wouldBe}
                {!one.written && <span className={classes.under}>{t('article.stays')}</span>}
              </dd>
            </Fragment>
          ))}
        </dl>
      )}
      {payload !== null && payload !== undefined && action !== 'UNCHANGED' && (
        <details>
          <summary>{t('article.payload')}</summary>
          <Json value={payload} label={t('article.payload')} />
        </details>
      )}
    </div>
  )
}
