import type * as z from 'zod'
import type { Recorded } from '../decider.ts'
import { closed } from '../result.ts'
import type { Instant } from '../time.ts'
import type { plannedGroup, RotationEvent, rotationRequest } from './events.ts'

export type PlannedGroup = z.output<typeof plannedGroup>
export type RotationRequest = z.output<typeof rotationRequest>
export type Seed = RotationPlan['seed']

export interface RotationPlan {
  readonly plan: number
  readonly request: RotationRequest
  readonly problem: string
  readonly seed: { readonly size: number; readonly root: string }
  readonly groups: readonly PlannedGroup[]
  readonly at: Instant
  readonly adjusted: readonly { readonly reason: string; readonly at: Instant; readonly by: string }[]
}

/** The planning of one half-year (or more); its id is the first day. */
export interface Rotation {
  readonly id: string
  readonly plans: readonly RotationPlan[]
  readonly established?: { readonly plan: number; readonly groups: readonly string[]; readonly at: Instant }
}

export const noRotation: Rotation = { id: '', plans: [] }

export function evolveRotation(state: Rotation, event: Recorded<RotationEvent>): Rotation {
  switch (event.type) {
    case 'rotation.planned':
      return { ...state, plans: [...state.plans, { ...event.data, at: event.at, adjusted: [] }] }
    case 'rotation.adjusted': {
      const { plan, groups, reason } = event.data
      const adjustment = { reason, at: event.at, by: event.by.person }
      return {
        ...state,
        plans: state.plans.map(p => (p.plan === plan ? { ...p, groups, adjusted: [...p.adjusted, adjustment] } : p)),
      }
    }
    case 'rotation.established':
      return { ...state, established: { ...event.data, at: event.at } }
    default:
      return closed(event)
  }
}
