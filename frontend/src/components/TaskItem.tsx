import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Amount } from '@/components/Amount'
import { CloseTask } from '@/components/CloseTask'
import { Ago, Moment } from '@/components/Moment'
import type { TaskPartsFragment } from '@/gql/graphql'
import { useFormat } from '@/lib/format/useFormat'
import { useWords } from '@/lib/words/useWords'
import classes from './TaskItem.module.css'

type Props = { task: TaskPartsFragment; vasco: string; children?: ReactNode }

/** What a person has to do in VASCO, with the button that closes it; `children` says for which order, where that is not plain. */
export function TaskItem({ task, vasco, children }: Props) {
  const { t } = useTranslation('tasks')
  const words = useWords()
  const { number } = useFormat()
  const [closing, setClosing] = useState(false)
  const revived = task.changes.some(({ field, after }) => field === 'ended' && after === '')
  const shown = (field: string, value: string) => (field === 'ended' ? words.term('ended', value) : value) || '–'
  return (
    <li className={classes.task}>
      <div className={classes.words}>
        <p className={classes.title}>{t(`title.${task.kind}`, { vasco: vasco || '–', context: revived ? 'back' : undefined })}</p>
        {task.amounts.length > 0 && (
          <ul className={classes.amounts}>
            {task.amounts.map(({ rate, gross }) => (
              <li key={rate ?? 'unknown'}>
                <Amount of={gross} /> {rate ? t('atRate', { rate: number(rate) }) : t('rateUnknown')}
              </li>
            ))}
          </ul>
        )}
        {task.changes.map(({ field, before, after }) => (
          <p key={field} className={classes.detail}>
            {words.term('change', field)}: {before !== '' && <><del>{shown(field, before)}</del> → </>}<ins>{shown(field, after)}</ins>
          </p>
        ))}
        <p className={classes.detail}>
          {children} <Ago at={task.openedAt} />
        </p>
        {task.taskState !== 'OPEN' && (
          <p className={classes.detail}>
            {t(`state.${task.taskState}`)} {task.closedAt && <Moment at={task.closedAt} />}
            {task.documentNumber && ` · ${task.documentNumber}`}
            {task.note && ` · ${task.note}`}
          </p>
        )}
      </div>
      {task.taskState === 'OPEN' && (
        <>
          <Button size="xs" variant="default" onClick={() => setClosing(true)}>
            {t('close.button')}
          </Button>
          <CloseTask id={task.id} opened={closing} onClose={() => setClosing(false)} />
        </>
      )}
    </li>
  )
}
