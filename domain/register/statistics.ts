import { type Board, boards } from '../organisation/events.ts'
import { FEW_BELOW, type Measure } from './events.ts'
import type { QuarterRow } from './register.ts'

/** What is counted of a complaint, and all that is (CMP-008). */
export interface CountedComplaint {
  readonly boards: readonly Board[]
  readonly industryConduct: boolean
  readonly transferred: boolean
  readonly disposed: boolean
  readonly closed: boolean
  readonly substantiated: boolean
}

interface Counting {
  readonly measure: Measure
  /** What it is a part of, and what that is a part of: the nearest first. */
  readonly wholes: readonly Measure[]
  readonly counts: (complaint: CountedComplaint) => boolean
}

/** Wholes stand before their parts. */
const countings: readonly Counting[] = [
  { measure: 'RECEIVED', wholes: [], counts: () => true },
  { measure: 'INDUSTRY_CONDUCT', wholes: ['RECEIVED'], counts: c => c.industryConduct },
  { measure: 'TRANSFERRED', wholes: ['RECEIVED'], counts: c => c.transferred },
  { measure: 'DISPOSED', wholes: ['RECEIVED'], counts: c => c.disposed },
  { measure: 'CLOSED', wholes: ['RECEIVED'], counts: c => c.closed },
  { measure: 'SUBSTANTIATED', wholes: ['CLOSED', 'RECEIVED'], counts: c => c.closed && c.substantiated },
]

/**
 * Counts of a quarter by board and measure, as they are published (CMP-008, E-59). 1 to 4 is `FEW`; 0 is 0.
 *
 * Protected is also what can be had by taking a part from its whole: of 12 closed with 11 substantiated, one was not. Every
 * measure is a part of what was received, and what was substantiated of what was closed. A part whose rest would be 1 to 4
 * is `HIDDEN`; and in a whole of 5 to 8 every part but none and all is, since there `FEW` and `HIDDEN` would narrow each
 * other down. Whoever knows this rule and all that is published is left with four numbers at least for every count and
 * every rest that is small. Boards are counted apart and totals are not published: a complaint may belong to several boards,
 * so that no cell of one follows from those of another. That all of a number are, or none, is said; and what somebody
 * knows from elsewhere (how many of these were their own) is not reckoned with.
 */
export function countsOf(complaints: readonly CountedComplaint[]): readonly QuarterRow[] {
  return boards.flatMap(board =>
    countsOfBoard(
      board,
      complaints.filter(c => c.boards.includes(board)),
    ),
  )
}

function countsOfBoard(board: Board, complaints: readonly CountedComplaint[]): readonly QuarterRow[] {
  const published = new Map<Measure, QuarterRow['count']>()
  return countings.map(({ measure, wholes, counts }) => {
    const whole = wholes.map(w => published.get(w)).find(count => typeof count === 'number')
    const count = publishedAs(complaints.filter(counts).length, whole)
    published.set(measure, count)
    return { board, measure, count }
  })
}

/** A number beside the nearest whole of it that is published. */
function publishedAs(part: number, whole: number | undefined): QuarterRow['count'] {
  if (part === 0 || part === whole) return part
  // A whole of five to eight has too few numbers for two kinds of silence.
  if (whole !== undefined && whole < 2 * FEW_BELOW - 1) return 'HIDDEN'
  if (part < FEW_BELOW) return 'FEW'
  return whole !== undefined && whole - part < FEW_BELOW ? 'HIDDEN' : part
}
