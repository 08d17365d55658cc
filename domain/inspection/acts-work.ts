import * as z from 'zod'
import { err, firstRefusal, ok, type Refusal, refuse } from '../result.ts'
import { code, day, text } from '../schema.ts'
import { findingGrades } from './events.ts'
import { type InspectionFacts, ownInspected } from './facts.ts'
import type { Inspection } from './inspection.ts'
import { define, filesField, findingNo, refuseUnknownFiles, refuseUnlessStage, standingFinding } from './stage.ts'

/** What will be looked at, and by which clause it is measured; without it nothing may be looked at (政府督查工作条例 15). */
export const plan = define({
  noun: 'plan',
  label: '制定检查方案',
  clause: 'RND-006',
  roles: ['INSPECTOR'],
  input: z.strictObject({
    from: day('检查起日'),
    to: day('检查止日'),
    items: z
      .array(z.strictObject({ what: text('检查内容', 300, 2), clause: code('依据') }))
      .min(1, { error: '检查表至少写一项' })
      .max(60),
  }),
  may: state => refuseUnlessStage(state, ['OPEN', 'PLANNED'], 'RND-006', '制定方案'),
  decide: (state, input) => {
    const refusal = firstRefusal(
      input.from > input.to ? refuse('INVALID', 'RND-006', '检查止日不得早于起日。', 'to') : undefined,
      input.from < state.drawnOn ? refuse('INVALID', 'RND-006', '检查起日不得早于抽取日。', 'from') : undefined,
    )
    if (refusal) return err(refusal)
    const items = input.items.map((item, i) => ({ no: i + 1, ...item }))
    return ok([{ type: 'inspection.planned', data: { ...input, items } }])
  },
})

export const fileEvidence = define({
  noun: 'evidence',
  label: '登记证据',
  clause: 'RND-006',
  roles: ['INSPECTOR'],
  input: z.strictObject({
    what: text('证据说明', 300, 2),
    files: filesField.min(1, { error: '请上传证据文件' }),
  }),
  may: refuseUnplanned,
  decide: (state, input, facts) => {
    const refusal = refuseUnknownFiles(input.files, facts)
    if (refusal) return err(refusal)
    return ok([{ type: 'inspection.evidence-filed', data: { no: state.evidence.length + 1, ...input } }])
  },
})

function refuseUnplanned(state: Inspection): Refusal | undefined {
  if (state.stage === 'OPEN') return refuse('WRONG_STATE', 'RND-006', '还没有检查方案，请先制定方案。')
  return refuseUnlessStage(state, ['PLANNED', 'REPORTED'], 'RND-006', '再补充')
}

/** E-63: each finding has its own grade, and its own evidence. */
export const recordFinding = define({
  noun: 'findings',
  label: '记录发现的问题',
  clause: 'E-63',
  roles: ['INSPECTOR'],
  input: z.strictObject({
    grade: z.enum(findingGrades, { error: '请选择轻微或严重' }),
    clause: code('违反的条款'),
    department: code('责任处室'),
    words: text('发现的问题', 1000, 5),
    evidence: z.array(z.int()).min(1, { error: '每一条发现都要有证据' }).max(60),
  }),
  may: refuseUnplanned,
  decide: (state, input, facts) => {
    const refusal = refuseDivision(state, input.department, facts) ?? refuseEvidence(state, input.evidence)
    if (refusal) return err(refusal)
    return ok([{ type: 'inspection.finding-recorded', data: { no: state.findings.length + 1, ...input } }])
  },
})

function refuseDivision(state: Inspection, code: string, { organisation }: InspectionFacts): Refusal | undefined {
  if (!organisation.departments[code]) return refuse('INVALID', 'RND-006', '没有这个处室。', 'department')
  // A meeting of several divisions is nobody's own: there anybody's part may be found wanting.
  if (state.departments.length === 0 || state.departments.includes(code)) return undefined
  return refuse('INVALID', 'RND-006', '责任处室应是被检查的处室，不得随意扩大检查范围。', 'department')
}

function refuseEvidence(state: Inspection, cited: readonly number[]): Refusal | undefined {
  const missing = cited.find(no => no < 1 || no > state.evidence.length)
  return missing === undefined ? undefined : refuse('INVALID', 'RND-006', `没有第${missing}号证据。`, 'evidence')
}

export const withdrawFinding = define({
  noun: 'finding-withdrawals',
  label: '撤回发现',
  clause: 'RND-006',
  roles: ['INSPECTOR'],
  input: z.strictObject({ no: findingNo, reason: text('理由', 300, 2) }),
  may: refuseUnplanned,
  decide: (state, input) => {
    const finding = standingFinding(state, input.no, 'no')
    return finding.ok ? ok([{ type: 'inspection.finding-withdrawn', data: input }]) : finding
  },
})

/** What the inspected say of it; nothing follows from it by itself. */
export const respond = define({
  noun: 'responses',
  label: '反馈意见',
  clause: 'RND-006',
  roles: ['INSPECTED'],
  input: z.strictObject({ words: text('反馈意见', 2000, 2) }),
  may: state => refuseUnlessStage(state, ['CONCLUDED'], 'RND-006', '反馈'),
  decide: (state, input, facts) => {
    const department = ownInspected(state, facts)
    return ok([{ type: 'inspection.responded', data: { department, ...input } }])
  },
})
