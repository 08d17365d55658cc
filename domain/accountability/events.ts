import * as z from 'zod'
import { boards } from '../organisation/events.ts'
import { code, day, defineEvents, type EventOf, hash, restricted, secret, text } from '../schema.ts'

export const clueSources = ['COMPLAINT', 'INSPECTION', 'SIGNAL', 'REFERRAL', 'REPLAY'] as const
/** ACC-001. To organisations the first three, to persons the next four, the rest to either. */
export const measures = [
  'ORG_INSPECTION', // 检查
  'ORG_CRITICISM', // 通报
  'ORG_REORGANISATION', // 改组
  'PERSON_CRITICISM', // 通报
  'PERSON_ADMONITION', // 诫勉
  'PERSON_ADJUSTMENT', // 组织调整或者组织处理
  'PERSON_SANCTION', // 纪律处分或者政务处分
  'TALK_REMINDER', // 谈话提醒
  'CRITICISM_EDUCATION', // 批评教育
  'ORDERED_REVIEW', // 责令检查
  'WRITTEN_REVIEW', // 书面检查
  'SUPERVISION_ADVICE', // 监察建议转达
  'TRANSFER', // 移送
] as const
/** ACC-002. */
export const decidingBodies = [
  'DISCIPLINE_GROUP',
  'PARTY_GROUP',
  'PARTY_DEPARTMENT',
  'SUPERVISION_COMMISSION',
  'ACCOUNTABILITY_GROUP',
] as const
/** ACC-007. */
export const responsibilities = [
  'MAIN',
  'SUPERVISORY',
  'LEADERSHIP_OVERALL',
  'LEADERSHIP_DIRECT',
  'LEADERSHIP_IMPORTANT',
] as const
/** What somebody did on the record, or why they did not. */
export const parts = [
  'HANDLED', // 经办
  'SUBMITTED', // 签批送审
  'REVIEWED', // 分管审核
  'CHAIRED', // 主持并作出结论
  'AGREED', // 赞成所作的结论
  'DISAGREED', // 不同意所作的结论，未被采纳
  'ABSTAINED', // 弃权或者没有表态
  'VOTED', // 参加无记名或者举手表决：怎样投的票没有记录
  'ABSENT', // 缺席
  'RECUSED', // 回避
] as const

/** ACC-006. */
export const executionSteps = ['ANNOUNCED', 'FILED', 'PROCEDURES_DONE', 'WRITTEN_REVIEW_IN', 'DECLINED'] as const
export const rectificationResults = ['FULL', 'PARTLY', 'NONE'] as const
export const improvementKinds = ['RULE', 'RISK_POINT'] as const
/** S153: nothing closes without one of these. */
export const closingWays = ['RECTIFIED', 'ACCOUNTED', 'TRANSFERRED', 'SETTLED'] as const
export const measureTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ORGANISATION'), department: code('处室') }),
  z.strictObject({ kind: z.literal('PERSON'), person: code('人员') }),
])
/** One person's part in what happened; `tier` 0 for what is not at a tier. */
export const chainLink = z.strictObject({
  tier: z.int().min(0).max(4),
  person: code('人员'),
  department: z.string().max(64),
  part: z.enum(parts),
  responsibility: z.enum(responsibilities).optional(),
})
const number = z.int().min(1)
const files = z.array(z.strictObject({ hash: hash('文件'), name: text('文件名', 120) })).max(30)
const person = code('人员')

/**
 * 问题线索 to its end (S129, S153). Confidential like complaints: in the log only by digests of the day, until its outcome is
 * published (`register.outcome-published`).
 */
export const accountabilityEvents = defineEvents({
  'accountability.registered': {
    source: restricted(z.enum(clueSources)),
    /** Register number, inspection, card or entry that it comes from. */
    reference: secret(z.string().max(160)),
    boards: restricted(z.array(z.enum(boards))),
    departments: restricted(z.array(code('处室'))),
    matters: restricted(z.array(code('件'))),
    question: restricted(text('需要查明的问题', 1000)),
    recused: secret(z.strictObject({ departments: z.array(code('处室')), persons: z.array(person) })),
  },
  'accountability.opened': {
    reasons: restricted(text('立项理由', 1000)),
    handlers: restricted(z.array(person).min(2)),
  },
  'accountability.not-opened': { reasons: restricted(text('不予立项的理由', 1000)) },
  'accountability.explanation-asked': {
    department: restricted(code('处室')),
    question: restricted(text('请说明的问题', 1000)),
    dueOn: restricted(day('说明期限')),
  },
  'accountability.explained': {
    department: restricted(code('处室')),
    words: restricted(text('情况说明', 3000)),
    files: restricted(files),
  },
  'accountability.found': {
    no: restricted(number),
    clause: restricted(code('违反的条款')),
    tier: restricted(z.int().min(0).max(4)), // 0: not at a tier
    matter: restricted(code('件').optional()),
    words: restricted(text('认定的问题', 1500)),
    /** Computed from the record, not typed (`responsibility.ts`), with what the group says of each. */
    chain: restricted(z.array(chainLink)),
  },
  'accountability.nothing-found': { words: restricted(text('查核结论', 1500)) },
  'accountability.measure-decided': {
    no: restricted(number),
    finding: restricted(number),
    measure: restricted(z.enum(measures)),
    target: restricted(measureTarget),
    body: restricted(z.enum(decidingBodies)),
    /** A suggestion by the group, or a decision of the body that has the power, with the number of its document. */
    form: restricted(z.enum(['SUGGESTION', 'DECISION'])),
    document: restricted(text('文号', 60).optional()),
    decidedOn: restricted(day('决定日').optional()),
    /** 四种形态 1–4, for counting alone (ACC-005). */
    disciplineForm: restricted(z.int().min(1).max(4).optional()),
    words: restricted(text('理由', 1000)),
  },
  'accountability.measure-carried-out': {
    measure: restricted(number),
    step: restricted(z.enum(executionSteps)),
    on: restricted(day('日期')),
    words: restricted(text('情况', 300)),
  },
  'accountability.appealed': {
    measure: restricted(number),
    by: restricted(person),
    on: restricted(day('申诉日')),
    words: restricted(text('申诉理由', 2000)),
  },
  'accountability.appeal-decided': {
    measure: restricted(number),
    upheld: restricted(z.boolean()),
    on: restricted(day('决定日')),
    document: restricted(text('文号', 60).optional()),
    words: restricted(text('理由', 1000)),
  },
  'accountability.whereabouts-changed': {
    person: restricted(person),
    where: restricted(text('现单位', 120)),
    contact: restricted(text('联系方式', 120)),
  },
  'accountability.rectification-ordered': {
    finding: restricted(number),
    department: restricted(code('整改处室')),
    dueOn: restricted(day('整改期限')),
    what: restricted(text('整改要求', 500)),
  },
  'accountability.rectified': {
    finding: restricted(number),
    words: restricted(text('整改情况', 2000)),
    files: restricted(files),
  },
  'accountability.verified': {
    finding: restricted(number),
    result: restricted(z.enum(rectificationResults)),
    words: restricted(text('复查意见', 1000)),
    dueOn: restricted(day('新的整改期限').optional()),
  },
  /** S62: what the rules or the risk points should learn from it. */
  'accountability.improvement-proposed': {
    no: restricted(number),
    kind: restricted(z.enum(improvementKinds)),
    subject: restricted(text('制度或事项', 120)),
    words: restricted(text('改进建议', 1000)),
  },
  'accountability.improvement-answered': {
    no: restricted(number),
    adopted: restricted(z.boolean()),
    words: restricted(text('采纳情况', 1000)),
  },
  'accountability.closed': {
    way: restricted(z.enum(closingWays)),
    summary: restricted(text('公开摘要', 500)),
  },
})

export type AccountabilityEvent = EventOf<typeof accountabilityEvents>
