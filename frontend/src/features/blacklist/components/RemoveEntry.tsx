import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type BlacklistRow, removeFromBlacklist } from '@/features/blacklist/api/blacklist'
import { useAction } from '@/lib/graphql/useAction'
import { useReleased } from '@/lib/useReleased'
import { useTell } from '@/lib/useTell'
import { useWords } from '@/lib/words/useWords'

type Props = { row: BlacklistRow; onClose: () => void }

/** Takes an address off the list, with or without the orders that it kept out. */
export function RemoveEntry({ row, onClose }: Props) {
  const { t } = useTranslation(['blacklist', 'common'])
  const words = useWords()
  const tell = useTell()
  const released = useReleased()
  const [run, busy] = useAction(removeFromBlacklist)
  const [release, setRelease] = useState(false)

  const remove = async () => {
    const outcome = await run({ input: { id: row.id, release } })
    if (!outcome) return
    const refused = outcome.refused[0]
    if (refused) tell.refused(words.userError(refused))
    else released(outcome.payload.releasedOrders)
    onClose()
  }
  return (
    <Modal opened onClose={onClose} title={t('remove.title')} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <Stack gap="md">
        <Text size="sm">{t('remove.text', { pattern: row.pattern })}</Text>
        {row.blockedCount > 0 && (
          <Checkbox
            checked={release}
            onChange={({ currentTarget }) => setRelease(currentTarget.checked)}
            label={t('remove.release', { count: row.blockedCount })}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button loading={busy} onClick={() => void remove()}>
            {t('common:action.remove')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
