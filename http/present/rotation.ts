import { nameOfBoard } from '../../domain/catalogue/power-item.ts'
import { boards } from '../../domain/organisation/events.ts'
import { headOf } from '../../domain/organisation/posts.ts'
import { type RotationFacts, rotationActs } from '../../domain/rotation/acts.ts'
import { rotationFaults } from '../../domain/rotation/check.ts'
import { exclusionsOf } from '../../domain/rotation/exclusions.ts'
import { fairnessOf } from '../../domain/rotation/fairness.ts'
import { problemFingerprint, problemOf, type RotationProblem } from '../../domain/rotation/problem.ts'
import type { PlannedGroup, Rotation, RotationPlan } from '../../domain/rotation/rotation.ts'
import type { Known } from '../../store/facts/facts.ts'
import type {
  PlannedGroupView,
  RotationCheckView,
  RotationFairnessView,
  RotationPlanView,
  RotationView,
} from '../api/contract.ts'
import { actionsOf } from './actions.ts'
import { division, someone, type Viewing } from './viewing.ts'

/** A rotation as it is planned: every plan that was made, with what it keeps and breaks, and who may be put where. */
export function rotationView(
  viewing: Viewing,
  { state, version, facts, roles }: Known<Rotation, RotationFacts>,
): RotationView {
  return {
    id: state.id,
    version,
    boards: boards.map(board => ({ board, name: nameOfBoard(board) })),
    plans: state.plans.map(plan => planView(viewing, state, plan, facts)),
    ...(state.established ? { established: { ...state.established, groups: [...state.established.groups] } } : {}),
    actions: actionsOf(rotationActs, roles, state, facts),
  }
}

/** What a proposed board would mean: its faults, seen as of today, and how even it is. */
export function checkView(
  viewing: Viewing,
  problem: RotationProblem,
  groups: readonly PlannedGroup[],
): RotationCheckView {
  return {
    faults: [...rotationFaults(problem, groups, viewing.organisation)],
    fairness: fairnessView(viewing, problem, groups),
  }
}

function planView(viewing: Viewing, state: Rotation, plan: RotationPlan, facts: RotationFacts): RotationPlanView {
  const problem = problemOf(facts, state.id, plan.request)
  const terms = problem.terms.map(({ from, to }) => ({ from, to }))
  return {
    plan: plan.plan,
    terms,
    membersPerGroup: plan.request.membersPerGroup,
    groupsPerBoard: plan.request.groupsPerBoard,
    seed: plan.seed,
    problem: plan.problem,
    at: plan.at,
    groups: plan.groups.map(group => groupView(viewing, terms, group)),
    adjusted: plan.adjusted.map(({ reason, at, by }) => ({ reason, at, by: someone(viewing, by) })),
    ...checkView(viewing, problem, plan.groups),
    outdated: state.established === undefined && problemFingerprint(problem) !== plan.problem,
    candidates: problem.terms.flatMap(({ boards: candidates }, term) =>
      candidates.map(({ board, leaders, divisions }) => ({
        term,
        board,
        leaders: leaders.map(({ person, ownDivisions }) => ({ who: someone(viewing, person), ownDivisions })),
        divisions: divisions.map(code => division(viewing, code)),
      })),
    ),
    excluded: exclusionsOf(problem, viewing.organisation).map(one => ({
      ...one,
      boards: [...one.boards],
      terms: [...one.terms],
    })),
  }
}

function groupView(
  viewing: Viewing,
  terms: readonly { readonly from: string }[],
  { board, name, from, to, leader, departments }: PlannedGroup,
): PlannedGroupView {
  return {
    term: terms.findIndex(t => t.from === from),
    board,
    boardName: nameOfBoard(board),
    name,
    from,
    to,
    leader: someone(viewing, leader),
    members: departments.map(department => {
      const head = headOf(viewing.organisation, department, from)
      return { department: division(viewing, department), ...(head ? { head: someone(viewing, head) } : {}) }
    }),
  }
}

function fairnessView(
  viewing: Viewing,
  problem: RotationProblem,
  groups: readonly PlannedGroup[],
): RotationFairnessView {
  const { leaders, divisions, ...rest } = fairnessOf(problem, groups)
  return {
    ...rest,
    leaders: leaders.map(({ person, led }) => ({ who: someone(viewing, person), led })),
    divisions: divisions.map(({ department, sat, convened }) => ({
      department: division(viewing, department),
      sat,
      convened,
    })),
  }
}
