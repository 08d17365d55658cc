import { nameOfConclusion } from '../../domain/matter/conclusions.ts'
import { measuresOf } from '../../domain/matter/dossier.ts'
import type { Matter } from '../../domain/matter/matter.ts'
import { nameOfTier } from '../../domain/matter/route.ts'
import { expectedRecusals, refusePresider } from '../../domain/meeting/acts-agenda.ts'
import { seatPresider } from '../../domain/meeting/acts-sitting.ts'
import { type MeetingFacts, matterIn, rulesForMeeting } from '../../domain/meeting/facts.ts'
import { kinds } from '../../domain/meeting/kinds.ts'
import { type AgendaItem, type ItemRecusal, type Meeting, presiderOf } from '../../domain/meeting/meeting.ts'
import { quorumOf, tallyOf } from '../../domain/meeting/quorum.ts'
import { possibleLeaders } from '../../domain/review-group/composition.ts'
import { textRule } from '../../domain/rulebook/rulebook.ts'
import type { MeetingItemView } from '../api/contract.ts'
import { matterRow } from './matter-row.ts'
import { division, itemOf, someone, type Viewing } from './viewing.ts'

/** One item of an agenda: who may sit on it, who has spoken, whether it can be decided, and what was. */
export function meetingItem(
  viewing: Viewing,
  meeting: Meeting,
  item: AgendaItem,
  facts: MeetingFacts,
): MeetingItemView {
  const matter = matterIn(facts, item.matter)
  const presider = presiderOf(meeting, item)
  const recusals = recusalsOf(meeting, item, facts)
  const seated = seatPresider(meeting, presider)
  const rules = rulesForMeeting(facts)
  const quorum = quorumOf(seated, { ...item, recusals: recusals.map(r => ({ ...r, at: r.at ?? '' })) }, rules)
  const tally = tallyOf(item, quorum)
  return {
    no: item.no,
    matter: matterRow(viewing, matter),
    circumstances: item.circumstances,
    stage: item.stage,
    presider: someone(viewing, presider),
    ...presiderRefusal(viewing, meeting, item, facts),
    ...(item.convener ? { convener: someone(viewing, item.convener) } : {}),
    actingConvener: item.actingConvener ?? false,
    recusals: recusals.map(({ person, clause, reason, at }) => ({
      who: someone(viewing, person),
      clause,
      reason,
      ...(at ? { at } : {}),
    })),
    quorum: {
      expected: quorum.expected.length,
      present: quorum.present.length,
      needed: quorum.needed,
      reached: quorum.reached,
    },
    opinions: item.opinions.map(({ person, position, words, at, recordedBy, beforeRecusal }) => ({
      who: someone(viewing, person),
      position,
      words,
      at,
      ...(recordedBy ? { recordedBy: someone(viewing, recordedBy) } : {}),
      beforeRecusal,
    })),
    silent: tally.silent.map(person => someone(viewing, person)),
    tally: { agree: tally.agree, disagree: tally.disagree, abstain: tally.abstain },
    mode: textRule(rules, kinds[meeting.kind].mode) === 'VOTE' ? 'VOTE' : 'HEAD_DECIDES',
    ...conclusionOf(viewing, meeting, item, matter),
    postponed: item.postponed,
    brief: briefOf(viewing, matter),
  }
}

/** Before an item is taken: who will have to leave for it (E-04); from then on: who has. */
function recusalsOf(
  meeting: Meeting,
  item: AgendaItem,
  facts: MeetingFacts,
): readonly (Omit<ItemRecusal, 'at'> & { readonly at?: string })[] {
  return item.stage === 'WAITING' ? expectedRecusals(meeting, item.matter, facts) : item.recusals
}

/** E-05: while the item waits, why the leader in the chair may not take it, and who could. */
function presiderRefusal(viewing: Viewing, meeting: Meeting, item: AgendaItem, facts: MeetingFacts) {
  const refusal = item.stage === 'WAITING' ? refusePresider(meeting, item.matter, facts) : undefined
  if (!refusal) return {}
  const others = possibleLeaders(facts.organisation, matterIn(facts, item.matter), facts.today)
  const { clause, sentence } = refusal
  return { presiderRefusal: { clause, sentence, others: others.map(person => someone(viewing, person)) } }
}

function conclusionOf(viewing: Viewing, meeting: Meeting, item: AgendaItem, matter: Matter) {
  const decided = item.conclusion
  if (!decided) return {}
  return {
    conclusion: {
      conclusion: decided.conclusion,
      name: nameOfConclusion(decided.conclusion, kinds[meeting.kind].tier, matter.level),
      opinion: decided.opinion,
      changes: decided.changes,
      conditions: decided.conditions.map(({ words, owner, dueOn }) => ({
        words,
        owner: division(viewing, owner),
        dueOn,
      })),
      needed: [...decided.needed],
      differsReason: decided.differsReason,
      orderViolation: decided.orderViolation,
      at: decided.at,
    },
  }
}

function briefOf(viewing: Viewing, matter: Matter): MeetingItemView['brief'] {
  const item = itemOf(viewing, matter)
  const measures = item ? measuresOf(item) : []
  return {
    handlingNote: matter.handlingNote,
    amount: matter.amount,
    ...(matter.counterparty ? { counterparty: matter.counterparty.name } : {}),
    materials: matter.materials.map(({ name, hash, line }) => ({ name, hash, line })),
    controls: matter.checks.map(({ risk, measure, done, note }) => {
      const words = measures.find(m => m.risk === risk && m.measure === measure)?.words ?? `${risk}/${measure}`
      return { words, done, note }
    }),
    earlier: matter.records
      .filter(record => !record.superseded)
      .map(({ tier, conclusion, opinion }) => ({
        tier: nameOfTier(tier),
        conclusion: nameOfConclusion(conclusion, tier, matter.level),
        opinion,
      })),
  }
}
