import * as z from 'zod'
import { boards } from '../organisation/events.ts'
import { code, day, defineEvents, type EventOf, hash, restricted, secret, text } from '../schema.ts'
import { ageRecipient, sealedPart } from '../sealed-part.ts'

/** S122: by which way it came. What comes by letter, visit, telephone or transfer is registered by a member. */
export const channels = ['NETWORK', 'LETTER', 'VISIT', 'PHONE', 'TRANSFER', 'SIGNAL'] as const
/** TRIAGE-001. */
export const complaintClasses = [
  'DISCIPLINE_REPORT', // 检举控告
  'PETITION', // 申诉求决、意见建议
  'BIDDING_COMPLAINT', // 招投标投诉
  'FOI_REQUEST', // 信息公开申请
  'SERVICE_COMPLAINT', // 效能与行风
  'OUT_OF_SCOPE', // 不属受理范围
  'CONSULT', // 咨询
] as const
/** CMP-006: 谈话函询、初步核实、暂存待查、予以了结. */
export const dispositions = ['TALK_INQUIRY', 'PRELIMINARY_CHECK', 'HOLD', 'SETTLE'] as const
export const paperKinds = [
  'TALK_PLAN', // 谈话函询方案
  'TALK_REPORT', // 谈话函询情况报告
  'CHECK_APPROVAL', // 初步核实审批表
  'CHECK_REPORT', // 初步核实情况报告
  'HOLD_REASONS', // 暂存待查理由
  'SETTLE_REPORT', // 了结报告
] as const
export const results = ['SUBSTANTIATED', 'PARTLY', 'UNSUBSTANTIATED', 'CLARIFIED', 'TRANSFERRED', 'MERGED'] as const
export const messageKinds = ['SUPPLEMENT', 'OBJECTION', 'QUESTION'] as const
export const openingGrounds = ['VERIFY_IDENTITY', 'PROTECT_REPORTER', 'GIVE_FEEDBACK', 'LEGAL_ORDER'] as const

const person = code('人员')
const attachments = z.array(sealedPart('附件'), { error: '附件应逐个列出' }).max(50, { error: '附件不得超过50个' })
const papersSchema = z.array(z.strictObject({ kind: z.enum(paperKinds), part: sealedPart('文书') })).max(20)
const reply = sealedPart('答复')
const note = sealedPart('说明')

/** Random, never running: a running number would count them. */
export const registerNumber = (label: string) =>
  z.string({ error: `${label}必填` }).regex(/^JB-[0-9]{8}$/, { error: `${label}应写成 JB-12345678 的样子` })

/** CMP-005: who never learns of it, by division and by name. */
export const recusedSchema = z.strictObject({
  departments: z.array(code('回避的处室')).max(60),
  persons: z.array(person).max(60),
})
/** CMP-003: one for each two custodians; sealed to the second inside, to the first outside. */
export const sealedIdentities = z
  .array(z.strictObject({ first: person, second: person, part: sealedPart('举报人身份') }))
  .min(1, { error: '举报人身份须由两名受托人共同保管' })
  .max(30)
/** Where the reporter finds answers: opened by the query code alone, which the server never sees (CMP-001). */
export const mailboxSchema = z.strictObject({
  tokenHash: hash('查询凭据的指纹'),
  replyTo: ageRecipient('答复公钥'),
  keyBox: z.string().min(1).max(4000),
})

/**
 * 投诉举报. None of this is ever in the public log by itself: it is committed there by digests of a day
 * (`register.day-closed`), so that nothing can vanish and nothing can be counted. Words are sealed, all of them.
 */
export const complaintEvents = defineEvents({
  'complaint.received': {
    channel: restricted(z.enum(channels)),
    /** S127: with none of them it can only be passed on to whoever it belongs to. */
    boards: restricted(z.array(z.enum(boards), { error: '涉及的业务板块应逐个列出' }).max(4)),
    industryConduct: restricted(z.boolean()),
    mode: restricted(z.enum(['REAL_NAME', 'ANONYMOUS'])),
    content: restricted(sealedPart('举报内容')),
    attachments: restricted(attachments),
    recused: secret(recusedSchema),
    /** Keys of members to which it was sealed. */
    keys: restricted(z.array(z.string().max(200)).min(1).max(60)),
    identity: secret(sealedIdentities.optional()),
    mailbox: secret(mailboxSchema.optional()),
    /** E-60: the number of an earlier report whose code was lost, as the reporter says. */
    related: restricted(registerNumber('原登记号').optional()),
  },
  /** CMP-005, E-53: about the group's leader or the agency's head. Number, day and destination are all that is kept. */
  'complaint.received-upward': {
    destination: restricted(code('上级机关的密钥')),
    sealed: restricted(sealedPart('密封件')),
    mailbox: secret(mailboxSchema.optional()),
  },
  'complaint.handed-upward': { receipt: restricted(text('交接凭证号', 60)) },
  'complaint.message-received': {
    kind: restricted(z.enum(messageKinds)),
    content: restricted(sealedPart('补充内容')),
    attachments: restricted(attachments),
  },
  /** E-54: anonymous first, by name later. */
  'complaint.identity-added': { identity: secret(sealedIdentities) },
  'complaint.withdrawal-requested': {},
  /** CMP-005: somebody whom the reporter did not point at, or who steps aside of their own accord. Nobody is let in again. */
  'complaint.recusal-added': { recused: secret(recusedSchema) },
  'complaint.triaged': {
    class: restricted(z.enum(complaintClasses)),
    note: restricted(note),
    /** Set when an earlier decision is changed, which is possible once. */
    changed: restricted(z.boolean()),
  },
  'complaint.assigned': { handlers: restricted(z.array(person).min(1)) },
  'complaint.acknowledged': { accepted: restricted(z.boolean()), reply: restricted(reply.optional()) },
  'complaint.replied': { reply: restricted(reply) },
  'complaint.noted': { note: restricted(note) },
  'complaint.merged': { into: restricted(registerNumber('主件登记号')), recused: secret(recusedSchema) },
  'complaint.joined': { number: restricted(registerNumber('并入件登记号')), recused: secret(recusedSchema) },
  /** E-56: what it was merged into has come to its result; from here its own period of feedback runs. */
  'complaint.main-concluded': { number: restricted(registerNumber('主件登记号')) },
  'complaint.transferred': {
    destination: restricted(text('移送去向', 80)),
    /** What was handed over: each of them a part of this complaint, by its fingerprint. */
    handed: restricted(z.array(hash('移送材料'))),
    note: restricted(note),
    reply: restricted(reply.optional()),
  },
  'complaint.extended': { dueOn: restricted(day('延长后的期限')), note: restricted(note) },
  'complaint.disposition-proposed': {
    disposition: restricted(z.enum(dispositions)),
    papers: restricted(papersSchema),
    reviewOn: restricted(day('复查日').optional()),
  },
  'complaint.disposition-approved': {},
  'complaint.disposition-returned': { note: restricted(note) },
  /** What can only be written when the approved disposition has been carried out. */
  'complaint.papers-filed': { papers: restricted(papersSchema) },
  'complaint.hold-reviewed': {
    reopened: restricted(z.boolean()),
    reviewOn: restricted(day('下一个复查日').optional()),
    note: restricted(note),
  },
  'complaint.clue-made': { clue: restricted(code('问题线索')) },
  'complaint.feedback-given': { reply: restricted(reply.optional()) },
  'complaint.closed': {
    result: restricted(z.enum(results)),
  },
  'complaint.identity-asked': {
    opening: restricted(z.int().min(1)),
    first: restricted(person),
    second: restricted(person),
    ground: restricted(z.enum(openingGrounds)),
  },
  /** The other custodian agrees; the first has taken off the outer seal in their browser and hands on the inner one. */
  'complaint.identity-agreed': { opening: restricted(z.int()) },
  'complaint.identity-declined': { opening: restricted(z.int()), ground: restricted(text('不同意的理由', 200)) },
  'complaint.identity-passed': { opening: restricted(z.int()), inner: secret(sealedPart('内层密封件')) },
  'complaint.identity-opened': { opening: restricted(z.int()) },
  'complaint.resealed': {
    parts: restricted(z.array(z.strictObject({ from: hash('原密封件'), to: sealedPart('重新密封件') })).min(1)),
    keys: restricted(z.array(z.string().max(200)).min(1)),
  },
  'complaint.destruction-proposed': { reviewedOn: restricted(day('保管期满日')) },
  'complaint.destroyed': {
    certificate: restricted(code('销毁证明号')),
    blobs: restricted(z.array(hash('已销毁的密封件'))),
  },
})

export type ComplaintEvent = EventOf<typeof complaintEvents>
