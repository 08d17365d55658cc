import type * as z from 'zod'
import type { Recorded } from '../decider.ts'
import type { DrawMethod } from '../draw/announcement.ts'
import type { DrawnStratum } from '../draw/conduct.ts'
import type { Pair } from '../draw/pairs.ts'
import type { StratumRule } from '../draw/quota.ts'
import { closed } from '../result.ts'
import type { Instant } from '../time.ts'
import type {
  ceremonyPlace,
  exclusion,
  poolEntry,
  poolRule,
  randomnessOutcome,
  randomnessSource,
  SpotCheckEvent,
  substitutionGrounds,
} from './events.ts'
import { proposedWeights, type WeightTable } from './weights.ts'

export type SpotCheckStage = 'NONE' | 'PREPARED' | 'FROZEN' | 'ANNOUNCED' | 'DRAWN' | 'CANCELLED' | 'VOIDED'
export type PoolRule = Readonly<z.output<typeof poolRule>>
export type FrozenEntry = Readonly<z.output<typeof poolEntry>>
export type RandomnessSource = z.output<typeof randomnessSource>
export type RandomnessOutcome = z.output<typeof randomnessOutcome>
export type SubstitutionGround = (typeof substitutionGrounds)[number]

/** The pool and the inspectors as they were at one moment (RND-005). */
export interface Frozen {
  readonly pool: readonly FrozenEntry[]
  readonly commitment: string
  readonly inspectors: readonly string[]
  readonly conflicts: Readonly<Record<string, readonly string[]>>
  readonly exclusions: readonly z.output<typeof exclusion>[]
  readonly at: Instant
  readonly by: string
}

export interface Announcement {
  readonly source: RandomnessSource
  readonly ceremony?: z.output<typeof ceremonyPlace> | undefined
  readonly codeCommitment: string
  readonly codes: number
  readonly announced: string
  readonly at: Instant
  readonly by: string
}

export interface Drawn {
  readonly outcome: RandomnessOutcome
  readonly code: string
  readonly drawn: readonly DrawnStratum[]
  readonly pairs: readonly Pair[]
  readonly at: Instant
  readonly by: string
}

export interface SubstitutionRecord {
  readonly ground: SubstitutionGround
  readonly object?: string | undefined
  readonly out?: string | undefined
  readonly code?: string | undefined
  readonly pairs: readonly Pair[]
  readonly reason: string
  readonly at: Instant
  readonly by: string
}

export interface VoidRequest {
  readonly reason: string
  readonly by: string
  readonly at: Instant
  readonly answer?: { readonly agreed: boolean; readonly reason?: string; readonly by: string; readonly at: Instant }
}

export interface SpotCheck {
  readonly id: string
  readonly stage: SpotCheckStage
  readonly title: string
  readonly rule: PoolRule
  readonly strata: readonly StratumRule[]
  readonly weights: WeightTable
  readonly perObject: number
  readonly method: DrawMethod
  readonly replaces?: string | undefined
  /** For the group alone. */
  readonly flagged: readonly string[]
  readonly preparedBy: string
  readonly preparedAt: Instant
  readonly frozen?: Frozen
  readonly announcement?: Announcement
  readonly drawn?: Drawn
  readonly substitutions: readonly SubstitutionRecord[]
  /** Objects and their inspections, in the order in which they were opened. */
  readonly inspections: readonly { readonly object: string; readonly inspection: string }[]
  readonly voidRequests: readonly VoidRequest[]
  readonly ended?: { readonly reason: string; readonly by: string; readonly at: Instant }
}

export const noSpotCheck: SpotCheck = {
  id: '',
  stage: 'NONE',
  title: '',
  rule: { kinds: [], from: '', to: '', boards: [], departments: [] },
  strata: [],
  weights: proposedWeights,
  perObject: 2,
  method: 'TICKETS',
  flagged: [],
  preparedBy: '',
  preparedAt: '',
  substitutions: [],
  inspections: [],
  voidRequests: [],
}

export function evolveSpotCheck(state: SpotCheck, event: Recorded<SpotCheckEvent>): SpotCheck {
  const at = { at: event.at, by: event.by.person }
  switch (event.type) {
    case 'spot-check.prepared':
      return { ...state, ...event.data, stage: 'PREPARED', preparedBy: at.by, preparedAt: at.at }
    case 'spot-check.frozen': {
      const { excluded: _, ...frozen } = event.data
      return { ...state, stage: 'FROZEN', frozen: { ...frozen, ...at } }
    }
    case 'spot-check.thawed': {
      const { frozen: _, ...prepared } = state
      return { ...prepared, stage: 'PREPARED' }
    }
    case 'spot-check.announced':
      return { ...state, stage: 'ANNOUNCED', announcement: { ...event.data, ...at } }
    case 'spot-check.drawn': {
      const { opened, ...drawn } = event.data
      return { ...state, stage: 'DRAWN', drawn: { ...drawn, ...at }, inspections: opened }
    }
    case 'spot-check.substituted': {
      const { opened, ...substituted } = event.data
      return {
        ...state,
        substitutions: [...state.substitutions, { ...substituted, ...at }],
        inspections: [...state.inspections, ...opened],
      }
    }
    case 'spot-check.void-asked':
      return { ...state, voidRequests: [...state.voidRequests, { ...event.data, ...at }] }
    case 'spot-check.void-refused':
      return answered(state, { agreed: false, ...event.data, ...at })
    case 'spot-check.voided': {
      const reason = openVoidRequest(state)?.reason ?? ''
      return { ...answered(state, { agreed: true, ...at }), stage: 'VOIDED', ended: { reason, ...at } }
    }
    case 'spot-check.cancelled':
      return { ...state, stage: 'CANCELLED', ended: { ...event.data, ...at } }
    default:
      return closed(event)
  }
}

/** The request to void the batch that nobody has answered yet. */
export function openVoidRequest(state: SpotCheck): VoidRequest | undefined {
  const last = state.voidRequests.at(-1)
  return last?.answer ? undefined : last
}

const answered = (state: SpotCheck, answer: NonNullable<VoidRequest['answer']>): SpotCheck => ({
  ...state,
  voidRequests: state.voidRequests.map((request, i) =>
    i === state.voidRequests.length - 1 ? { ...request, answer } : request,
  ),
})

const stageNames: Record<SpotCheckStage, string> = {
  NONE: '未建',
  PREPARED: '准备中',
  FROZEN: '已冻结，待公告',
  ANNOUNCED: '已公告，待抽取',
  DRAWN: '已抽取',
  CANCELLED: '已取消',
  VOIDED: '已作废',
}
export const nameOfSpotCheckStage = (stage: SpotCheckStage): string => stageNames[stage]

/** `2026-01`: the year and the batch's number in it. */
export const isSpotCheckId = (id: string): boolean => /^\d{4}-\d{2,3}$/.test(id)
export const inspectionId = (batch: string, no: number): string => `${batch}-${no}`
