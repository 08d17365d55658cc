import type * as z from 'zod'
import type { Recorded } from '../decider.ts'
import type { Board } from '../organisation/events.ts'
import { closed } from '../result.ts'
import type { Day, Instant } from '../time.ts'
import type { groupMember, ReviewGroupEvent } from './events.ts'

/** One rotation of the review group of a board (S101). */
export interface ReviewGroup {
  readonly id: string
  readonly board?: Board
  readonly name: string
  readonly from: Day
  readonly to: Day
  readonly leader: string
  readonly members: readonly z.output<typeof groupMember>[]
  /** The matter for which alone it was named (特别组成, E-11). */
  readonly special?: string | undefined
  readonly rotation?: string | undefined
  readonly approvedAt?: Instant
  readonly session?: string
}

export const noReviewGroup: ReviewGroup = { id: '', name: '', from: '', to: '', leader: '', members: [] }

export function evolveReviewGroup(state: ReviewGroup, event: Recorded<ReviewGroupEvent>): ReviewGroup {
  switch (event.type) {
    case 'review-group.established': {
      const { divisions: _, ...established } = event.data
      return { ...state, ...established, members: established.members.toSorted((a, b) => a.order - b.order) }
    }
    case 'review-group.approved':
      return { ...state, approvedAt: event.at, session: event.data.session }
    default:
      return closed(event)
  }
}

/** A group named for one matter alone (E-11): `SPECIAL-` and the matter's number. */
export const specialGroupId = (matter: string): string => `SPECIAL-${matter}`
export const isSpecialGroup = (id: string): boolean => id.startsWith('SPECIAL-')
