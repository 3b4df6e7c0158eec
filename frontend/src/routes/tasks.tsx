import { createFileRoute } from '@tanstack/react-router'
import { TasksPage } from '@/features/tasks/components/TasksPage'
import { readTasksSearch } from '@/features/tasks/search'

export const Route = createFileRoute('/tasks')({
  validateSearch: readTasksSearch,
  component: function Tasks() {
    return <TasksPage search={Route.useSearch()} />
  },
})
