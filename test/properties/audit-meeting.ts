/** What a meeting's events must and must not say: who sits, who counts, and what may be concluded from it. */
import { createHash } from 'node:crypto'
import {
  type Data,
  departmentsOf,
  type Entry,
  holds,
  type Item,
  inCharge,
  type Ledger,
  type MeetingTrack,
  PASSING,
} from './ledger.ts'

/** What stands beside signed minutes and leaves them as they are (E-37, E-13). */
const AFTER_SIGNING = ['meeting.erratum-proposed', 'meeting.erratum-issued', 'meeting.invitee-opinion-voided']

export function auditMeeting(ledger: Ledger, { id, type, data, day, by, claim }: Entry): void {
  if (type === 'meeting.called') {
    claim(!ledger.meetings.has(id), 'a meeting is called once')
    const { kind, body, chair } = data
    const voting = data.members.filter(m => m.voting).map(m => m.person)
    if (kind === 'GROUP') claim(chair === ledger.leaders.get(body), 'the group’s leader is in the chair')
    ledger.meetings.set(id, { kind, body, chair, voting, present: new Map(), presiders: new Map(), items: new Map() })
    return
  }
  const meeting = ledger.meetings.get(id)
  claim(meeting !== undefined, 'a meeting begins with its calling')
  if (!meeting) return
  claim(meeting.hash === undefined || AFTER_SIGNING.includes(type), 'signed minutes are frozen (1.3 no. 5)')
  const item = meeting.items.get(data.matter)
  switch (type) {
    case 'meeting.chair-replaced':
      meeting.chair = data.chair
      break
    case 'meeting.presider-assigned':
      meeting.presiders.set(data.matter, data.presider)
      break
    case 'meeting.attendance-recorded':
      meeting.present.set(data.person, data.status)
      break
    case 'meeting.item-started': {
      const recused = new Set(data.recusals.map(r => r.person))
      claim(data.presider === (meeting.presiders.get(data.matter) ?? meeting.chair), 'presided as assigned')
      meeting.items.set(data.matter, { presider: data.presider, recused, opinions: [] })
      break
    }
    case 'meeting.recusal-recorded': {
      const { person } = data.recusal
      item?.recused.add(person)
      if (item) item.opinions = item.opinions.filter(o => o.person !== person)
      break
    }
    case 'meeting.opinion-recorded':
      claim(by.person === data.person || data.recordedBy === by.person, 'nobody speaks for another unseen (S145)')
      claim(item !== undefined && !item.recused.has(data.person), 'who is recused does not speak')
      item?.opinions.push({ person: data.person, position: data.position })
      break
    case 'meeting.item-concluded':
      if (item) concludeItem(ledger, meeting, item, data, day, claim)
      break
    case 'meeting.minutes-signed':
      claim(by.person === meeting.chair, 'signed by the chair (S145)')
      claim(
        createHash('sha256').update(data.minutes).digest('hex') === data.hash,
        'the fingerprint is that of the minutes',
      )
      meeting.hash = data.hash
  }
}

/** Quorum, votes and composition of one item, counted again at the moment of its conclusion (1.3 no. 3, MTG-001, MTG-003). */
function concludeItem(
  ledger: Ledger,
  meeting: MeetingTrack,
  item: Item,
  data: Data,
  day: string,
  claim: Entry['claim'],
): void {
  const m = ledger.matters.get(data.matter)
  claim(m !== undefined, 'a matter that exists')
  if (!m) return
  item.conclusion = data
  const substitute =
    meeting.kind === 'GROUP' && item.presider !== meeting.chair && !meeting.voting.includes(item.presider)
  const voting = substitute ? [...meeting.voting.filter(p => p !== meeting.chair), item.presider] : meeting.voting
  const expected = voting.filter(p => !item.recused.has(p))
  const present = expected.filter(p => meeting.present.get(p) === 'PRESENT' || (substitute && p === item.presider))
  claim(present.length * 2 > expected.length, `quorum: ${present.length} of ${expected.length} (MTG-001)`)
  const last = new Map(item.opinions.map(o => [o.person, o.position]))
  const agree = present.filter(p => last.get(p) === 'AGREE').length
  const disagree = present.filter(p => last.get(p) === 'DISAGREE').length
  const { conclusion, participants: counted } = data
  const substance = PASSING.includes(conclusion) || conclusion === 'NOT_AGREED'
  claim(!substance || present.every(p => last.has(p)), 'everybody present took a position (S93)')
  if (meeting.kind === 'DIRECTOR') {
    const differs =
      (PASSING.includes(conclusion) && disagree > agree) || (conclusion === 'NOT_AGREED' && agree > disagree)
    claim(!differs || Boolean(data.differsReason), 'a decision against most is explained (MTG-011)')
  } else {
    claim(
      !PASSING.includes(conclusion) || agree * 2 > expected.length,
      `a yes with ${agree} of ${expected.length} (MTG-003)`,
    )
    claim(conclusion !== 'NOT_AGREED' || agree * 2 <= expected.length, 'a no against most (MTG-003)')
  }
  const submitting = [m.department, ...m.co]
  claim(
    counted.every(p => present.includes(p)),
    'only those present are counted',
  )
  claim(!counted.includes(m.handler) && item.presider !== m.handler, 'the handler neither presides nor votes (S10)')
  if (meeting.kind !== 'GROUP') return
  const foreign = counted.filter(p => departmentsOf(ledger, p, day).some(d => submitting.includes(d)))
  claim(foreign.length === 0, `${foreign} of a submitting division counted at tier 3 (1.3 no. 3)`)
  claim(
    !inCharge(ledger, item.presider, submitting, day),
    'the presider is in charge of a submitting division (1.3 no. 3)',
  )
  claim(!m.reviewedBy.has(item.presider), 'the presider reviewed at tier 2 (1.3 no. 3)')
  claim(
    holds(ledger, item.presider, 'LEADERSHIP_MEMBER', day) && !holds(ledger, item.presider, 'DISCIPLINE_LEADER', day),
    'the presider is a leader of the agency',
  )
}
