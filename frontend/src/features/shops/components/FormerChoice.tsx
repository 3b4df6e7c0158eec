import { Button, Checkbox } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Former, takeOverFormerSettings } from '@/features/shops/api/former'
import { useButton } from '@/lib/graphql/useButton'
import { useReleased } from '@/lib/useReleased'
import { FormerPayments } from './FormerPayments'
import classes from './FormerSettings.module.css'

/** What of the former settings is taken over: all that nobody has decided otherwise, unless a person says so. */
export function FormerChoice({ shopId, former }: { shopId: string; former: Former }) {
  const { t } = useTranslation('shops')
  const { payments, blacklist, schedule } = former
  const fresh = blacklist.filter(({ action }) => action === 'TAKE')
  const [methods, setMethods] = useState(() => payments.filter(({ action }) => action === 'TAKE').map(({ method }) => method))
  const [takesBlacklist, setTakesBlacklist] = useState(fresh.length > 0)
  const [takesSchedule, setTakesSchedule] = useState(schedule?.action === 'TAKE')
  const [press, busy] = useButton(takeOverFormerSettings)
  const released = useReleased()
  const settled = payments.every(({ action }) => action === 'SAME') && fresh.length === 0 && (!schedule || schedule.action === 'SAME')
  const takeOver = async (submitted: FormEvent) => {
    submitted.preventDefault()
    const payload = await press({
      input: {
        shopId,
        revision: former.revision,
        payments: payments
          .filter(({ method }) => methods.includes(method))
          .map(({ method, action, standing }) => ({ method, ...(action === 'CONFLICT' && { replaces: standing }) })),
        blacklist: takesBlacklist ? fresh.map(({ pattern }) => pattern) : [],
        ...(takesSchedule && schedule && { schedule: schedule.action === 'CONFLICT' ? { replaces: schedule.standing } : {} }),
      },
    })
    if (payload) released(payload.releasedOrders, payload.oldOrders)
  }
  return (
    <form className={classes.choice} onSubmit={(submitted) => void takeOver(submitted)}>
      {payments.length > 0 && <FormerPayments payments={payments} chosen={methods} onChange={setMethods} />}
      {blacklist.length > 0 && (
        <fieldset className={classes.part}>
          <legend>{t('former.blacklist')}</legend>
          {fresh.length > 0 ? (
            <Checkbox
              label={t('former.addresses', { count: fresh.length })}
              checked={takesBlacklist}
              onChange={({ currentTarget }) => setTakesBlacklist(currentTarget.checked)}
            />
          ) : (
            <p className={classes.same}>{t('former.allListed', { count: blacklist.length })}</p>
          )}
          {fresh.length > 0 && (
            <ul className={classes.patterns}>
              {fresh.map(({ pattern, note }) => (
                <li key={pattern}>
                  {pattern}
                  {note && <span className={classes.note}> {note}</span>}
                </li>
              ))}
            </ul>
          )}
        </fieldset>
      )}
      {schedule && <Schedule schedule={schedule} taken={takesSchedule} onChange={setTakesSchedule} />}
      {settled ? (
        <p className={classes.settled}>{t('former.settled')}</p>
      ) : (
        <Button type="submit" loading={busy} disabled={methods.length === 0 && !takesBlacklist && !takesSchedule}>
          {t('former.take')}
        </Button>
      )}
    </form>
  )
}

type ScheduleProps = { schedule: NonNullable<Former['schedule']>; taken: boolean; onChange: (taken: boolean) => void }

function Schedule({ schedule, taken, onChange }: ScheduleProps) {
  const { t } = useTranslation(['shops', 'runs'])
  const named = ({ every, at, cron }: { every: typeof schedule.every; at: string; cron: string }) => t(`runs:every.${every}`, { at, cron })
  const theirs = named(schedule)
  return (
    <fieldset className={classes.part}>
      <legend>{t('former.schedule')}</legend>
      {schedule.action === 'SAME' ? (
        <p className={classes.same}>{t('former.sameSchedule', { every: theirs })}</p>
      ) : (
        <Checkbox
          label={theirs}
          description={schedule.now && t(schedule.action === 'CONFLICT' ? 'former.replacesSchedule' : 'former.nowSchedule', { every: named(schedule.now) })}
          checked={taken}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        />
      )}
    </fieldset>
  )
}
