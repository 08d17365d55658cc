import { refusePresider, sendNotice } from '../../domain/meeting/acts-agenda.ts'
import { seatPresider } from '../../domain/meeting/acts-sitting.ts'
import { type MeetingFacts, rulesForMeeting } from '../../domain/meeting/facts.ts'
import { type Meeting, type MeetingStage, presiderOf } from '../../domain/meeting/meeting.ts'
import { dissentsOf } from '../../domain/meeting/minutes.ts'
import { quorumOf, tallyOf } from '../../domain/meeting/quorum.ts'
import { agencyHead } from '../../domain/organisation/posts.ts'
import { rolesInAgency } from '../../domain/organisation/roles.ts'

/** One line a duty: at which stage of a meeting whose turn it is, by which act. */
interface MeetingDuty {
  readonly stages: readonly MeetingStage[]
  readonly who: (meeting: Meeting, facts: MeetingFacts) => boolean
  readonly noun: string
  readonly what: string
  readonly when?: (meeting: Meeting, facts: MeetingFacts) => boolean
}

const anybody = () => true
const isRecorder = (meeting: Meeting, { person }: MeetingFacts) =>
  meeting.recorder === person || meeting.secondRecorder === person
const isChair = (meeting: Meeting, { person }: MeetingFacts) => meeting.chair === person
const isSeated = (meeting: Meeting, { person }: MeetingFacts) => meeting.members.some(m => m.person === person)
const isMember = (meeting: Meeting, { person }: MeetingFacts) =>
  meeting.members.some(m => m.person === person && m.voting) || meeting.items.some(i => i.presider === person)
const underWay = (meeting: Meeting) => meeting.items.find(item => item.stage === 'UNDER_WAY')
const beforeItIsOver = ['PLANNED', 'NOTICED', 'OPEN'] as const

/** The first line that applies, and that the rules allow now, is what waits for the person. */
export const meetingDuties: readonly MeetingDuty[] = [
  { stages: ['OPEN'], who: mayRule, noun: 'recusal-rulings', what: '裁定回避申请' },
  {
    stages: ['NOTICED', 'OPEN'],
    who: isChair,
    noun: 'late-item-confirmations',
    what: '确认临时议题',
    when: (meeting, facts) => lateItemWaitsFor(meeting, 'CHAIR', facts),
  },
  {
    stages: ['NOTICED', 'OPEN'],
    who: isOffice,
    noun: 'late-item-confirmations',
    what: '确认临时议题',
    when: (meeting, facts) => lateItemWaitsFor(meeting, 'OFFICE', facts),
  },
  {
    stages: beforeItIsOver,
    who: isOffice,
    noun: 'invitation-agreements',
    what: '商定邀请人员',
    when: meeting => meeting.invitations.some(i => i.stage === 'PROPOSED'),
  },
  {
    stages: ['PLANNED'],
    who: isRecorder,
    noun: 'items',
    what: '列入议题',
    when: meeting => meeting.items.length === 0,
  },
  {
    stages: ['PLANNED'],
    who: isRecorder,
    noun: 'topics',
    what: '列入议题',
    when: meeting => meeting.items.length === 0,
  },
  { stages: ['PLANNED'], who: isRecorder, noun: 'presiders', what: '指定议题主持人', when: someItemNeedsPresider },
  { stages: ['PLANNED'], who: isRecorder, noun: 'notice', what: '发出会议通知', when: noticeNeedsNoReason },
  { stages: ['PLANNED'], who: isChair, noun: 'notice', what: '同意提前量不足的会议通知', when: noticeNeedsReason },
  { stages: ['NOTICED'], who: isRecorder, noun: 'opening', what: '宣布开会' },
  { stages: ['NOTICED'], who: isSeated, noun: 'acknowledgements', what: '签收会议材料', when: packetIsNew },
  { stages: ['OPEN'], who: isMember, noun: 'opinions', what: '对议题发表意见', when: isSilent },
  { stages: ['OPEN'], who: isRecorder, noun: 'ballot-counts', what: '登记计票结果', when: countIsMissing },
  { stages: ['OPEN'], who: isRecorder, noun: 'conclusions', what: '记录议题结论', when: nobodyIsSilent },
  { stages: ['OPEN'], who: isRecorder, noun: 'item-starts', what: '开始审议议题', when: someItemWaits },
  { stages: ['OPEN'], who: isRecorder, noun: 'adjournment', what: '散会' },
  {
    stages: ['ADJOURNED'],
    who: anybody,
    noun: 'dissent-confirmations',
    what: '核对纪要中本人的不同意见',
    when: mayBeMisquoted,
  },
  { stages: ['ADJOURNED'], who: isRecorder, noun: 'minutes-drafts', what: '起草纪要', when: draftIsMissing },
  { stages: ['ADJOURNED'], who: isRecorder, noun: 'minutes-circulations', what: '送审阅纪要', when: draftWaits },
  { stages: ['ADJOURNED'], who: isChair, noun: 'minutes-signature', what: '签发纪要' },
]

function isOffice(_meeting: Meeting, facts: MeetingFacts): boolean {
  return rolesInAgency(facts).has('OFFICE')
}

/** E-10: the presider rules on the others, the head of the agency on the presider. */
function mayRule(meeting: Meeting, { organisation, person, today }: MeetingFacts): boolean {
  const item = underWay(meeting)
  if (!item) return false
  const presider = presiderOf(meeting, item)
  const head = agencyHead(organisation, today)
  const open = item.requests.filter(request => request.ruling === undefined)
  return open.some(request =>
    request.person === presider ? head !== presider && head === person : presider === person,
  )
}

/** E-40: the chair's word and the office's, from two people. */
function lateItemWaitsFor(meeting: Meeting, as: 'CHAIR' | 'OFFICE', { person }: MeetingFacts): boolean {
  return meeting.lateItems.some(({ confirmed }) => !confirmed.some(c => c.as === as || c.person === person))
}

/** MTG-003: of a secret or a raised-hands vote the tellers' count is all there is. */
function countIsMissing(meeting: Meeting): boolean {
  const item = underWay(meeting)
  return item !== undefined && item.ballot !== 'NAMED' && item.count === undefined
}

function packetIsNew({ packet, acknowledged }: Meeting, { person }: MeetingFacts): boolean {
  return packet !== undefined && !acknowledged.some(a => a.person === person && a.packet === packet)
}

/** E-34: a draft was sent round, and somebody whose dissent stands in it has not said whether it is right. */
function mayBeMisquoted({ items, drafts, confirmations }: Meeting, { person }: MeetingFacts): boolean {
  const draft = drafts.findLast(d => d.circulatedAt)
  if (!draft) return false
  const dissented = items.filter(item => dissentsOf(item).some(said => said.person === person))
  const said = confirmations.filter(c => c.person === person && c.draft === draft.draft).map(c => c.matter)
  return dissented.some(({ matter }) => !said.includes(matter))
}

/** There is none, or a dissenter called the last one wrong (E-34). */
function draftIsMissing({ drafts, confirmations }: Meeting): boolean {
  const last = drafts.at(-1)?.draft
  return last === undefined || confirmations.some(c => c.draft === last && !c.accurate)
}

function draftWaits({ drafts }: Meeting): boolean {
  const draft = drafts.at(-1)
  return draft !== undefined && draft.circulatedAt === undefined
}

function someItemNeedsPresider(meeting: Meeting, facts: MeetingFacts): boolean {
  return meeting.items.some(item => refusePresider(meeting, item.matter, facts) !== undefined)
}

function noticeNeedsNoReason(meeting: Meeting, facts: MeetingFacts): boolean {
  return sendNotice.decide(meeting, {}, facts).ok
}

/** MTG-006: on short notice the chair alone may send it. */
function noticeNeedsReason(meeting: Meeting, facts: MeetingFacts): boolean {
  const sent = sendNotice.decide(meeting, {}, facts)
  return !sent.ok && sent.error.field === 'shortNoticeReason'
}

function someItemWaits(meeting: Meeting): boolean {
  return meeting.items.some(item => item.stage === 'WAITING')
}

function silentOn(meeting: Meeting, facts: MeetingFacts): readonly string[] | undefined {
  const item = underWay(meeting)
  if (!item) return undefined
  const quorum = quorumOf(seatPresider(meeting, presiderOf(meeting, item)), item, rulesForMeeting(facts))
  return tallyOf(item, quorum).silent
}

/** MTG-010: whose turn it is to speak; the presider's comes when everybody else has spoken. */
function isSilent(meeting: Meeting, facts: MeetingFacts): boolean {
  const item = underWay(meeting)
  if (item?.ballot !== 'NAMED') return false
  const silent = silentOn(meeting, facts) ?? []
  const presides = presiderOf(meeting, item) === facts.person
  return silent.includes(facts.person) && (!presides || silent.length === 1)
}

function nobodyIsSilent(meeting: Meeting, facts: MeetingFacts): boolean {
  return silentOn(meeting, facts)?.length === 0
}
