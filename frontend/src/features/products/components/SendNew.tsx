import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { pushProducts } from '@/features/products/api/push'
import { useButton } from '@/lib/graphql/useButton'

/** Sends the products that VASCO never got; the page of the run that it becomes is shown. */
export function SendNew({ shopId }: { shopId: string }) {
  const { t } = useTranslation('products')
  const navigate = useNavigate()
  const [push, pushing] = useButton(pushProducts)
  const send = async () => {
    const done = await push({ input: { shopId, which: 'NEVER' } })
    if (done?.run) void navigate({ to: '/stock/$runId', params: { runId: done.run.id } })
  }
  return (
    <div>
      <Button variant="default" size="xs" loading={pushing} onClick={() => void send()}>
        {t('article.sendNew')}
      </Button>
    </div>
  )
}
