import * as z from 'zod'
import { act, type Emitted } from '../decider.ts'
import { streams } from '../ids.ts'
import type { BaseFacts } from '../organisation/facts.ts'
import { headOf } from '../organisation/posts.ts'
import { err, must, ok, type Refusal, type Result, refuse } from '../result.ts'
import type { ReviewGroup } from '../review-group/review-group.ts'
import type { Rulebook } from '../rulebook/rulebook.ts'
import { hash, text } from '../schema.ts'
import { formatDay, isDay } from '../time.ts'
import { rotationFaults } from './check.ts'
import { plannedGroup, rotationRequest } from './events.ts'
import { problemFingerprint, problemOf, rotationsAmong } from './problem.ts'
import type { PlannedGroup, Rotation, RotationPlan, RotationRequest } from './rotation.ts'

export interface RotationFacts extends BaseFacts {
  readonly rulebook: Rulebook
  /** The review groups so far that matter to it, and blank ones for the numbers that come next. */
  readonly groups: readonly ReviewGroup[]
  /** The log as it stands, which decides between equal plans. */
  readonly seed?: { readonly size: number; readonly root: string } | undefined
}

const define = act<Rotation, RotationFacts>()

/** A log of which nothing was signed yet. */
const noLog = { size: 0, root: '' }

const groups = z.array(plannedGroup, { error: '请列明各复核小组' }).min(1).max(400)
const plan = z.int({ error: '方案序号应为整数' }).min(1)

/** What stands in the way of planning from this day on, whatever the plan. */
function refuseRotation(state: Rotation, facts: RotationFacts): Refusal | undefined {
  if (!isDay(state.id)) return refuse('INVALID', 'S101', '轮值起日应写成 2027-01-01 的样子，而且是真实的日期。', 'from')
  if (state.established) return refuse('WRONG_STATE', 'S101', '本次轮值已经编成复核小组，不得再改。')
  const running = rotationsAmong(facts.groups).find(group => group.to >= state.id)
  if (!running) return undefined
  const sentence = `「${running.name}」的轮值到${formatDay(running.to)}为止，新的轮值须在其后开始。`
  return refuse('INVALID', 'S101', sentence, 'from')
}

const changed = (what: string, field: string) => refuse('CHANGED_MEANWHILE', 'S101', `${what}，请重新编排。`, field)

/** The first hard rule that groups break under a request made today, or that posts, rules and groups are others by now. */
function refuseGroups(
  state: Rotation,
  facts: RotationFacts,
  request: RotationRequest,
  expected: string,
  proposed: readonly PlannedGroup[],
): Refusal | undefined {
  const problem = problemOf(facts, state.id, request)
  if (problemFingerprint(problem) !== expected) {
    return changed('编排以后，人员任职、规则参数或现行轮值有了变化', 'problem')
  }
  const [fault] = rotationFaults(problem, proposed, facts.organisation)
  if (!fault) return undefined
  const field = fault.group === undefined ? 'groups' : `groups.${fault.group}`
  return refuse('INVALID', fault.clause, fault.sentence, field)
}

const planRotation = define({
  noun: 'plans',
  label: '编排轮值方案',
  clause: 'S72',
  roles: ['OFFICE'],
  input: z.strictObject({
    request: rotationRequest,
    problem: hash('编排问题'),
    seed: z.strictObject({ size: z.int().min(0), root: z.string().max(64) }),
    groups,
  }),
  may: refuseRotation,
  decide: (state, input, facts) => {
    const { size, root } = facts.seed ?? noLog
    if (input.seed.size !== size || input.seed.root !== root) {
      return err(changed('编排期间透明日志有了新的条目', 'seed'))
    }
    const refusal = refuseGroups(state, facts, input.request, input.problem, input.groups)
    if (refusal) return err(refusal)
    return ok([{ type: 'rotation.planned', data: { plan: state.plans.length + 1, ...input } }])
  },
})

const adjust = define({
  noun: 'adjustments',
  label: '调整轮值方案',
  clause: 'S72',
  roles: ['OFFICE'],
  input: z.strictObject({ plan, groups, reason: text('调整理由', 300) }),
  may: refusePlanless,
  decide: (state, input, facts) => {
    const found = planOf(state, input.plan)
    if (!found.ok) return found
    const { request, problem } = found.value
    const refusal = refuseGroups(state, facts, request, problem, input.groups)
    return refusal ? err(refusal) : ok([{ type: 'rotation.adjusted', data: input }])
  },
})

const establish = define({
  noun: 'establishments',
  label: '按方案编成复核小组',
  clause: 'S101',
  roles: ['OFFICE'],
  input: z.strictObject({ plan }),
  may: refusePlanless,
  decide: (state, input, facts) => {
    const found = planOf(state, input.plan)
    if (!found.ok) return found
    const { request, problem, groups: planned } = found.value
    const refusal = refuseGroups(state, facts, request, problem, planned)
    if (refusal) return err(refusal)
    const ids = nextIds(facts, planned)
    return ok([
      { type: 'rotation.established', data: { plan: input.plan, groups: ids } },
      ...planned.map((group, index) => established(state, facts, must(ids[index], 'an id'), group)),
    ])
  },
})

function refusePlanless(state: Rotation, facts: RotationFacts): Refusal | undefined {
  const refusal = refuseRotation(state, facts)
  if (refusal || state.plans.length > 0) return refusal
  return refuse('WRONG_STATE', 'S101', '还没有轮值方案，请先编排。')
}

function planOf(state: Rotation, number: number): Result<RotationPlan> {
  const found = state.plans.find(p => p.plan === number)
  return found ? ok(found) : err(refuse('NOT_FOUND', 'S101', `没有第${number}号轮值方案。`, 'plan'))
}

/** The blank groups handed in carry the numbers that come next on their boards. */
function nextIds({ groups: known }: RotationFacts, planned: readonly PlannedGroup[]): readonly string[] {
  const blank = known.filter(group => group.name === '').map(group => group.id)
  const taken = new Set<string>()
  return planned.map(({ board }) => {
    const id = must(
      blank.find(one => one.startsWith(`${board}-`) && !taken.has(one)),
      `a number for a group of ${board}`,
    )
    taken.add(id)
    return id
  })
}

/** The group as the leading group is to approve it (A7): until then it may hold no meeting. */
function established(state: Rotation, { organisation }: RotationFacts, id: string, group: PlannedGroup): Emitted {
  const { departments, ...kept } = group
  const members = departments.map((department, index) => ({
    person: must(headOf(organisation, department, group.from), `head of ${department}`),
    department,
    order: index + 1,
  }))
  const data = { ...kept, divisions: departments, members, rotation: state.id }
  return { on: streams.reviewGroup(id), type: 'review-group.established', data }
}

export const rotationActs = [planRotation, adjust, establish] as const
