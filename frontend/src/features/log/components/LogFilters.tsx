import { MultiSelect, TextInput, UnstyledButton } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Icon } from '@/components/Icon'
import { kindsOf, levels, levelsOf, type LogSearch } from '@/features/log/search'
import { eventKinds } from '@/lib/words/kinds'
import classes from './LogFilters.module.css'

type Props = { search: LogSearch; text: string; onText: (text: string) => void }

export function LogFilters({ search, text, onText }: Props) {
  const { t } = useTranslation(['log', 'terms', 'kinds', 'common'])
  const navigate = useNavigate()
  const change = (part: LogSearch) => void navigate({ to: '/log', search: (all) => ({ ...all, ...search, ...part }), replace: true })
  const chosen = levelsOf(search)
  return (
    <div role="search" className={classes.filters}>
      <div role="group" aria-label={t('filter.level')} className={classes.levels}>
        {levels.map((level) => {
          const pressed = chosen.includes(level)
          const after = pressed ? chosen.filter((other) => other !== level) : [...chosen, level]
          return (
            <UnstyledButton
              key={level}
              className={classes.level}
              data-level={level}
              aria-pressed={pressed}
              onClick={() => change({ level: after.join(',') || undefined })}
            >
              {t(`terms:level.${level}`)}
            </UnstyledButton>
          )
        })}
      </div>
      <MultiSelect
        aria-label={t('filter.kind')}
        placeholder={search.kind ? undefined : t('filter.kind')}
        clearable
        clearButtonProps={{ 'aria-label': t('filter.allKinds') }}
        searchable
        hidePickedOptions
        value={kindsOf(search)}
        data={groups().map(({ group, kinds }) => ({
          group: t(`kinds:group.${group}`),
          items: kinds.map((kind) => ({ value: kind, label: t(`kinds:${kind}`) })),
        }))}
        onChange={(kinds) => change({ kind: kinds.join(',') || undefined })}
        className={classes.kind}
      />
      <TextInput
        type="search"
        aria-label={t('filter.text')}
        placeholder={t('filter.text')}
        leftSection={<Icon name="search" size={16} />}
        value={text}
        onChange={({ currentTarget }) => onText(currentTarget.value)}
        className={classes.text}
      />
    </div>
  )
}

const groupNames = ['order', 'partner', 'payment', 'blacklist', 'delivery', 'shop', 'connection'] as const

function groups() {
  return groupNames.map((group) => ({ group, kinds: eventKinds.filter((kind) => kind.startsWith(`${group}.`)) }))
}
