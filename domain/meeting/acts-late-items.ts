import * as z from 'zod'
import type { Emitted } from '../decider.ts'
import { streams } from '../ids.ts'
import type { Matter } from '../matter/matter.ts'
import { rolesInAgency } from '../organisation/roles.ts'
import { err, firstRefusal, ok, type Refusal, type Result, refuse } from '../result.ts'
import { flagRule } from '../rulebook/rulebook.ts'
import { code, text } from '../schema.ts'
import { listed, refuseItem, refuseMattersHere } from './acts-agenda.ts'
import { packetFrozen } from './acts-packet.ts'
import { defineMeetingAct, type MeetingFacts, matterIn, refuseUnlessStage, rulesForMeeting } from './facts.ts'
import { itemOf, type LateItem, type Meeting } from './meeting.ts'

const AFTER_NOTICE = ['NOTICED', 'OPEN'] as const

/** E-40: what may go on an agenda at all, with its materials here; and no 审定 unless the rulebook lets it. */
export function refuseLateItem(
  state: Meeting,
  matter: Matter,
  reason: string,
  facts: MeetingFacts,
): Refusal | undefined {
  if (itemOf(state, matter.id)) return refuse('INVALID', 'E-40', '本件已在本次会议的议程上。', 'matter')
  return firstRefusal(
    refuseItem(state, matter, reason, facts),
    matter.level === 'APPROVAL' && !flagRule(rulesForMeeting(facts), 'agenda.adHocAllowed.approval')
      ? refuse('INVALID', 'E-40', '“审定”件不得临时列入议程，请列入下一次会议。', 'matter')
      : undefined,
    matter.materials.length === 0
      ? refuse('INCOMPLETE', 'E-40', '本件没有材料，材料不在场的不得临时列入议程。', 'matter')
      : undefined,
  )
}

export const proposeLateItem = defineMeetingAct({
  noun: 'late-items',
  label: '提出临时议题',
  clause: 'E-40',
  roles: ['MEETING_RECORDER', 'GROUP_CONVENER', 'OFFICE'],
  input: z.strictObject({ matter: code('件'), reason: text('临时增加的理由', 300, 2) }),
  may: state => refuseMattersHere(state) ?? refuseUnlessStage(state, AFTER_NOTICE, 'E-40', '提出临时议题'),
  decide: (state, input, facts) => {
    if (state.lateItems.some(l => l.matter === input.matter)) {
      return err(refuse('WRONG_STATE', 'E-40', '本件已提出临时列入议程，正待确认。', 'matter'))
    }
    const wrong = refuseLateItem(state, matterIn(facts, input.matter), input.reason, facts)
    return wrong ? err(wrong) : ok([{ type: 'meeting.late-item-proposed', data: input }])
  },
})

/** In which of the two capacities this person confirms now. Two people are needed, and one may hold both posts. */
function capacityOf(state: Meeting, late: LateItem, facts: MeetingFacts): Result<'CHAIR' | 'OFFICE'> {
  if (late.confirmed.some(c => c.person === facts.person)) {
    return err(refuse('WRONG_STATE', 'E-40', '您已经确认过，须由另一人作第二次确认。', 'matter'))
  }
  const open = (as: 'CHAIR' | 'OFFICE') => !late.confirmed.some(c => c.as === as)
  if (state.chair === facts.person && open('CHAIR')) return ok('CHAIR')
  if (rolesInAgency(facts).has('OFFICE') && open('OFFICE')) return ok('OFFICE')
  const missing = open('CHAIR') ? '会议主持人' : '领导小组办公室'
  return err(refuse('FORBIDDEN', 'E-40', `临时议题还须由${missing}确认。`, 'matter'))
}

/** E-40: the chair and the office both agree; with the second of them the item is on the agenda, and the packet is another. */
export const confirmLateItem = defineMeetingAct({
  noun: 'late-item-confirmations',
  label: '确认临时议题',
  clause: 'E-40',
  roles: ['MEETING_CHAIR', 'OFFICE'],
  input: z.strictObject({ matter: code('件') }),
  may: state =>
    firstRefusal(
      refuseUnlessStage(state, AFTER_NOTICE, 'E-40', '确认临时议题'),
      state.lateItems.length === 0 ? refuse('WRONG_STATE', 'E-40', '没有待确认的临时议题。') : undefined,
    ),
  decide: (state, input, facts) => {
    const late = state.lateItems.find(l => l.matter === input.matter)
    if (!late) return err(refuse('INVALID', 'E-40', '没有人提出临时列入这个件。', 'matter'))
    const as = capacityOf(state, late, facts)
    if (!as.ok) return as
    const matter = matterIn(facts, input.matter)
    const wrong = refuseLateItem(state, matter, late.reason, facts)
    if (wrong) return err(wrong)
    const confirmed: Emitted = { type: 'meeting.late-item-confirmed', data: { matter: late.matter, as: as.value } }
    if (late.confirmed.length === 0) return ok([confirmed])
    const circumstances = matter.status === 'DEFERRED' ? late.reason : undefined
    return ok([
      confirmed,
      ...listed(state, matter, circumstances),
      { on: streams.matter(matter.id), type: 'matter.meeting-noticed', data: { meeting: state.id } },
      packetFrozen([...state.items, { matter: matter.id }], facts),
    ])
  },
})
