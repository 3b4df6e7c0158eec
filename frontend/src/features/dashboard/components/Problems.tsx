import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ButtonLink } from '@/components/ButtonLink'
import { Icon } from '@/components/Icon'
import { MendLink } from '@/components/MendLink'
import { Ago } from '@/components/Moment'
import { Notice } from '@/components/Notice'
import { Panel } from '@/components/Panel'
import type { Problem } from '@/features/dashboard/api/dashboard'
import { useSendAgain } from '@/features/dashboard/api/sendAgain'
import { countedBy, isOfOrders, ordersOf } from '@/features/dashboard/problems'
import { useWords } from '@/lib/words/useWords'
import { paramsOf } from '@/lib/words/params'
import { AcceptAddress } from './AcceptAddress'
import { SetRounding } from './SetRounding'
import classes from './Problems.module.css'

/** What needs a person, worst first, each with what mends it. */
export function Problems({ problems }: { problems: Problem[] }) {
  const { t } = useTranslation('dashboard')
  if (problems.length === 0) {
    return (
      <Notice tone="good" title={t('problems.none')}>
        {t('problems.noneText')}
      </Notice>
    )
  }
  return (
    <Panel>
      <ul className={classes.problems}>
        {problems.map((problem) => (
          <li key={problem.id} className={classes.problem} data-level={problem.level}>
            <ProblemRow problem={problem} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function ProblemRow({ problem }: { problem: Problem }) {
  const { t } = useTranslation(['dashboard', 'common', 'terms'])
  const words = useWords()
  const { code, count, oldestAt, refId, shop } = problem
  const { method, source, rounding } = paramsOf(problem.params)
  return (
    <>
      <Icon name={problem.level === 'ERROR' ? 'cross' : 'hand'} className={classes.sign} />
      <div className={classes.words}>
        <p className={classes.cause}>
          <span className="visually-hidden">{t(`terms:level.${problem.level}`)}: </span>
          {words.problem(problem)}
        </p>
        <p className={classes.extent}>
          {shop && <span>{shop.name}</span>}
          {count > 0 && <span>{t(`problems.${countedBy(code)}`, { count })}</span>}
          {oldestAt && (
            <span>
              {t('problems.oldest')} <Ago at={oldestAt} />
            </span>
          )}
        </p>
      </div>
      <div className={classes.actions}>
        {isOfOrders(code) && count > 0 && (
          <ButtonLink to="/orders" search={ordersOf(problem)} variant="default" size="xs">
            {t('common:mend.orders')}
          </ButtonLink>
        )}
        <SendAgain problem={problem} />
        {code === 'FOREIGN_DELIVERIES' && shop && source && <AcceptAddress shop={shop} source={source} />}
        {code === 'READ_BACK_DIFFERS' && refId && rounding && <SetRounding connectionId={refId} rounding={rounding} />}
        <MendLink code={code} refId={refId} shopKey={shop?.key} method={method} size="xs" />
      </div>
    </>
  )
}

/** For causes that are mended outside and then need another attempt. */
function SendAgain({ problem }: { problem: Problem }) {
  const { t } = useTranslation(['common', 'dashboard'])
  const { offered, busy, old, send } = useSendAgain(problem)
  if (!offered) return null
  return (
    <Button size="xs" loading={busy} onClick={() => void send()}>
      {old > 0 ? t('dashboard:problems.releaseOld', { count: old }) : t('mend.retry')}
    </Button>
  )
}
