import type { MeetingItemView } from '../../../http/api/contract.ts'
import { addressOf } from '../../api/client.ts'
import { amountWords, Facts, Words } from '../../parts/words.tsx'

/** For the people who decide: what the division says, what is in the file, what the tiers before said; or the topic. */
export function Brief({ item, open }: { readonly item: MeetingItemView; readonly open: boolean }) {
  const { brief, matter, topic } = item
  if (topic) return <Topic topic={topic} />
  if (!brief || !matter) return null
  const undone = brief.controls.filter(({ done }) => !done)
  return (
    <details className="brief" open={open}>
      <summary>材料与前序意见</summary>
      {brief.handlingNote && <Words text={brief.handlingNote} />}
      <Facts
        rows={[
          ['事项', matter.itemName],
          ['金额', brief.amount === undefined ? undefined : amountWords(brief.amount)],
          ['相对人', brief.counterparty],
          [
            '防控措施',
            brief.controls.length > 0 &&
              `共 ${brief.controls.length} 项，${undone.length === 0 ? '都已落实' : `${undone.length} 项未落实`}`,
          ],
        ].map(([name, value]) => [String(name), value || undefined] as const)}
      />
      {brief.earlier.length > 0 && (
        <ul className="plain-list">
          {brief.earlier.map(({ tier, conclusion, opinion }) => (
            <li key={tier}>
              <strong>
                {tier}：{conclusion}
              </strong>{' '}
              {opinion}
            </li>
          ))}
        </ul>
      )}
      {brief.materials.length > 0 && (
        <ul className="files">
          {brief.materials.map(({ name, hash, line }) => (
            <li key={`${line} ${hash}`}>
              <a href={addressOf(`/matters/${matter.id}/materials/${hash}`)} download={name}>
                {name}
              </a>
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}

function Topic({ topic }: { readonly topic: NonNullable<MeetingItemView['topic']> }) {
  return (
    <Facts
      rows={[
        ['所议对象', topic.reference.map(({ name, code }) => name || code).join('、') || undefined],
        ['特别复核组组长', topic.special?.leader.name],
        ['特别复核组成员处室', topic.special?.departments.map(({ name }) => name).join('、')],
      ]}
    />
  )
}
