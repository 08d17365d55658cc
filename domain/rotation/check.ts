import type { Organisation } from '../organisation/organisation.ts'
import { nameOf, nameOfDepartment } from '../organisation/posts.ts'
import { must } from '../result.ts'
import { refuseDivisionOnBoard, refuseLeaderOfBoard } from './eligibility.ts'
import { candidatesFor, type ProblemTerm, type RotationProblem, type Slot, slotsOf } from './problem.ts'
import type { PlannedGroup } from './rotation.ts'

/** A hard rule that groups break; `group` is the place in the list of groups where it is seen. */
export interface RotationFault {
  readonly clause: string
  readonly sentence: string
  readonly group?: number
}

type Said = Omit<RotationFault, 'group'>

/**
 * Every hard rule, looked at in the groups themselves and not in how they were found: whatever a planner proposes or a
 * person changes goes through here. Empty when the groups may stand (S94–S97, S101, A7, A8, A13, E-04, E-07, E-08).
 */
export function rotationFaults(
  problem: RotationProblem,
  groups: readonly PlannedGroup[],
  organisation: Organisation,
): readonly RotationFault[] {
  const slots = slotsOf(problem)
  const shape = shapeFault(slots, groups)
  if (shape) return [shape]
  return groups.flatMap((_, index) => {
    const slot = must(slots[index], 'a slot for every group')
    const label = `第${slot.term + 1}期「${slot.name}」`
    return [
      ...leaderFaults(problem, slots, groups, index, organisation),
      ...memberFaults(problem, slots, groups, index, organisation),
    ].map(({ clause, sentence }) => ({ clause, sentence: `${label}：${sentence}`, group: index }))
  })
}

/** The groups are exactly those that were to be filled, in their order. */
function shapeFault(slots: readonly Slot[], groups: readonly PlannedGroup[]): RotationFault | undefined {
  if (groups.length !== slots.length) {
    return { clause: 'S101', sentence: `应编排${slots.length}个复核小组，现有${groups.length}个。` }
  }
  const index = slots.findIndex(({ board, name, from, to }, at) => {
    const group = groups[at]
    return group?.board !== board || group.name !== name || group.from !== from || group.to !== to
  })
  const slot = slots[index]
  if (!slot) return undefined
  const sentence = `第${index + 1}个小组应为第${slot.term + 1}期「${slot.name}」，自${slot.from}至${slot.to}。`
  return { clause: 'S101', sentence, group: index }
}

function leaderFaults(
  problem: RotationProblem,
  slots: readonly Slot[],
  groups: readonly PlannedGroup[],
  index: number,
  organisation: Organisation,
): readonly Said[] {
  const slot = must(slots[index], 'a slot')
  const { leader, departments } = must(groups[index], 'a group')
  const term = must(problem.terms[slot.term], 'a term')
  const name = nameOf(organisation, leader)
  const faults: Said[] = []
  if (!candidatesFor(problem, slot.term, slot.board).leaders.some(l => l.person === leader)) {
    const refusal = refuseLeaderOfBoard(organisation, slot.board, leader, slot.from)
    const { clause, sentence } = refusal ?? { clause: 'S95', sentence: `${name}不在可任组长的厅领导之内。` }
    faults.push({ clause, sentence })
  }
  if (!problem.sameLeaderConsecutive && leadersBefore(problem, slots, groups, slot).has(leader)) {
    const sentence = `${name}是上一轮值的组长，同一人不得连续两个轮值期任同一板块组长。`
    faults.push({ clause: 'A8', sentence })
  }
  const led = groups.filter((other, at) => slots[at]?.term === slot.term && other.leader === leader).length
  if (led > term.groupsPerLeader) {
    const sentence = `${name}同期任${led}个小组组长，厅领导足够时每人至多${term.groupsPerLeader}个。`
    faults.push({ clause: 'S95', sentence })
  }
  if (departments.some(d => term.heads[d] === leader)) {
    faults.push({ clause: 'E-07', sentence: `${name}已任组长，不得又作为处室主要负责人任成员。` })
  }
  return faults
}

/** Who led the board in the term before; before the first, who leads it now. */
function leadersBefore(
  problem: RotationProblem,
  slots: readonly Slot[],
  groups: readonly PlannedGroup[],
  slot: Slot,
): ReadonlySet<string> {
  if (slot.term === 0) return new Set(problem.previous.filter(p => p.board === slot.board).map(p => p.leader))
  const earlier = groups.filter((_, at) => slots[at]?.term === slot.term - 1 && slots[at]?.board === slot.board)
  return new Set(earlier.map(g => g.leader))
}

function memberFaults(
  problem: RotationProblem,
  slots: readonly Slot[],
  groups: readonly PlannedGroup[],
  index: number,
  organisation: Organisation,
): readonly Said[] {
  const slot = must(slots[index], 'a slot')
  const { departments } = must(groups[index], 'a group')
  const term = must(problem.terms[slot.term], 'a term')
  const faults: Said[] = []
  if (departments.length !== problem.membersPerGroup) {
    const sentence = `每组成员${problem.membersPerGroup}名，现有${departments.length}名。`
    faults.push({ clause: 'S96', sentence })
  }
  for (const [at, department] of departments.entries()) {
    const where = nameOfDepartment(organisation, department)
    if (departments.indexOf(department) < at) {
      faults.push({ clause: 'A7', sentence: `${where}在一个复核小组中只能排一次。` })
      continue
    }
    const { divisions } = candidatesFor(problem, slot.term, slot.board)
    if (!divisions.includes(department)) {
      const refusal = refuseDivisionOnBoard(organisation, slot.board, department, slot.from)
      faults.push({
        clause: refusal?.clause ?? 'S96',
        sentence: refusal?.sentence ?? `${where}不在可任成员的处室之内。`,
      })
      continue
    }
    const twice = sameHead(term, departments, at)
    if (twice) {
      const sentence = `${where}与${nameOfDepartment(organisation, twice)}的主要负责人是同一人，按人只算一名。`
      faults.push({ clause: 'E-07', sentence })
    }
    const sat = groups.filter((g, i) => slots[i]?.term === slot.term && g.departments.includes(department)).length
    if (sat > term.groupsPerDivision) {
      const sentence = `${where}同期参加${sat}个小组，处室足够时每个处室至多${term.groupsPerDivision}个。`
      faults.push({ clause: 'S101', sentence })
    }
  }
  return faults
}

/** An earlier division of the group with the same head, if there is one. */
function sameHead(term: ProblemTerm, departments: readonly string[], at: number): string | undefined {
  const head = term.heads[departments[at] ?? '']
  return departments.slice(0, at).find(d => term.heads[d] !== undefined && term.heads[d] === head)
}
