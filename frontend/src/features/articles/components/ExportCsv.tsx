import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from 'urql'
import { articleMappingsCsv } from '@/features/articles/api/articles'
import { useTell } from '@/lib/useTell'

/** The whole map as a file. With a byte order mark, or a spreadsheet reads č as something else. */
export function ExportCsv({ shop }: { shop: { id: string; key: string } }) {
  const { t } = useTranslation('articles')
  const client = useClient()
  const tell = useTell()
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    const { data, error } = await client.query(articleMappingsCsv, { shopId: shop.id }, { requestPolicy: 'network-only' })
    setBusy(false)
    if (error) return tell.failure(error)
    offer(`\ufeff${data?.articleMappingsCsv ?? ''}`, `${t('fileName')}-${shop.key}.csv`)
  }
  return (
    <Button variant="default" loading={busy} onClick={() => void save()}>
      {t('export')}
    </Button>
  )
}

function offer(text: string, name: string) {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
