import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShopDetail } from '@/features/shops/api/shops'

type Props = { shop: ShopDetail; refused?: string; busy: boolean; onConsent: (consent: string) => void; onClose: () => void }

/** Asks for the shop's key where going live might let two send the same orders. */
export function Consent({ shop, refused, busy, onConsent, onClose }: Props) {
  const { t } = useTranslation(['shops', 'common'])
  const [typed, setTyped] = useState('')
  return (
    <Modal opened={refused !== undefined} onClose={onClose} title={t('switch.consent.title')} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <form
        onSubmit={(submit) => {
          submit.preventDefault()
          onConsent(typed.trim())
        }}
      >
        <Stack gap="md">
          <Text size="sm">{refused}</Text>
          <TextInput
            label={t('switch.consent.key', { key: shop.key })}
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            data-autofocus
            autoComplete="off"
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={typed.trim() !== shop.key}>
              {t('switch.consent.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
