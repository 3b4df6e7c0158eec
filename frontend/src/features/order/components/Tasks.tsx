import { withYear } from '@/lib/format/vasco'
import { useTranslation } from 'react-i18next'
import { Section } from '@/components/Page'
import { Panel } from '@/components/Panel'
import { TaskItem } from '@/components/TaskItem'
import type { OrderDetail } from '@/features/order/api/order'
import classes from './Tasks.module.css'

/** What has to be done in VASCO for the order, or was. */
export function Tasks({ order }: { order: OrderDetail }) {
  const { t } = useTranslation('tasks')
  if (order.tasks.length === 0) return null
  return (
    <Section title={t('heading')}>
      <Panel>
        <ul className={classes.tasks}>
          {order.tasks.map((task) => (
            <TaskItem key={task.id} task={task} vasco={withYear(order.vascoNumber, order.vascoYear)} />
          ))}
        </ul>
      </Panel>
    </Section>
  )
}
