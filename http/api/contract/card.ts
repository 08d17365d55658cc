import * as z from 'zod'
import { cardColours, cardGrounds } from '../../../domain/supervision/events.ts'
import { actionView, named, someone } from './common.ts'

export const cardRow = z.object({
  /** `2026-001` */
  id: z.string(),
  colour: z.enum(cardColours),
  colourName: z.string(),
  department: named,
  clause: z.string(),
  ground: z.enum(cardGrounds),
  groundName: z.string(),
  words: z.string(),
  shownOn: z.string(),
  dueOn: z.string().optional(),
  stage: z.enum(['SHOWN', 'DEFENDED', 'UPHELD', 'REVOKED']),
  stageName: z.string(),
})
export type CardRow = z.output<typeof cardRow>
export const cardList = z.object({ rows: z.array(cardRow), actions: z.array(actionView) })
export type CardList = z.output<typeof cardList>

const said = { words: z.string(), who: someone, at: z.string() }

/** One card, with what was said against it and what the review says (E-66). */
export const cardPage = z.object({
  ...cardRow.shape,
  version: z.int(),
  defence: z.object({ ...said, files: z.array(z.object({ hash: z.string(), name: z.string() })) }).optional(),
  review: z.object({ ...said, upheld: z.boolean() }).optional(),
  actions: z.array(actionView),
})
export type CardPage = z.output<typeof cardPage>
