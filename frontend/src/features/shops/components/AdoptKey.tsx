import { Button, Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { proposeAdoptMetaKey } from '@/features/shops/api/actions'
import type { ProposeAdoptMetaKeyMutation } from '@/gql/graphql'
import { useButton } from '@/lib/graphql/useButton'
import classes from './AdoptKey.module.css'

type Proposal = ProposeAdoptMetaKeyMutation['proposeAdoptMetaKey']['proposals'][number]
type Props = { shopId: string; value: string; onChange: (key: string) => void; error?: React.ReactNode }

/** The meta key of the plugin that sent before, typed, or found in the shop's recent orders. */
export function AdoptKey({ shopId, value, onChange, error }: Props) {
  const { t } = useTranslation('shops')
  const [press, busy] = useButton(proposeAdoptMetaKey)
  const [proposals, setProposals] = useState<Proposal[]>()
  const look = async () => {
    const payload = await press({ shopId })
    if (payload) setProposals(payload.proposals)
  }
  return (
    <Stack gap="xs">
      <TextInput
        label={t('sending.adoptKey')}
        description={t('sending.adoptKeyHint')}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        error={error}
      />
      <Button variant="default" size="xs" className={classes.look} loading={busy} onClick={() => void look()}>
        {t('adopt.look')}
      </Button>
      {proposals?.length === 0 && (
        <Text size="sm" role="status">
          {t('adopt.none')}
        </Text>
      )}
      {proposals && proposals.length > 0 && (
        <ul className={classes.proposals} aria-label={t('adopt.found')}>
          {proposals.map((one) => (
            <li key={one.key}>
              <UnstyledButton className={classes.proposal} aria-pressed={one.key === value} onClick={() => onChange(one.key)}>
                <span className="mono">{one.key}</span>
                <span className={classes.evidence}>
                  {t('adopt.orders', { count: one.orders })}, {t('adopt.example', { example: one.example })}
                  {one.asked > 0 && `; ${t('adopt.confirmed', { confirmed: one.confirmed, asked: one.asked })}`}
                </span>
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
    </Stack>
  )
}
