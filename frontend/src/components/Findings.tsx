import { useTranslation } from 'react-i18next'
import { Icon, type IconName } from '@/components/Icon'
import type { FindingLevel, FindingPartsFragment } from '@/gql/graphql'
import { useWords } from '@/lib/words/useWords'
import classes from './Findings.module.css'

const signs: Record<FindingLevel, IconName> = { OK: 'tick', WARNING: 'hand', ERROR: 'cross' }

/** What a test found out, in the order it looked. */
export function Findings({ findings }: { findings: FindingPartsFragment[] }) {
  const { t } = useTranslation('terms')
  const words = useWords()
  return (
    <ul className={classes.findings} role="status">
      {findings.map((finding) => (
        <li key={finding.code} data-level={finding.level}>
          <Icon name={signs[finding.level]} size={16} />
          <span>
            <span className="visually-hidden">{t(`finding.${finding.level}`)}: </span>
            {words.finding(finding)}
          </span>
        </li>
      ))}
    </ul>
  )
}
