import { refusePresider, sendNotice } from '../../domain/meeting/acts-agenda.ts'
import { seatPresider } from '../../domain/meeting/acts-sitting.ts'
import { type MeetingFacts, rulesForMeeting } from '../../domain/meeting/facts.ts'
import { type Meeting, type MeetingStage, presiderOf } from '../../domain/meeting/meeting.ts'
import { quorumOf, tallyOf } from '../../domain/meeting/quorum.ts'

/** One line a duty: at which stage of a meeting whose turn it is, by which act. */
interface MeetingDuty {
  readonly stage: MeetingStage
  readonly who: (meeting: Meeting, person: string) => boolean
  readonly noun: string
  readonly what: string
  readonly when?: (meeting: Meeting, facts: MeetingFacts) => boolean
}

const isRecorder = (meeting: Meeting, person: string) => meeting.recorder === person
const isChair = (meeting: Meeting, person: string) => meeting.chair === person
const isMember = (meeting: Meeting, person: string) =>
  meeting.members.some(m => m.person === person && m.voting) || meeting.items.some(i => i.presider === person)
const underWay = (meeting: Meeting) => meeting.items.find(item => item.stage === 'UNDER_WAY')

/** The first line that applies, and that the rules allow now, is what waits for the person. */
export const meetingDuties: readonly MeetingDuty[] = [
  { stage: 'PLANNED', who: isRecorder, noun: 'items', what: '列入议题', when: meeting => meeting.items.length === 0 },
  { stage: 'PLANNED', who: isRecorder, noun: 'presiders', what: '指定议题主持人', when: someItemNeedsPresider },
  { stage: 'PLANNED', who: isRecorder, noun: 'notice', what: '发出会议通知', when: noticeNeedsNoReason },
  { stage: 'PLANNED', who: isChair, noun: 'notice', what: '同意提前量不足的会议通知', when: noticeNeedsReason },
  { stage: 'NOTICED', who: isRecorder, noun: 'opening', what: '宣布开会' },
  { stage: 'OPEN', who: isMember, noun: 'opinions', what: '对议题发表意见', when: isSilent },
  { stage: 'OPEN', who: isRecorder, noun: 'conclusions', what: '记录议题结论', when: nobodyIsSilent },
  { stage: 'OPEN', who: isRecorder, noun: 'item-starts', what: '开始审议议题', when: someItemWaits },
  { stage: 'OPEN', who: isRecorder, noun: 'adjournment', what: '散会' },
  { stage: 'ADJOURNED', who: isChair, noun: 'minutes-signature', what: '签发纪要' },
]

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
  const silent = silentOn(meeting, facts) ?? []
  const item = underWay(meeting)
  const presides = item !== undefined && presiderOf(meeting, item) === facts.person
  return silent.includes(facts.person) && (!presides || silent.length === 1)
}

function nobodyIsSilent(meeting: Meeting, facts: MeetingFacts): boolean {
  return silentOn(meeting, facts)?.length === 0
}
