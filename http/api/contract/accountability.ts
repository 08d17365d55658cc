import * as z from 'zod'
import {
  clueSources,
  decidingBodies,
  executionSteps,
  measures,
  rectificationResults,
} from '../../../domain/accountability/events.ts'
import { actionView, clockView, named, someone } from './common.ts'

export const clueStages = [
  ...(['REGISTERED', 'OPENED', 'EXPLAINING', 'FOUND', 'NOTHING_FOUND', 'NOT_OPENED', 'CLOSED'] as const),
] as const

/** A clue in the list. Who was asked to explain sees no source. */
export const clueRow = z.object({
  /** `2026-493027`, random. */
  id: z.string(),
  question: z.string().optional(),
  sourceName: z.string().optional(),
  departments: z.array(named),
  stage: z.enum(clueStages),
  stageName: z.string(),
  /** Who does what now, in a sentence. */
  next: z.string(),
  registeredOn: z.string(),
})
export type ClueRow = z.output<typeof clueRow>
export const clueList = z.object({ rows: z.array(clueRow), actions: z.array(actionView) })
export type ClueList = z.output<typeof clueList>

const file = z.object({ hash: z.string(), name: z.string() })
const said = { words: z.string(), who: someone, at: z.string() }

const link = z.object({
  tier: z.int(),
  tierName: z.string(),
  person: someone,
  department: named.optional(),
  partName: z.string(),
  responsibilityName: z.string().optional(),
})

const rectification = z.object({
  department: named,
  what: z.string(),
  dueOn: z.string(),
  overdue: z.boolean(),
  stage: z.enum(['ORDERED', 'RECTIFIED', 'DONE']),
  stageName: z.string(),
  reports: z.array(z.object({ ...said, files: z.array(file) })),
  verifications: z.array(z.object({ ...said, result: z.enum(rectificationResults), resultName: z.string() })),
})

const measure = z.object({
  no: z.int(),
  finding: z.int(),
  measure: z.enum(measures),
  measureName: z.string(),
  target: z.object({ kind: z.enum(['ORGANISATION', 'PERSON']), id: z.string(), name: z.string() }),
  body: z.enum(decidingBodies),
  bodyName: z.string(),
  form: z.enum(['SUGGESTION', 'DECISION']),
  document: z.string().optional(),
  decidedOn: z.string().optional(),
  disciplineForm: z.int().optional(),
  /** Taken back on appeal. */
  revoked: z.boolean(),
  words: z.string(),
  steps: z.array(z.object({ step: z.enum(executionSteps), stepName: z.string(), on: z.string(), words: z.string() })),
  executionClock: clockView.optional(),
  appealClock: clockView.optional(),
  appeals: z.array(
    z.object({
      by: someone,
      on: z.string(),
      words: z.string(),
      clock: clockView.optional(),
      decision: z
        .object({ upheld: z.boolean(), on: z.string(), document: z.string().optional(), words: z.string() })
        .optional(),
    }),
  ),
})

/** One clue to its end (S129, S153); `whole` is false for whoever was only asked something, and sees only that. */
export const cluePage = z.object({
  ...clueRow.shape,
  version: z.int(),
  whole: z.boolean(),
  source: z.enum(clueSources).optional(),
  reference: z.string().optional(),
  boards: z.array(named),
  matters: z.array(z.string()),
  handlers: z.array(someone),
  reasons: z.string().optional(),
  explanations: z.array(
    z.object({
      department: named,
      question: z.string(),
      dueOn: z.string(),
      answer: z.object({ ...said, files: z.array(file) }).optional(),
    }),
  ),
  findings: z.array(
    z.object({
      no: z.int(),
      clause: z.string(),
      tier: z.int(),
      tierName: z.string(),
      matter: z.string().optional(),
      words: z.string(),
      chain: z.array(link),
      rectification: rectification.optional(),
    }),
  ),
  nothingFound: z.string().optional(),
  measures: z.array(measure),
  whereabouts: z.array(z.object({ person: someone, where: z.string(), contact: z.string() })),
  improvements: z.array(
    z.object({
      no: z.int(),
      kindName: z.string(),
      subject: z.string(),
      words: z.string(),
      answer: z.object({ adopted: z.boolean(), words: z.string() }).optional(),
    }),
  ),
  closure: z.object({ wayName: z.string(), summary: z.string(), at: z.string() }).optional(),
  timeline: z.array(
    z.object({ at: z.string(), what: z.string(), who: someone.optional(), words: z.string().optional() }),
  ),
  actions: z.array(actionView),
})
export type CluePage = z.output<typeof cluePage>

/** Who did what on a matter up to a tier, before a finding is made of it. */
export const chainPreview = z.object({ chain: z.array(link.extend({ mayAnswer: z.boolean() })) })
export type ChainPreview = z.output<typeof chainPreview>
