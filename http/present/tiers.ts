import type { DeliberationLevel } from '../../domain/catalogue/power-item.ts'
import { readStay } from '../../domain/matter/clocks.ts'
import { nameOfConclusion } from '../../domain/matter/conclusions.ts'
import type { ReviewTier } from '../../domain/matter/events.ts'
import type { Matter, TierRecord, TierStay } from '../../domain/matter/matter.ts'
import { currentTier, isOver, nameOfTier, tiersOf } from '../../domain/matter/route.ts'
import { nameOf } from '../../domain/organisation/posts.ts'
import { dayOf } from '../../domain/time.ts'
import type { MatterPage } from '../api/contract.ts'
import { clockView, rulesOf, type Viewing } from './viewing.ts'

type TierView = MatterPage['tiers'][number]

/** The tiers of a matter in their order: what each concluded, whether that still counts, where it is now, what is ahead. */
export function tiersOfMatter(
  viewing: Viewing,
  matter: Matter,
  level: DeliberationLevel,
  titleOfMeeting: (id: string) => string,
): TierView[] {
  const now = currentTier(matter)
  const rules = rulesOf(viewing, matter)
  const clockOf = (stay: TierStay | undefined) =>
    stay ? { openedOn: stay.openedOn, clock: clockView(readStay(stay, rules, viewing.today)) } : {}
  return tiersOf(level).flatMap((tier): TierView[] => {
    const common = { tier, name: nameOfTier(tier) }
    const records = matter.records.filter(r => r.tier === tier)
    const done = records.map<TierView>(record => ({
      ...common,
      state: record.superseded ? 'SUPERSEDED' : 'DONE',
      ...clockOf(stayOf(matter, record)),
      concludedAt: record.at,
      conclusion: record.conclusion,
      conclusionName: nameOfConclusion(record.conclusion, tier, level),
      opinion: record.opinion,
      by: byWhom(viewing, record),
      ...(record.meeting ? { meeting: { id: record.meeting, title: titleOfMeeting(record.meeting) } } : {}),
    }))
    // Returned or deferred, a tier has spoken and the matter is still there.
    const stands = records.some(r => !r.superseded && r.conclusion !== 'RETURNED' && r.conclusion !== 'DEFERRED')
    if (now === tier && !stands) return [...done, { ...common, state: 'NOW', ...clockOf(openStay(matter, tier)) }]
    return stands || isOver(matter.status) ? done : [...done, { ...common, state: 'AHEAD' }]
  })
}

const openStay = (matter: Matter, tier: ReviewTier): TierStay | undefined =>
  matter.stays.findLast(stay => stay.tier === tier && stay.closedOn === undefined)

/** The stay that a record ended, or, where it returned the matter, the one that goes on. */
function stayOf(matter: Matter, record: TierRecord): TierStay | undefined {
  const stays = matter.stays.filter(stay => stay.tier === record.tier)
  return (
    stays.findLast(stay => stay.closedOn === dayOf(record.at)) ?? stays.findLast(s => s.openedOn <= dayOf(record.at))
  )
}

/** Who concluded: at tier 2 the leader or who stood in (E-01), in a meeting who presided. */
function byWhom({ organisation }: Viewing, record: TierRecord): string {
  if (record.tier !== 2) return nameOf(organisation, record.presider)
  const own = nameOf(organisation, record.by)
  return record.onBehalfOf ? `${own}（受${nameOf(organisation, record.onBehalfOf)}委托）` : own
}
