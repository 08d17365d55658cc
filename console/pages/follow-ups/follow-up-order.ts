import type { FollowUpRow } from '../../../http/api/contract.ts'

/** What is overdue first, then by what is due sooner; what is done last. */
export function overdueFirst(rows: readonly FollowUpRow[]): readonly FollowUpRow[] {
  const rank = ({ overdue, stage }: FollowUpRow) => (overdue ? 0 : stage === 'DONE' ? 2 : 1)
  return rows.toSorted((a, b) => rank(a) - rank(b) || (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0))
}

interface DivisionCount {
  readonly name: string
  readonly all: number
  readonly overdue: number
}

/** How many each division has, whoever has most overdue first. */
export function countByDivision(rows: readonly FollowUpRow[]): readonly DivisionCount[] {
  const names = [...new Set(rows.map(({ owner }) => owner.name))]
  return names
    .map(name => {
      const own = rows.filter(({ owner }) => owner.name === name)
      return { name, all: own.length, overdue: own.filter(({ overdue }) => overdue).length }
    })
    .toSorted((a, b) => b.overdue - a.overdue || b.all - a.all)
}
