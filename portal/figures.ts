import type { ReviewTier } from '../domain/matter/events.ts'
import { nameOfStatus, statusAwaiting } from '../domain/matter/route.ts'
import type { Board } from '../domain/organisation/events.ts'
import type { MatterCount } from '../store/views/public.ts'

/** Figures that are told to the public, all added up from the same counts, so that no two pages differ. */
export interface Tally {
  readonly all: number
  /** Still before some tier: 审议中. */
  readonly open: number
  readonly concluded: number
}

export function tally(counts: readonly MatterCount[], which: (count: MatterCount) => boolean = () => true): Tally {
  const chosen = counts.filter(which)
  const sum = (list: readonly MatterCount[]) => list.reduce((total, c) => total + c.count, 0)
  const concluded = sum(chosen.filter(c => c.concluded))
  const all = sum(chosen)
  return { all, concluded, open: all - concluded }
}

export const tallyOfBoard = (counts: readonly MatterCount[], board: Board): Tally =>
  tally(counts, c => c.board === board)

/** How many matters wait before a tier now; one sent back or put off waits before none. */
export function waitingAt(counts: readonly MatterCount[], tier: ReviewTier): number {
  const words = nameOfStatus(statusAwaiting(tier))
  return tally(counts, c => c.status === words).all
}

/** How many came to a halt on the way: sent back for supplement, put off, or agreed with conditions still open. */
export function heldUp(counts: readonly MatterCount[]): number {
  const words = (['RETURNED', 'DEFERRED', 'AGREED_IN_PRINCIPLE'] as const).map(nameOfStatus)
  return tally(counts, c => words.includes(c.status)).all
}
