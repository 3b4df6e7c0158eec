import { createFileRoute } from '@tanstack/react-router'
import { ArticlesPage } from '@/features/articles/components/ArticlesPage'
import { readArticlesSearch } from '@/features/articles/search'

export const Route = createFileRoute('/articles')({
  validateSearch: readArticlesSearch,
  component: function Articles() {
    return <ArticlesPage search={Route.useSearch()} />
  },
})
