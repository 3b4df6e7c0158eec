import { NativeSelect, SegmentedControl } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { withYear } from '@/lib/format/vasco'
import { useTranslation } from 'react-i18next'
import { FailureNotice, Notice } from '@/components/Notice'
import { Page } from '@/components/Page'
import { Pager } from '@/components/Pager'
import { Panel } from '@/components/Panel'
import { TaskItem } from '@/components/TaskItem'
import { useTasks } from '@/features/tasks/api/useTasks'
import { taskKinds, type TasksSearch } from '@/features/tasks/search'
import { useWords } from '@/lib/words/useWords'
import classes from './TasksPage.module.css'

/** What has to be done in VASCO because orders changed after they were sent. */
export function TasksPage({ search }: { search: TasksSearch }) {
  const { t } = useTranslation(['tasks', 'common'])
  const { page, error, loading, again } = useTasks(search)
  const rows = page?.nodes
  return (
    <Page title={t('heading')} lead={t('lead')}>
      <Filters search={search} />
      {error && <FailureNotice error={error} onRetry={again} />}
      {rows && rows.length > 0 && (
        <Panel>
          <ul className={classes.tasks}>
            {rows.map((task) => (
              <TaskItem key={task.id} task={task} vasco={withYear(task.order.vascoNumber, task.order.vascoYear)}>
                <Link to="/orders/$orderId" params={{ orderId: task.order.id }}>
                  #{task.order.number}
                </Link>{' '}
                {task.order.customer} ·
              </TaskItem>
            ))}
          </ul>
        </Panel>
      )}
      {rows?.length === 0 && <Notice tone={search.show ? 'quiet' : 'good'} title={t(search.show ? 'none.closed' : 'none.open')} />}
      {!rows && !error && loading && <Notice>{t('common:loading')}…</Notice>}
      {page && <Pager page={page.pageInfo} />}
    </Page>
  )
}

function Filters({ search }: { search: TasksSearch }) {
  const { t } = useTranslation('tasks')
  const words = useWords()
  const navigate = useNavigate()
  const change = (part: TasksSearch) =>
    void navigate({ to: '/tasks', search: (all) => ({ shop: all.shop, ...search, after: undefined, before: undefined, ...part }) })
  return (
    <div className={classes.filters}>
      <SegmentedControl
        aria-label={t('filter.show')}
        value={search.show ?? 'open'}
        onChange={(value) => change({ show: value === 'closed' ? 'closed' : undefined })}
        data={[
          { value: 'open', label: t('filter.open') },
          { value: 'closed', label: t('filter.closed') },
        ]}
      />
      <NativeSelect
        aria-label={t('filter.kind')}
        value={search.kind ?? ''}
        onChange={({ currentTarget }) => change({ kind: taskKinds.find((kind) => kind === currentTarget.value) })}
        data={[{ value: '', label: t('filter.all') }, ...taskKinds.map((kind) => ({ value: kind, label: words.term('task', kind) }))]}
      />
    </div>
  )
}
