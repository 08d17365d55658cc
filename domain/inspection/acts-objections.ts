import * as z from 'zod'
import { hasConflict } from '../draw/pairs.ts'
import { seatsOf } from '../organisation/groups.ts'
import { departmentsOf, nameOf } from '../organisation/posts.ts'
import { err, must, ok, type Refusal, refuse } from '../result.ts'
import { code, text } from '../schema.ts'
import { inspectorsOn } from '../spot-check/conflicts.ts'
import { formatDay } from '../time.ts'
import { objectionDueOn } from './clocks.ts'
import { type InspectionFacts, ownInspected } from './facts.ts'
import { type Inspection, inspectedDivisions } from './inspection.ts'
import { define, filesField, findingNo, refuseUnknownFiles, refuseUnlessStage, standingFinding } from './stage.ts'

/** 异议 (政府督查工作条例 17): once, within 30 days, by the head of an inspected division. */
export const object = define({
  noun: 'objections',
  label: '提出异议',
  clause: 'RND-006',
  roles: ['INSPECTED'],
  input: z.strictObject({ words: text('异议', 2000, 5), files: filesField.default([]) }),
  may: (state, { rulebook, today }) => {
    const wrong = refuseUnlessStage(state, ['CONCLUDED'], 'RND-006', '提出异议')
    if (wrong) return wrong
    if (state.objection) return refuse('WRONG_STATE', 'RND-006', '已经提出过异议，由复核人作出决定。')
    const dueOn = must(objectionDueOn(state, rulebook, today), 'a day for objections')
    return today > dueOn
      ? refuse('WRONG_STATE', 'RND-006', `异议应在${formatDay(dueOn)}前提出，现在已经过期。`)
      : undefined
  },
  decide: (state, input, facts) => {
    const refusal = refuseUnknownFiles(input.files, facts)
    if (refusal) return err(refusal)
    return ok([{ type: 'inspection.objected', data: { department: ownInspected(state, facts), ...input } }])
  },
})

/** 原人员回避: two others at least, neither of the divisions that are concerned. */
export const assignReviewers = define({
  noun: 'objection-assignments',
  label: '指定异议复核人',
  clause: 'RND-006',
  roles: ['ACCOUNTABILITY_LEADER'],
  input: z.strictObject({
    reviewers: z.array(code('复核人')).min(2, { error: '异议复核人不得少于2人' }).max(9),
  }),
  may: state => refuseUndecided(state, '指定复核人'),
  decide: (state, { reviewers }, facts) => {
    const refusal = refuseReviewers(state, reviewers, facts)
    return refusal ? err(refusal) : ok([{ type: 'inspection.objection-assigned', data: { reviewers } }])
  },
})

function refuseUndecided(state: Inspection, label: string): Refusal | undefined {
  const wrong = refuseUnlessStage(state, ['CONCLUDED'], 'RND-006', label)
  if (wrong) return wrong
  if (!state.objection) return refuse('WRONG_STATE', 'RND-006', '没有人提出异议。')
  return state.objection.decision ? refuse('WRONG_STATE', 'RND-006', '异议已经作出决定。') : undefined
}

function refuseReviewers(
  state: Inspection,
  reviewers: readonly string[],
  { organisation, today, batch }: InspectionFacts,
): Refusal | undefined {
  const no = (sentence: string) => refuse('CONFLICT_OF_INTEREST', 'RND-006', sentence, 'reviewers')
  if (new Set(reviewers).size < reviewers.length) return refuse('INVALID', 'RND-006', '复核人重复。', 'reviewers')
  const eligible = new Set([
    ...inspectorsOn(organisation, today),
    ...seatsOf(organisation, 'ACCOUNTABILITY_GROUP', today).map(({ person }) => person),
  ])
  const divisions = inspectedDivisions(state)
  for (const person of reviewers) {
    const name = nameOf(organisation, person)
    if (!eligible.has(person)) {
      return refuse('INVALID', 'RND-006', `「${name}」不是监督问责小组成员，也不在检查人员名录库。`, 'reviewers')
    }
    if ([...state.inspectors, ...state.formerInspectors].includes(person)) {
      return no(`「${name}」是原检查人，复核时须回避。`)
    }
    const own = departmentsOf(organisation, person, today)
    if (own.some(d => divisions.includes(d)) || hasConflict(batch?.frozen?.conflicts ?? {}, state.object, person)) {
      return no(`「${name}」与被检查的对象有关，须回避。`)
    }
  }
  return undefined
}

export const decideObjection = define({
  noun: 'objection-decisions',
  label: '作出异议复核决定',
  clause: 'RND-006',
  roles: ['OBJECTION_REVIEWER'],
  input: z.strictObject({
    upheld: z.boolean({ error: '请选择异议是否成立' }),
    dropped: z.array(findingNo).max(60).default([]),
    words: text('复核意见', 2000, 5),
  }),
  may: state => refuseUndecided(state, '作出复核决定'),
  decide: (state, input) => {
    if (!input.upheld && input.dropped.length > 0) {
      return err(refuse('INVALID', 'RND-006', '维持检查结论的，不取消发现。', 'dropped'))
    }
    for (const no of input.dropped) {
      const finding = standingFinding(state, no, 'dropped')
      if (!finding.ok) return finding
    }
    return ok([{ type: 'inspection.objection-decided', data: input }])
  },
})
