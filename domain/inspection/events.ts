import * as z from 'zod'
import { code, day, defineEvents, type EventOf, hash, pub, released, restricted, secret, text } from '../schema.ts'
import { signature } from '../signature.ts'

export const findingGrades = ['MINOR', 'SERIOUS'] as const
export const rectificationResults = ['FULL', 'PARTLY', 'NONE'] as const
const number = z.int().min(1)
export const files = z.array(z.strictObject({ hash: hash('文件'), name: text('文件名', 200) })).max(30)

/** One drawn object, looked at by those who were drawn for it (RND-006: 检查表→发现→反馈→异议→整改→复查→关闭). */
export const inspectionEvents = defineEvents({
  'inspection.opened': {
    batch: pub(code('批次')),
    object: pub(z.string().max(120)),
    kind: pub(z.string().max(20)),
    departments: pub(z.array(code('处室'))),
    inspectors: pub(z.array(code('检查人')).min(2)),
    drawnOn: pub(day('抽取日')),
  },
  /** Its object fell away, or its batch was voided (RND-002). */
  'inspection.cancelled': { ground: pub(z.enum(['SUBSTITUTED', 'VOIDED'])) },
  'inspection.inspector-replaced': { out: pub(code('检查人')), in: pub(code('检查人')) },
  'inspection.planned': {
    from: pub(day('检查起日')),
    to: pub(day('检查止日')),
    items: restricted(
      z.array(z.strictObject({ no: number, what: text('检查内容', 300), clause: code('依据') })).min(1),
    ),
  },
  'inspection.evidence-filed': { no: pub(number), what: restricted(text('证据说明', 300)), files: restricted(files) },
  'inspection.finding-recorded': {
    no: pub(number),
    grade: pub(z.enum(findingGrades)),
    clause: pub(code('违反的条款')),
    department: pub(code('责任处室')),
    words: restricted(text('发现的问题', 1000)),
    evidence: restricted(z.array(number)),
  },
  'inspection.finding-withdrawn': { no: pub(number), reason: restricted(text('理由', 300)) },
  'inspection.report-written': { report: restricted(text('检查结论', 3000)), sha256: pub(hash('检查结论指纹')) },
  'inspection.signed': { sha256: pub(hash('检查结论指纹')), signature: restricted(signature.optional()) },
  'inspection.concluded': { findings: pub(z.int().min(0)), serious: pub(z.int().min(0)) },
  'inspection.responded': { department: pub(code('处室')), words: restricted(text('反馈意见', 2000)) },
  'inspection.objected': {
    department: pub(code('处室')),
    words: restricted(text('异议', 2000)),
    files: restricted(files),
  },
  'inspection.objection-assigned': { reviewers: pub(z.array(code('复核人')).min(2)) },
  'inspection.objection-decided': {
    upheld: pub(z.boolean()),
    dropped: pub(z.array(number)),
    words: restricted(text('复核意见', 2000)),
  },
  /** RND-007: within 20 workdays; what the public reads of it. */
  'inspection.published': { summary: released(text('公开摘要', 500)), findings: pub(z.int()), serious: pub(z.int()) },
  'inspection.rectification-ordered': {
    finding: pub(number),
    department: pub(code('整改处室')),
    dueOn: pub(day('整改期限')),
  },
  'inspection.rectified': { finding: pub(number), words: restricted(text('整改情况', 2000)), files: restricted(files) },
  'inspection.verified': {
    finding: pub(number),
    result: pub(z.enum(rectificationResults)),
    words: restricted(text('复查意见', 1000)),
    dueOn: pub(day('新的整改期限').optional()),
  },
  /** E-63: a serious finding becomes a clue. Which one stays within the group. */
  'inspection.referred': { finding: secret(number), clue: secret(code('问题线索')) },
  'inspection.closed': {},
})

export type InspectionEvent = EventOf<typeof inspectionEvents>
