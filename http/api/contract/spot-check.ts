import * as z from 'zod'
import { drawMethods } from '../../../domain/draw/announcement.ts'
import {
  ceremonyPlace,
  exclusionGrounds,
  poolRule,
  randomnessOutcome,
  randomnessSource,
  stratumRule,
  substitutionGrounds,
  weightTable,
} from '../../../domain/spot-check/events.ts'
import { actionView, someone } from './common.ts'

export const spotCheckStages = ['PREPARED', 'FROZEN', 'ANNOUNCED', 'DRAWN', 'CANCELLED', 'VOIDED'] as const

/** 双随机抽查的一个批次 (S128). */
export const spotCheckRow = z.object({
  /** `2026-01` */
  id: z.string(),
  title: z.string(),
  stage: z.enum(spotCheckStages),
  stageName: z.string(),
  preparedAt: z.string(),
  /** How many objects the frozen pool has, and how many were drawn. */
  pool: z.int().optional(),
  drawn: z.int().optional(),
  replaces: z.string().optional(),
  /** The next step in a sentence. */
  next: z.string(),
})
export type SpotCheckRow = z.output<typeof spotCheckRow>

/** An announced draw that nobody made (RND-002). */
const gap = z.object({ clause: z.string(), sentence: z.string() })

export const spotCheckList = z.object({
  rows: z.array(spotCheckRow),
  overdue: z.array(z.object({ id: z.string(), title: z.string(), ...gap.shape })),
  /** «n 年未抽到»: items and divisions. */
  notDrawn: z.object({
    years: z.int(),
    rows: z.array(z.object({ id: z.string(), title: z.string(), lastDrawnOn: z.string().optional() })),
  }),
  actions: z.array(actionView),
})
export type SpotCheckList = z.output<typeof spotCheckList>

/** What a range has today: its strata, and its objects as they would be weighed. Freezing looks again. */
export const strataList = z.object({
  strata: z.array(z.object({ stratum: z.string(), size: z.int() })),
  /** The agency's own rate for a stratum, 0.05 for 5 %. */
  proposedRate: z.number(),
})
export type StrataList = z.output<typeof strataList>

export const candidateList = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      stratum: z.string(),
      departments: z.array(z.string()),
    }),
  ),
  /** How many there are in all; `rows` are the first of those that were looked for. */
  total: z.int(),
})
export type CandidateList = z.output<typeof candidateList>

/** An object of the pool, by its id there; `link` leads to what it is, in the console. */
const object = { id: z.string(), title: z.string(), link: z.string().optional(), stratum: z.string() }

const frozen = z.object({
  at: z.string(),
  by: someone,
  commitment: z.string(),
  pool: z.array(z.object({ ...object, weight: z.int() })),
  strata: z.array(z.object({ stratum: z.string(), size: z.int(), weight: z.int(), quota: z.int() })),
  /** `barred`: how many objects of the pool they may not inspect. */
  inspectors: z.array(z.object({ ...someone.shape, barred: z.int() })),
  /** Left out; why, the group alone reads. */
  excluded: z.array(z.object({ id: z.string(), ground: z.enum(exclusionGrounds).optional() })),
})

const drawn = z.object({
  at: z.string(),
  by: someone,
  outcome: randomnessOutcome,
  code: z.string(),
  /** What was drawn, in drawn order. */
  strata: z.array(z.object({ stratum: z.string(), ids: z.array(z.string()) })),
  /** Who inspects what now, after all substitutions. */
  pairs: z.array(
    z.object({
      object: z.object(object),
      inspectors: z.array(someone),
      inspection: z.object({ id: z.string(), stageName: z.string() }).optional(),
    }),
  ),
})

export const spotCheckPage = z.object({
  ...spotCheckRow.omit({ pool: true, drawn: true }).shape,
  version: z.int(),
  preparedBy: someone,
  rule: poolRule,
  strata: z.array(stratumRule),
  weights: weightTable,
  perObject: z.int(),
  method: z.enum(drawMethods),
  /** 重点关注: for the group alone. */
  flagged: z.array(z.string()).optional(),
  replacedBy: z.string().optional(),
  frozen: frozen.optional(),
  announcement: z
    .object({
      at: z.string(),
      by: someone,
      source: randomnessSource,
      ceremony: ceremonyPlace.optional(),
      codeCommitment: z.string(),
      /** Fingerprint of all that was fixed; it stands in the log. */
      announced: z.string(),
    })
    .optional(),
  drawn: drawn.optional(),
  substitutions: z.array(
    z.object({
      ground: z.enum(substitutionGrounds),
      groundName: z.string(),
      object: z.string().optional(),
      out: someone.optional(),
      in: z.array(z.object({ object: z.string(), inspectors: z.array(someone) })),
      reason: z.string(),
      by: someone,
      at: z.string(),
    }),
  ),
  /** Asked for and not yet answered. */
  voidRequest: z.object({ reason: z.string(), by: someone, at: z.string() }).optional(),
  gap: gap.optional(),
  /** The portal's page, where anybody draws again. */
  publicLink: z.string().optional(),
  history: z.array(
    z.object({ at: z.string(), what: z.string(), who: someone.optional(), words: z.string().optional() }),
  ),
  actions: z.array(actionView),
})
export type SpotCheckPage = z.output<typeof spotCheckPage>

/** `domain/draw/transcript.ts`, for whoever draws again: here, in a browser, or with docs/draw.py. */
export const drawTranscript = z.record(z.string(), z.unknown())
export type DrawTranscriptView = z.output<typeof drawTranscript>
