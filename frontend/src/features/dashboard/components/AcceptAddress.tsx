import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { graphql } from '@/gql'
import { useButton } from '@/lib/graphql/useButton'
import { useReleased } from '@/lib/useReleased'

const acceptAddress = graphql(`
  mutation AcceptAddress($input: AcceptAddressInput!) {
    acceptAddress(input: $input) {
      releasedOrders
      userErrors {
        ...UserErrorParts
      }
    }
  }
`)

type Props = { shop: { id: string; name: string }; source: string }

/** Takes deliveries from another address for the shop's own. A copy of the shop sends such ones too, so it asks. */
export function AcceptAddress({ shop, source }: Props) {
  const { t } = useTranslation(['dashboard', 'common'])
  const released = useReleased()
  const [opened, { open, close }] = useDisclosure()
  const [press, busy] = useButton(acceptAddress)
  const accept = async () => {
    const payload = await press({ input: { shopId: shop.id, address: source } })
    if (!payload) return
    released(payload.releasedOrders)
    close()
  }
  return (
    <>
      <Button size="xs" variant="default" onClick={open}>
        {t('accept.button')}
      </Button>
      <Modal opened={opened} onClose={close} title={t('accept.title')} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
        <Stack gap="md">
          <Text size="sm" className="mono">
            {source}
          </Text>
          <Text size="sm">{t('accept.text', { shop: shop.name })}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common:action.cancel')}
            </Button>
            <Button loading={busy} onClick={() => void accept()}>
              {t('accept.submit')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
