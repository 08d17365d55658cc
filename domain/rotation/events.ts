import * as z from 'zod'
import { boards } from '../organisation/events.ts'
import { code, day, defineEvents, type EventOf, pub, restricted, text } from '../schema.ts'

/** One group of one term as a plan has it. */
export const plannedGroup = z.strictObject({
  board: z.enum(boards),
  name: text('复核小组名称', 60),
  from: day('轮值起日'),
  to: day('轮值止日'),
  leader: code('组长'),
  /** In order; the first convenes (A7). */
  departments: z.array(code('处室')).min(2).max(30),
})

/** Half-years that can be planned at once, and groups that a board may have beside each other. */
const TERMS = 24
const GROUPS = 4

const slack = z.array(z.int().min(0).max(100)).max(TERMS)

/** What the office asks for. The first day is the stream's own name. */
export const rotationRequest = z.strictObject({
  terms: z
    .int({ error: '轮值期数应为整数' })
    .min(1, { error: '至少编排一个轮值期' })
    .max(TERMS, { error: `一次至多编排${TERMS}个轮值期` }),
  membersPerGroup: z
    .int({ error: '每组成员数应为整数' })
    .min(2, { error: '复核小组至少两名成员' })
    .max(30, { error: '复核小组成员不得超过30名' }),
  groupsPerBoard: z
    .int({ error: '每个板块的小组数应为整数' })
    .min(1, { error: '每个板块至少一个复核小组' })
    .max(GROUPS, { error: `每个板块至多${GROUPS}个复核小组` })
    .default(1),
  /**
   * Where counting alone says that fewer groups a person would do, but the rules together do not allow it: how many more,
   * term by term. Found by the planner and kept with the request, so that everybody checks against the same limits.
   */
  slack: z.strictObject({ leaders: slack, divisions: slack }).optional(),
})

export const rotationEvents = defineEvents({
  /** Every plan that was ever made stands here, so that nobody can draw until they like the outcome. */
  'rotation.planned': {
    plan: pub(z.int().min(1)),
    request: pub(rotationRequest),
    /** SHA-256 of the canonical problem that was solved. */
    problem: pub(z.string().length(64)),
    /** What decided between plans that are equally good: the log as it stood. */
    seed: pub(z.strictObject({ size: z.int().min(0), root: z.string().max(64) })),
    groups: pub(z.array(plannedGroup).min(1).max(400)),
  },
  'rotation.adjusted': {
    plan: pub(z.int().min(1)),
    groups: pub(z.array(plannedGroup).min(1).max(400)),
    reason: restricted(text('调整理由', 300)),
  },
  /** The plan became review groups, which wait for the leading group's approval (A7). */
  'rotation.established': { plan: pub(z.int().min(1)), groups: pub(z.array(code('复核小组')).max(400)) },
})

export type RotationEvent = EventOf<typeof rotationEvents>
