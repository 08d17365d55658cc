import * as z from 'zod'
import { conclusion, condition } from '../matter/events.ts'
import { code, day, defineEvents, type EventOf, hash, instant, pub, restricted, text } from '../schema.ts'
import { signature } from '../signature.ts'
import { meetingKinds } from './kinds.ts'

const person = code('人员')
const matter = code('件')

export const positions = ['AGREE', 'DISAGREE', 'ABSTAIN'] as const
/** MTG-003: by name; in secret, only the count kept; by raised hands. The last two are counted by tellers. */
export const ballots = ['NAMED', 'SECRET', 'HAND'] as const
/** E-39: how somebody who was not in the room was heard; on record, never counted. */
export const channels = ['WRITTEN', 'TELEPHONE', 'PAPER'] as const
/** What the leading group deliberates: no matter, but what lies under all of them. */
export const subjects = ['CATALOGUE', 'ROTATION', 'SPECIAL_GROUP', 'OTHER'] as const
/** S99. */
export const inviteeCategories = ['EXPERT', 'MASS_REP', 'NPC_DEPUTY', 'CPPCC_MEMBER', 'OTHER'] as const
export const attendanceStatuses = ['PRESENT', 'ON_LEAVE', 'ABSENT', 'LEFT'] as const

export const meetingMember = z.strictObject({
  person,
  department: z.string().max(64),
  title: text('职务', 80),
  voting: z.boolean(),
})
/** 议定事项 (MTG-013): becomes a 督办 when the minutes are signed. */
export const task = z.strictObject({
  words: text('议定事项', 500, 2),
  owner: code('责任处室'),
  dueOn: day('完成期限'),
})
/** One item of drafted minutes: what the secretary writes; the rest follows from the record. */
export const minutesSection = z.strictObject({
  matter: code('件'),
  /** Must be what the meeting concluded (E-38); absent for an item that was put off. */
  conclusion: conclusion.optional(),
  narrative: text('审议情况', 5000, 2),
})
export const correction = z.strictObject({
  matter: code('件').optional(),
  was: text('原文', 1000),
  now: text('更正为', 1000),
})
export const unit = z.strictObject({ name: text('单位名称', 120, 2), uscc: z.string().max(18) })

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
  'meeting.topic-added': {
    /** `T-1`: stands where an item of another meeting has its matter. */
    matter: pub(code('议题')),
    subject: pub(z.enum(subjects)),
    /** The review groups to approve, or the matter that needs a special group. */
    reference: pub(z.array(code('所议对象')).max(40)),
    /** The special group that is proposed: leader, and divisions in order (E-11). */
    special: pub(
      z.strictObject({ leader: code('组长'), departments: z.array(code('处室')).min(2).max(30) }).optional(),
    ),
    title: restricted(text('议题', 120)),
  },
  'meeting.agenda-ordered': { order: pub(z.array(matter).max(60)) },
  /** E-41: something is deliberated outside this system; its place in the order, and nothing else. */
  'meeting.separate-item-noted': { no: pub(z.int().min(1)) },
  /** E-40: after the notice only with the chair's and the office's consent. */
  'meeting.late-item-proposed': { matter: pub(matter), reason: restricted(text('临时增加的理由', 300)) },
  'meeting.late-item-confirmed': { matter: pub(matter), as: pub(z.enum(['CHAIR', 'OFFICE'])) },
  /** What members get to read, item by item, by fingerprint; frozen with the notice (MTG-006). */
  'meeting.packet-frozen': {
    papers: restricted(z.array(z.strictObject({ matter, materials: z.array(hash('文件指纹')).max(400) })).max(60)),
    packet: pub(hash('材料包指纹')),
  },
  'meeting.packet-acknowledged': { packet: pub(hash('材料包指纹')) },
  'meeting.recorder-replaced': { recorder: restricted(person), reason: restricted(text('理由', 200)) },
  'meeting.second-recorder-named': { recorder: restricted(person) },
  'meeting.invitation-proposed': {
    invitation: pub(code('邀请')),
    matter: pub(matter),
    category: pub(z.enum(inviteeCategories)),
    name: restricted(text('姓名', 40)),
    unit: restricted(text('单位名称', 120).optional()),
    uscc: restricted(z.string().max(18).optional()),
    reason: restricted(text('邀请理由', 300)),
  },
  'meeting.invitation-agreed': {
    invitation: pub(code('邀请')),
    expiresAt: pub(instant('失效时间')),
    /** SHA-256 of the one-time link's secret, which whoever agreed made in their own browser. */
    link: restricted(hash('链接指纹')),
    /** The redacted materials that may be read. */
    materials: restricted(z.array(hash('文件指纹')).max(100)),
    downloadable: restricted(z.boolean()),
  },
  'meeting.invitation-declined': { invitation: pub(code('邀请')), reason: restricted(text('理由', 300)) },
  'meeting.invitee-interests-declared': {
    invitation: pub(code('邀请')),
    related: restricted(z.boolean()),
    units: restricted(z.array(unit).max(20)),
    words: restricted(text('说明', 500).optional()),
  },
  /** E-13: an interest was declared, or found by the code of a unit. */
  'meeting.invitation-blocked': { invitation: pub(code('邀请')), reason: restricted(text('理由', 300)) },
  'meeting.invitee-opinion-recorded': {
    invitation: pub(code('邀请')),
    matter: pub(matter),
    position: restricted(z.enum(positions).optional()),
    words: restricted(text('意见', 2000)),
    signature: restricted(signature.optional()),
  },
  'meeting.invitee-opinion-voided': {
    invitation: pub(code('邀请')),
    reason: restricted(text('理由', 300)),
    reconsider: pub(z.boolean()),
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
    ballot: pub(z.enum(ballots).optional()),
    /** How many of those recused are so for an interest they declared, which is not public. */
    interests: pub(z.int().min(0).optional()),
  },
  /** E-10: somebody asks that another leave; until it is ruled on, that member does not vote. */
  'meeting.recusal-requested': {
    matter: pub(matter),
    person: restricted(person),
    reason: restricted(text('申请理由', 300)),
  },
  'meeting.recusal-ruled': {
    matter: pub(matter),
    person: restricted(person),
    upheld: pub(z.boolean()),
    reason: restricted(text('裁定理由', 300)),
  },
  'meeting.ruling-objected': { matter: pub(matter), words: restricted(text('异议', 1000)) },
  'meeting.ballots-counted': {
    matter: pub(matter),
    agree: restricted(z.int().min(0)),
    disagree: restricted(z.int().min(0)),
    abstain: restricted(z.int().min(0)),
    /** 监票人、计票人. */
    tellers: restricted(z.array(person).length(2)),
    scan: restricted(hash('扫描件').optional()),
  },
  'meeting.written-opinion-recorded': {
    matter: pub(matter),
    person: restricted(person),
    channel: pub(z.enum(channels)),
    words: restricted(text('书面意见', 2000)),
    /** Who was there when it was taken down. */
    witness: restricted(person.optional()),
    scan: restricted(hash('扫描件').optional()),
    signature: restricted(signature.optional()),
  },
  /** E-35: a word more to what was said; what was said stays. */
  'meeting.opinion-supplemented': { matter: pub(matter), words: restricted(text('补充说明', 2000)) },
  'meeting.recusal-recorded': { matter: pub(matter), recusal: restricted(recusal) },
  'meeting.opinion-recorded': {
    matter: pub(matter),
    person: restricted(person),
    position: restricted(z.enum(positions)),
    words: restricted(text('意见', 2000)),
    /** Set when the recorder wrote it down for the speaker. */
    recordedBy: restricted(person.optional()),
    signature: restricted(signature.optional()),
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
    tasks: restricted(z.array(task).max(20).optional()),
  },
  'meeting.item-postponed': { matter: pub(matter), reason: restricted(text('顺延理由', 200)) },
  'meeting.adjourned': {},
  'meeting.minutes-drafted': {
    draft: pub(z.int().min(1)),
    sections: restricted(z.array(minutesSection).max(60)),
  },
  'meeting.minutes-circulated': { draft: pub(z.int().min(1)) },
  'meeting.minutes-commented': { matter: pub(code('件').optional()), words: restricted(text('修改意见', 1000)) },
  /** E-34: whoever dissented says whether the draft has their words right. */
  'meeting.dissent-confirmed': {
    matter: pub(matter),
    draft: pub(z.int().min(1)),
    accurate: pub(z.boolean()),
    words: restricted(text('不符之处', 1000).optional()),
  },
  'meeting.minutes-signed': {
    minutes: restricted(z.string().max(400_000)),
    hash: pub(hash('纪要指纹')),
    /** Each item's part of them (`excerptOf`), which went back to its matter. */
    excerpts: pub(
      z
        .array(z.strictObject({ matter, hash: hash('摘录指纹') }))
        .max(60)
        .optional(),
    ),
    /** Versions of this stream's entries whose words stand in the minutes: whoever spoke can prove that theirs do. */
    opinions: pub(z.array(z.int().min(1)).max(4000).optional()),
    signature: restricted(signature.optional()),
  },
  'meeting.erratum-proposed': {
    erratum: pub(z.int().min(1)),
    corrections: restricted(z.array(correction).min(1).max(30)),
    reason: restricted(text('更正理由', 300)),
  },
  /** E-37: a new version beside the original; `of` is the fingerprint of what it corrects. */
  'meeting.erratum-issued': {
    erratum: pub(z.int().min(1)),
    of: pub(hash('原纪要指纹')),
    minutes: restricted(z.string().max(400_000)),
    hash: pub(hash('纪要指纹')),
    signature: restricted(signature.optional()),
  },
})

export type MeetingEvent = EventOf<typeof meetingEvents>
