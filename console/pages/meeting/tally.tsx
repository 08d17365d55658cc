import { ballotNames } from '../../../domain/meeting/words.ts'
import type { MeetingItemView } from '../../../http/api/contract.ts'
import { share } from './quorum.tsx'

/** The votes as they stand, drawn and as a table; what tellers counted takes the place of what was said. */
export function Tally({ item }: { readonly item: MeetingItemView }) {
  const { count, silent, quorum, mode } = item
  const { agree, disagree, abstain } = count ?? item.tally
  const counted = item.ballot !== 'NAMED'
  if (counted && !count) {
    return (
      <p className="tally" role="status">
        {ballotNames[item.ballot]}表决，还没有登记票数。
      </p>
    )
  }
  const rows = [
    { name: '赞成', votes: agree, tone: 'agree' },
    { name: '反对', votes: disagree, tone: 'disagree' },
    { name: '弃权', votes: abstain, tone: 'abstain' },
    { name: '未表态', votes: counted ? 0 : silent.length, tone: 'silent' },
  ].filter(({ tone, votes }) => tone !== 'silent' || votes > 0)
  const needed = Math.floor(quorum.expected / 2) + 1
  return (
    <div className="tally" role="status">
      <div className="gauge gauge-votes" aria-hidden>
        {rows.map(({ tone, votes }) => (
          <span key={tone} className={`vote-${tone}`} style={{ inlineSize: share(votes, quorum.expected) }} />
        ))}
        {mode === 'VOTE' && (
          <span className="gauge-mark" style={{ insetInlineStart: share(needed, quorum.expected) }} />
        )}
      </div>
      <table className="tally-table">
        <caption className="unseen">票数</caption>
        <thead>
          <tr>
            {rows.map(({ name, tone }) => (
              <th key={tone} scope="col">
                <span className={`vote-key vote-${tone}`} aria-hidden /> {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            {rows.map(({ votes, tone }) => (
              <td key={tone}>{votes}</td>
            ))}
          </tr>
        </tbody>
      </table>
      <p className="quiet">
        {mode === 'VOTE'
          ? `表决：赞成 ${needed} 票以上（超过应到 ${quorum.expected} 人的半数）通过。`
          : '首长负责制：听取意见后由主持人归纳决定。'}
        {count &&
          `${ballotNames[item.ballot]}表决，由监票人、计票人${count.tellers.map(({ name }) => name).join('、')}清点。`}
      </p>
    </div>
  )
}
