import * as z from 'zod'
import { conclusion, condition } from '../matter/events.ts'
import { code, defineEvents, type EventOf, hash, instant, pub, restricted, text } from '../schema.ts'
import { meetingKinds } from './kinds.ts'

const person = code('人员')
const matter = code('件')

export const positions = ['AGREE', 'DISAGREE', 'ABSTAIN'] as const
export const attendanceStatuses = ['PRESENT', 'ON_LEAVE', 'ABSENT', 'LEFT'] as const

export const meetingMember = z.strictObject({
  person,
  department: z.string().max(64),
  title: text('职务', 80),
  voting: z.boolean(),
})
const recusal = z.strictObject({ person, clause: z.string().max(16), reason: text('回避事由', 300) })

export const meetingEvents = defineEvents({
  'meeting.called': {
    kind: pub(z.enum(meetingKinds)),
    /** The division of a 初审例会, the review group of a 复核小组例会, `DIRECTOR` otherwise. */
    body: pub(code('会议主体')),
    year: pub(z.int()),
    seq: pub(z.int().min(1)),
    scheduledAt: pub(instant('会议时间')),
    place: restricted(text('地点', 80)),
    chair: restricted(person),
    recorder: restricted(person),
    members: restricted(z.array(meetingMember).min(1).max(60)),
    divisions: pub(z.array(z.string().max(64)).max(60)),
  },
  'meeting.chair-replaced': { chair: restricted(person), reason: restricted(text('理由', 200)) },
  'meeting.item-added': {
    matter: pub(matter),
    title: restricted(text('议题', 120)),
    circumstances: restricted(text('新情况', 500).optional()),
  },
  'meeting.item-removed': { matter: pub(matter), reason: restricted(text('理由', 200)) },
  'meeting.presider-assigned': {
    matter: pub(matter),
    presider: restricted(person),
    reason: restricted(text('理由', 200)),
  },
  'meeting.notice-sent': {
    leadDays: pub(z.int()),
    shortNoticeReason: restricted(text('提前量不足的理由', 300).optional()),
  },
  'meeting.opened': {},
  'meeting.attendance-recorded': { person: restricted(person), status: restricted(z.enum(attendanceStatuses)) },
  'meeting.item-started': {
    matter: pub(matter),
    /** Who presides answers for the decision, and is public by post (practice 3.1). */
    presider: pub(person),
    convener: restricted(person.optional()),
    actingConvener: restricted(z.boolean()),
    recusals: restricted(z.array(recusal).max(60)),
    expected: pub(z.int()),
    present: pub(z.int()),
  },
  'meeting.recusal-recorded': { matter: pub(matter), recusal: restricted(recusal) },
  'meeting.opinion-recorded': {
    matter: pub(matter),
    person: restricted(person),
    position: restricted(z.enum(positions)),
    words: restricted(text('意见', 2000)),
    /** Set when the recorder wrote it down for the speaker. */
    recordedBy: restricted(person.optional()),
  },
  'meeting.item-concluded': {
    matter: pub(matter),
    conclusion: pub(conclusion),
    opinion: restricted(text('结论意见', 2000)),
    changes: restricted(text('修改内容', 1000).optional()),
    conditions: restricted(z.array(condition).max(30)),
    needed: restricted(z.array(text('补正内容', 300)).max(30)),
    expected: pub(z.int()),
    present: pub(z.int()),
    /** The divisions whose people took part in the decision: 参会处室 (practice 3.1), by which anybody can see S96 kept. */
    divisions: pub(z.array(z.string().max(64)).max(60)),
    agree: restricted(z.int()),
    disagree: restricted(z.int()),
    abstain: restricted(z.int()),
    participants: restricted(z.array(person).max(60)),
    /** MTG-011: the head decided otherwise than most, and said why at once. */
    differsFromMajority: restricted(z.boolean()),
    differsReason: restricted(text('与多数意见不一致的理由', 1000).optional()),
    /** E-33: the presider spoke before others had; kept, explained, and handed to supervision. */
    orderViolation: restricted(text('主持人先表态的说明', 500).optional()),
  },
  'meeting.item-postponed': { matter: pub(matter), reason: restricted(text('顺延理由', 200)) },
  'meeting.adjourned': {},
  'meeting.minutes-signed': { minutes: restricted(z.string().max(400_000)), hash: pub(hash('纪要指纹')) },
})

export type MeetingEvent = EventOf<typeof meetingEvents>
