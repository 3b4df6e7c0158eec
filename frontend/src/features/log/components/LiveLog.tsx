import { Button } from '@mantine/core'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '@/components/Icon'
import { FailureNotice, Notice } from '@/components/Notice'
import type { EventFilter } from '@/gql/graphql'
import { useFeed } from '@/features/log/api/useFeed'
import { useWords } from '@/lib/words/useWords'
import classes from './LiveLog.module.css'
import { Lines } from './Lines'

/**
 * The log, newest first. Pausing holds it, and so does scrolling away from its
 * top: nothing moves under a reader's eyes.
 */
export function LiveLog({ filter, text }: { filter: EventFilter; text: string }) {
  const { t } = useTranslation('log')
  const words = useWords()
  const { lines, waiting, held, loading, hasOlder, expired, error, feed } = useFeed(filter)
  const [paused, setPaused] = useState(false)
  const list = useRef<HTMLDivElement>(null)

  const shown = useMemo(() => {
    const wanted = text.trim().toLocaleLowerCase()
    if (wanted === '') return lines
    return lines.filter((line) => [words.event(line), line.actor, line.shop?.name ?? ''].join(' ').toLocaleLowerCase().includes(wanted))
  }, [lines, text, words])

  const toNewest = () => {
    setPaused(false)
    feed.release()
    list.current?.scrollTo({ top: 0 })
  }
  const scrolled = (atTop: boolean) => {
    if (!atTop) feed.hold()
    else if (!paused) feed.release()
  }

  return (
    <div className={classes.log}>
      <div className={classes.bar}>
        <Button
          variant="default"
          size="xs"
          aria-pressed={paused}
          leftSection={<Icon name={paused ? 'play' : 'pause'} size={15} />}
          onClick={() => {
            if (paused) {
              toNewest()
              return
            }
            setPaused(true)
            feed.hold()
          }}
        >
          {t(paused ? 'resume' : 'pause')}
        </Button>
        {waiting > 0 && (
          <Button size="xs" onClick={toNewest}>
            {t('waiting', { count: waiting })}
          </Button>
        )}
        <span className={classes.state} role="status">
          {held ? t('held') : t('live')}
        </span>
      </div>
      {expired && <Notice tone="warning">{t('expired')}</Notice>}
      {error && <FailureNotice error={error} onRetry={() => void feed.start()} />}
      {shown.length > 0 || loading ? (
        <Lines ref={list} lines={shown} onScrolled={scrolled} />
      ) : (
        !error && <Notice title={t(text ? 'noMatch' : 'empty')}>{t(text ? 'noMatchText' : 'emptyText')}</Notice>
      )}
      {hasOlder && (
        <Button variant="default" size="xs" className={classes.older} loading={loading} onClick={() => void feed.older()}>
          {t('older')}
        </Button>
      )}
    </div>
  )
}
