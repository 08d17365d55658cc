import { Link } from 'react-router'
import type { MatterPage } from '../../../http/api/contract.ts'
import { Clock } from '../../parts/clock.tsx'
import { dayWords } from '../../parts/time.ts'

type Tier = MatterPage['tiers'][number]

const states: Record<Tier['state'], string> = {
  DONE: '已完成',
  NOW: '正在进行',
  AHEAD: '尚未到达',
  SUPERSEDED: '已失效',
}

/** The tiers in their order; what no longer counts stays legible below them (1.3: kept, marked superseded). */
export function Tiers({ tiers }: Pick<MatterPage, 'tiers'>) {
  const counting = tiers.filter(tier => tier.state !== 'SUPERSEDED')
  const superseded = tiers.filter(tier => tier.state === 'SUPERSEDED')
  return (
    <section className="card" aria-labelledby="tiers-title">
      <h2 id="tiers-title">四级程序</h2>
      <ol className={`tiers tiers-${counting.length}`}>
        {counting.map(tier => (
          <li
            key={tier.tier}
            className={`tier tier-${tier.state.toLowerCase()}`}
            aria-current={tier.state === 'NOW' ? 'step' : undefined}
          >
            <span className="tier-no" aria-hidden>
              {tier.state === 'DONE' ? '✓' : tier.tier}
            </span>
            <div>
              <strong>{tier.name}</strong>
              <TierWords tier={tier} />
            </div>
          </li>
        ))}
      </ol>
      {superseded.length > 0 && (
        <details>
          <summary>已失效的审核记录（{superseded.length}）</summary>
          <ul className="plain-list">
            {superseded.map(tier => (
              <li key={`${tier.tier} ${tier.concludedAt}`}>
                <strong>{tier.name}</strong>
                <TierWords tier={tier} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

function TierWords({ tier }: { readonly tier: Tier }) {
  return (
    <span className="tier-words">
      <span className="tier-conclusion">{tier.conclusionName ?? states[tier.state]}</span>
      {tier.concludedAt && <span>{dayWords(tier.concludedAt)}</span>}
      {tier.by && <span>{tier.by}</span>}
      {tier.meeting && <Link to={`/meetings/${tier.meeting.id}`}>{tier.meeting.title}</Link>}
      {tier.opinion && <span className="tier-opinion">“{tier.opinion}”</span>}
      {tier.state === 'NOW' && tier.clock && <Clock clock={tier.clock} />}
    </span>
  )
}
