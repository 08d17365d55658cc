import * as z from 'zod'
import { findingGrades, rectificationResults } from '../../../domain/inspection/events.ts'
import { actionView, clockView, named, someone } from './common.ts'

export const inspectionStages = ['OPEN', 'PLANNED', 'REPORTED', 'CONCLUDED', 'CLOSED', 'CANCELLED'] as const

/** One drawn object, looked at by those who were drawn for it (RND-006). */
export const inspectionRow = z.object({
  /** `2026-01-3` */
  id: z.string(),
  batch: z.object({ id: z.string(), title: z.string() }),
  object: z.object({
    /** By its id in the pool: `MATTER:2026-000012`. */
    id: z.string(),
    title: z.string(),
    kind: z.string(),
    kindName: z.string(),
    /** A path of the console, where it has a page there. */
    link: z.string().optional(),
  }),
  departments: z.array(named),
  inspectors: z.array(someone),
  drawnOn: z.string(),
  stage: z.enum(inspectionStages),
  stageName: z.string(),
  /** RND-007: 20 workdays after the conclusion. */
  publishClock: clockView.optional(),
  overdueRectifications: z.int(),
})
export type InspectionRow = z.output<typeof inspectionRow>
export const inspectionList = z.object({ rows: z.array(inspectionRow) })
export type InspectionList = z.output<typeof inspectionList>

const file = z.object({ hash: z.string(), name: z.string() })
const said = { words: z.string(), who: someone, at: z.string() }

const rectification = z.object({
  department: named,
  dueOn: z.string(),
  overdue: z.boolean(),
  stage: z.enum(['ORDERED', 'RECTIFIED', 'DONE']),
  stageName: z.string(),
  reports: z.array(z.object({ ...said, files: z.array(file) })),
  verifications: z.array(z.object({ ...said, result: z.enum(rectificationResults), resultName: z.string() })),
})

const finding = z.object({
  no: z.int(),
  grade: z.enum(findingGrades),
  gradeName: z.string(),
  clause: z.string(),
  department: named,
  words: z.string(),
  evidence: z.array(z.int()),
  /** Why the inspectors took it back. */
  withdrawn: z.string().optional(),
  /** By the decision on the objection. */
  dropped: z.boolean().optional(),
  rectification: rectification.optional(),
  /** That it became a clue, and which: for the group alone (E-63). */
  referred: z.object({ clue: z.string() }).optional(),
})

/** While it goes on, the inspected see the plan and who comes, and no evidence, finding or report. */
export const inspectionPage = z.object({
  ...inspectionRow.shape,
  version: z.int(),
  plan: z
    .object({
      from: z.string(),
      to: z.string(),
      items: z.array(z.object({ no: z.int(), what: z.string(), clause: z.string() })),
    })
    .optional(),
  evidence: z.array(z.object({ no: z.int(), what: z.string(), files: z.array(file), who: someone, at: z.string() })),
  findings: z.array(finding),
  report: z
    .object({
      words: z.string(),
      sha256: z.string(),
      who: someone,
      at: z.string(),
      /** One for each inspector; `at` is absent until they have signed. */
      signatures: z.array(z.object({ who: someone, at: z.string().optional(), method: z.string().optional() })),
    })
    .optional(),
  concludedAt: z.string().optional(),
  responses: z.array(z.object({ ...said, department: named })),
  /** The last day for an objection. */
  objectBy: z.string().optional(),
  objection: z
    .object({
      ...said,
      department: named,
      files: z.array(file),
      reviewers: z.array(someone),
      decideClock: clockView.optional(),
      decision: z.object({ ...said, upheld: z.boolean(), dropped: z.array(z.int()) }).optional(),
    })
    .optional(),
  publication: z.object({ summary: z.string(), findings: z.int(), serious: z.int(), at: z.string() }).optional(),
  closedAt: z.string().optional(),
  actions: z.array(actionView),
})
export type InspectionPage = z.output<typeof inspectionPage>
