import * as z from 'zod'
import type { Emitted } from '../decider.ts'
import { streams } from '../ids.ts'
import { departmentsOf } from '../organisation/posts.ts'
import { err, firstRefusal, ok, type Refusal, type Result, refuse } from '../result.ts'
import { code, day, text } from '../schema.ts'
import { splitObjectId } from '../spot-check/candidate.ts'
import { rectificationResults } from './events.ts'
import { type InspectionFacts, ownInspected } from './facts.ts'
import {
  type Finding,
  type Inspection,
  inspectedDivisions,
  type Rectification,
  standingFindings,
} from './inspection.ts'
import { define, filesField, findingNo, refuseUnknownFiles, refuseUnlessStage, standingFinding } from './stage.ts'

const concludedOnly = (label: string) => (state: Inspection) => refuseUnlessStage(state, ['CONCLUDED'], 'S153', label)

/** RND-007: of an internal matter the public reads how many findings there were, a summary, and how they were put right. */
export const publish = define({
  noun: 'publication',
  label: '公开检查结果',
  clause: 'RND-007',
  roles: ['ACCOUNTABILITY_LEADER'],
  input: z.strictObject({ summary: text('公开摘要', 500, 5) }),
  may: state =>
    refuseUnlessStage(state, ['CONCLUDED'], 'RND-007', '公开结果') ??
    (state.publication ? refuse('WRONG_STATE', 'RND-007', '检查结果已经公开。') : undefined),
  decide: (state, { summary }) => {
    const findings = standingFindings(state)
    const serious = findings.filter(({ grade }) => grade === 'SERIOUS').length
    return ok([{ type: 'inspection.published', data: { summary, findings: findings.length, serious } }])
  },
})

/** What follows from a finding waits until it is known whether the finding holds. */
function refuseOpenObjection({ objection }: Inspection): Refusal | undefined {
  if (!objection || objection.decision) return undefined
  return refuse('WRONG_STATE', 'RND-006', '异议还没有作出复核决定，请先复核。')
}

export const orderRectification = define({
  noun: 'rectification-orders',
  label: '责令整改',
  clause: 'S153',
  roles: ['ACCOUNTABILITY_LEADER'],
  input: z.strictObject({ finding: findingNo, department: code('整改处室'), dueOn: day('整改期限') }),
  may: state => concludedOnly('责令整改')(state) ?? refuseOpenObjection(state),
  decide: (state, input, { organisation, today }) => {
    const finding = standingFinding(state, input.finding)
    if (!finding.ok) return finding
    const refusal = firstRefusal(
      finding.value.rectification ? refuse('WRONG_STATE', 'S153', '这一条已经责令整改。', 'finding') : undefined,
      organisation.departments[input.department]
        ? undefined
        : refuse('INVALID', 'S153', '没有这个处室。', 'department'),
      inspectedDivisions(state).includes(input.department)
        ? undefined
        : refuse('INVALID', 'S153', '整改处室应是被检查的处室。', 'department'),
      input.dueOn > today ? undefined : refuse('INVALID', 'S153', '整改期限应晚于今天。', 'dueOn'),
    )
    return refusal ? err(refusal) : ok([{ type: 'inspection.rectification-ordered', data: input }])
  },
})

type Ordered = Finding & { readonly rectification: Rectification }

function orderedFinding(state: Inspection, no: number): Result<Ordered> {
  const finding = standingFinding(state, no)
  if (!finding.ok) return finding
  const { rectification } = finding.value
  if (rectification) return ok({ ...finding.value, rectification })
  return err(refuse('WRONG_STATE', 'S153', '这一条没有责令整改。', 'finding'))
}

export const rectify = define({
  noun: 'rectifications',
  label: '报告整改情况',
  clause: 'S153',
  roles: ['INSPECTED'],
  input: z.strictObject({
    finding: findingNo,
    words: text('整改情况', 2000, 5),
    files: filesField.min(1, { error: '请上传整改证据' }),
  }),
  may: concludedOnly('报告整改'),
  decide: (state, input, facts) => {
    const finding = orderedFinding(state, input.finding)
    if (!finding.ok) return finding
    const { department, stage } = finding.value.rectification
    const refusal = firstRefusal(
      ownInspected(state, facts) === department
        ? undefined
        : refuse('FORBIDDEN', 'S153', '整改情况由责令整改的处室负责人报告。', 'finding'),
      stage === 'ORDERED'
        ? undefined
        : refuse('WRONG_STATE', 'S153', '这一条的整改已经报告，正在复查或已经到位。', 'finding'),
      refuseUnknownFiles(input.files, facts),
    )
    return refusal ? err(refusal) : ok([{ type: 'inspection.rectified', data: input }])
  },
})

/** By somebody else than those who had to put it right. */
export const verify = define({
  noun: 'verifications',
  label: '复查整改',
  clause: 'S153',
  roles: ['ACCOUNTABILITY_MEMBER', 'INSPECTOR'],
  input: z.strictObject({
    finding: findingNo,
    result: z.enum(rectificationResults, { error: '请选择复查结果' }),
    words: text('复查意见', 1000, 2),
    dueOn: day('新的整改期限').optional(),
  }),
  may: concludedOnly('复查整改'),
  decide: (state, input, facts) => {
    const finding = orderedFinding(state, input.finding)
    if (!finding.ok) return finding
    const refusal = refuseVerifier(finding.value, facts) ?? refuseNewDay(input, facts)
    return refusal ? err(refusal) : ok([{ type: 'inspection.verified', data: input }])
  },
})

function refuseVerifier({ rectification }: Ordered, facts: InspectionFacts): Refusal | undefined {
  const { organisation, person, today } = facts
  if (rectification.stage !== 'RECTIFIED') {
    return refuse('WRONG_STATE', 'S153', '这一条还没有报告整改情况，或者已经到位。', 'finding')
  }
  const own = departmentsOf(organisation, person, today).includes(rectification.department)
  return own || rectification.reports.some(({ by }) => by === person)
    ? refuse('CONFLICT_OF_INTEREST', 'S153', '整改由整改处室以外的人复查。', 'finding')
    : undefined
}

function refuseNewDay(
  { result, dueOn }: { readonly result: string; readonly dueOn?: string | undefined },
  { today }: InspectionFacts,
): Refusal | undefined {
  if (result === 'FULL') {
    return dueOn === undefined ? undefined : refuse('INVALID', 'S153', '整改到位的，不填新的期限。', 'dueOn')
  }
  if (dueOn === undefined) return refuse('INCOMPLETE', 'S153', '没有整改到位的，须写明新的整改期限。', 'dueOn')
  return dueOn > today ? undefined : refuse('INVALID', 'S153', '新的整改期限应晚于今天。', 'dueOn')
}

/** E-63, S129: what is serious becomes a clue, on a stream that the inspected do not see. */
export const refer = define({
  noun: 'referrals',
  label: '转为问题线索',
  clause: 'E-63',
  roles: ['ACCOUNTABILITY_LEADER'],
  input: z.strictObject({ finding: findingNo }),
  may: state => concludedOnly('转为问题线索')(state) ?? refuseOpenObjection(state),
  decide: (state, input, { nextClue }) => {
    const finding = standingFinding(state, input.finding)
    if (!finding.ok) return finding
    const { grade, clue, words } = finding.value
    const refusal = firstRefusal(
      grade === 'SERIOUS'
        ? undefined
        : refuse('INVALID', 'E-63', '轻微的问题责令整改，严重的才转为问题线索。', 'finding'),
      clue === undefined ? undefined : refuse('WRONG_STATE', 'E-63', '这一条已经转为问题线索。', 'finding'),
    )
    if (refusal) return err(refusal)
    if (nextClue === undefined) return err(refuse('NOT_SUPPORTED', 'E-63', '现在不能登记问题线索，请稍后再试。'))
    return ok([
      { type: 'inspection.referred', data: { finding: input.finding, clue: nextClue } },
      registeredClue(state, nextClue, words),
    ])
  },
})

function registeredClue(state: Inspection, clue: string, question: string): Emitted {
  const { kind, id } = splitObjectId(state.object)
  return {
    on: streams.accountability(clue),
    type: 'accountability.registered',
    data: {
      ...{ source: 'INSPECTION', reference: state.id, question, boards: [] },
      departments: inspectedDivisions(state),
      matters: kind === 'MATTER' || kind === 'PUBLIC_RECORD' ? [id] : [],
      recused: { departments: inspectedDivisions(state), persons: [] },
    },
  }
}

/** S153: nothing closes without an end for each finding. */
export const close = define({
  noun: 'closure',
  label: '办结',
  clause: 'S153',
  roles: ['ACCOUNTABILITY_LEADER'],
  input: z.strictObject({}),
  may: state =>
    concludedOnly('办结')(state) ??
    refuseOpenObjection(state) ??
    refuseOpenFinding(state) ??
    (state.publication ? undefined : refuse('WRONG_STATE', 'RND-007', '检查结果还没有公开，不能办结。')),
  decide: () => ok([{ type: 'inspection.closed', data: {} }]),
})

function refuseOpenFinding(state: Inspection): Refusal | undefined {
  for (const { no, grade, clue, rectification } of standingFindings(state)) {
    if (grade === 'SERIOUS' && clue === undefined) {
      return refuse('WRONG_STATE', 'E-63', `第${no}条是严重问题，还没有转为问题线索。`)
    }
    if (rectification && rectification.stage !== 'DONE') {
      return refuse('WRONG_STATE', 'S153', `第${no}条的整改还没有复查到位。`)
    }
    if (!rectification && clue === undefined) {
      return refuse('WRONG_STATE', 'S153', `第${no}条发现还没有去向：须整改到位、转为线索或经复核取消。`)
    }
  }
  return undefined
}
