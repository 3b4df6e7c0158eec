import { Button, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { Moment } from '@/components/Moment'
import { FailureNotice } from '@/components/Notice'
import { Panel } from '@/components/Panel'
import { type Schedule, setStockSchedule, stockPlan } from '@/features/runs/api/runs'
import type { ScheduleEvery } from '@/gql/graphql'
import { useAction } from '@/lib/graphql/useAction'
import { useTell } from '@/lib/useTell'
import { useWords } from '@/lib/words/useWords'
import classes from './Runs.module.css'

const choices = ['OFF', 'MINUTES_15', 'MINUTES_30', 'HOUR', 'HOURS_2', 'HOURS_6', 'HOURS_12', 'DAY', 'CRON'] as const satisfies readonly ScheduleEvery[]

/** When stock is synced by itself. */
export function ScheduleForm({ shopId }: { shopId: string }) {
  const [{ data, error }] = useQuery({ query: stockPlan, variables: { id: shopId } })
  if (error) return <FailureNotice error={error} />
  if (!data?.shop) return null
  const { stockSchedule, timezone } = data.shop
  return (
    <Panel padded>
      <Fields key={JSON.stringify(stockSchedule)} shopId={shopId} schedule={stockSchedule} />
      <Next schedule={stockSchedule} timezone={timezone} />
    </Panel>
  )
}

function Fields({ shopId, schedule }: { shopId: string; schedule: Schedule }) {
  const { t } = useTranslation(['stock', 'common'])
  const words = useWords()
  const tell = useTell()
  const [every, setEvery] = useState(schedule.every)
  const [at, setAt] = useState(schedule.at || '03:30')
  const [cron, setCron] = useState(schedule.cron)
  const [problem, setProblem] = useState<string>()
  const [run, busy] = useAction(setStockSchedule)
  const save = async (submitted: FormEvent) => {
    submitted.preventDefault()
    const outcome = await run({ input: { shopId, every, ...(every === 'DAY' && { at }), ...(every === 'CRON' && { cron }) } })
    if (!outcome) return
    const [first] = outcome.refused
    const refusal = first && words.userError(first)
    setProblem(refusal)
    if (!refusal) tell.done(t('common:saved'))
    else if (every !== 'DAY' && every !== 'CRON') tell.refused(refusal)
  }
  return (
    <form className={classes.schedule} onSubmit={(submitted) => void save(submitted)}>
      <Select
        label={t('schedule.every')}
        allowDeselect={false}
        value={every}
        data={choices.map((choice) => ({ value: choice, label: t(`schedule.choice.${choice}`) }))}
        onChange={(choice) => {
          setEvery(choices.find((known) => known === choice) ?? every)
          setProblem(undefined)
        }}
      />
      {every === 'DAY' && (
        <TextInput type="time" label={t('schedule.at')} value={at} onChange={({ currentTarget }) => setAt(currentTarget.value)} error={problem} />
      )}
      {every === 'CRON' && (
        <TextInput
          label={t('schedule.cron')}
          placeholder="30 3 * * 1-5"
          value={cron}
          onChange={({ currentTarget }) => setCron(currentTarget.value)}
          error={problem}
        />
      )}
      <Button type="submit" variant="default" loading={busy}>
        {t('common:action.save')}
      </Button>
    </form>
  )
}

function Next({ schedule: { every, nextRunAt }, timezone }: { schedule: Schedule; timezone: string }) {
  const { t } = useTranslation('stock')
  return (
    <p className={classes.soft}>
      {every === 'OFF' && t('schedule.off')}
      {every !== 'OFF' && !nextRunAt && t('schedule.soon')}
      {nextRunAt && (
        <>
          {t('schedule.next')} <Moment at={nextRunAt} />.
        </>
      )}{' '}
      {t('schedule.zone', { zone: timezone })}
    </p>
  )
}
