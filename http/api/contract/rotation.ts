import * as z from 'zod'
import { boards } from '../../../domain/organisation/events.ts'
import { actionView, named, someone } from './common.ts'

/** A hard rule that a plan breaks; `group` is the place in the list of groups it is seen at, where it has one. */
export const rotationFault = z.object({
  clause: z.string(),
  sentence: z.string(),
  group: z.int().optional(),
})
export type RotationFaultView = z.output<typeof rotationFault>

/** How evenly a plan burdens people; the rotation before it is counted in. */
export const rotationFairness = z.object({
  leaders: z.array(z.object({ who: someone, led: z.int() })),
  divisions: z.array(z.object({ department: named, sat: z.int(), convened: z.int() })),
  leaderLoad: z.object({ most: z.int(), least: z.int() }),
  divisionLoad: z.object({ most: z.int(), least: z.int() }),
  /** Two divisions in one group: how often the most frequent pair meets, and how many pairs meet more than once. */
  pairs: z.object({ most: z.int(), repeated: z.int(), pairs: z.int() }),
  /** The same leader with the same convener more than once. */
  leaderAndConvener: z.object({ most: z.int(), repeated: z.int() }),
  /** Submitting divisions in their leader's own charge, summed over the groups: where E-05 would step in. */
  ownDivisions: z.int(),
})
export type RotationFairnessView = z.output<typeof rotationFairness>

export const plannedGroupView = z.object({
  /** 0 is the first half-year of the plan. */
  term: z.int(),
  board: z.enum(boards),
  boardName: z.string(),
  name: z.string(),
  from: z.string(),
  to: z.string(),
  leader: someone,
  /** In order; the first convenes (A7). `head` is who would sit on the group's first day. */
  members: z.array(z.object({ department: named, head: someone.optional() })),
})
export type PlannedGroupView = z.output<typeof plannedGroupView>

export const rotationPlanView = z.object({
  plan: z.int(),
  terms: z.array(z.object({ from: z.string(), to: z.string() })),
  membersPerGroup: z.int(),
  groupsPerBoard: z.int(),
  /** What drew between equally good plans: the signed log's size and root, in hexadecimal. */
  seed: z.object({ size: z.int(), root: z.string() }),
  problem: z.string(),
  at: z.string(),
  groups: z.array(plannedGroupView),
  adjusted: z.array(z.object({ reason: z.string(), at: z.string(), by: someone })),
  faults: z.array(rotationFault),
  fairness: rotationFairness,
  /** Whether posts, rules or groups have changed since, so that it has to be planned again before it is established. */
  outdated: z.boolean(),
  /** Who may be put where, by term and board: what the board page offers. */
  candidates: z.array(
    z.object({
      term: z.int(),
      board: z.enum(boards),
      leaders: z.array(z.object({ who: someone, ownDivisions: z.int() })),
      divisions: z.array(named),
    }),
  ),
  /** Who may not, and by which rule; `terms` are places in the list of terms. */
  excluded: z.array(
    z.object({
      as: z.enum(['LEADER', 'MEMBER']),
      who: z.string(),
      name: z.string(),
      boards: z.array(z.enum(boards)),
      terms: z.array(z.int()),
      clause: z.string(),
      sentence: z.string(),
    }),
  ),
})
export type RotationPlanView = z.output<typeof rotationPlanView>

export const rotationView = z.object({
  /** The first day of the first half-year. */
  id: z.string(),
  version: z.int(),
  boards: z.array(z.object({ board: z.enum(boards), name: z.string() })),
  /** The latest last. */
  plans: z.array(rotationPlanView),
  established: z.object({ plan: z.int(), at: z.string(), groups: z.array(z.string()) }).optional(),
  actions: z.array(actionView),
})
export type RotationView = z.output<typeof rotationView>

export const rotationList = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      version: z.int(),
      plans: z.int(),
      terms: z.int(),
      established: z.boolean(),
    }),
  ),
  /** The day after the latest rotation of any board ends: what a new planning begins with. */
  nextFrom: z.string(),
  mayPlan: z.boolean(),
})
export type RotationList = z.output<typeof rotationList>

/** What a proposed change would mean; nothing is written. */
export const rotationCheckView = z.object({ faults: z.array(rotationFault), fairness: rotationFairness })
export type RotationCheckView = z.output<typeof rotationCheckView>
