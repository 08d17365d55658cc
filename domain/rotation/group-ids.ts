import type { Board } from '../organisation/events.ts'
import { isSpecialGroup } from '../review-group/review-group.ts'
import type { Day } from '../time.ts'
import type { PlannedGroup } from './rotation.ts'

/** A review group as whoever keeps the record finds it. */
export interface KnownGroup {
  readonly id: string
  readonly board: string
  readonly from: string
}

/**
 * The review groups that planning from a day on looks at: of every board the latest to begin, and the latest to begin before
 * that day; and, when planned groups are to be established, the ids they will get. Groups of a board are numbered on:
 * `PLAN_FUND-3` after `PLAN_FUND-2`.
 */
export function groupsOfRotation(
  known: readonly KnownGroup[],
  from: Day,
  planned: readonly Pick<PlannedGroup, 'board'>[],
): readonly string[] {
  const real = known.filter(group => !isSpecialGroup(group.id))
  const looked = [...latestOf(real), ...latestOf(real.filter(group => group.from < from))]
  const ids = idsFor(
    real.map(group => group.id),
    planned,
  )
  return [...new Set([...looked.map(group => group.id), ...ids])]
}

function latestOf(groups: readonly KnownGroup[]): readonly KnownGroup[] {
  return groups.filter(group => !groups.some(other => other.board === group.board && other.from > group.from))
}

/** The ids of planned groups, in their order: the next numbers of their boards after those that are taken. */
function idsFor(taken: readonly string[], planned: readonly Pick<PlannedGroup, 'board'>[]): readonly string[] {
  const last = new Map<Board, number>()
  return planned.map(({ board }) => {
    const number = (last.get(board) ?? lastNumber(taken, board)) + 1
    last.set(board, number)
    return `${board}-${number}`
  })
}

function lastNumber(ids: readonly string[], board: Board): number {
  const numbers = ids.flatMap(id => {
    const [, of, number] = /^(.+)-(\d+)$/.exec(id) ?? []
    return of === board ? [Number(number)] : []
  })
  return Math.max(0, ...numbers)
}
