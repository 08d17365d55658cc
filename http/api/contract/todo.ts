import * as z from 'zod'
import { clockView } from './common.ts'

export const todoView = z.object({
  /** What waits for this person, the most pressing first. */
  entries: z.array(
    z.object({
      kind: z.enum(['MATTER', 'MEETING', 'SUMMARY', 'GROUP', 'FOLLOW_UP']),
      id: z.string(),
      title: z.string(),
      /** What is to be done, in words: «分管领导审核», «签发纪要». */
      what: z.string(),
      noun: z.string(),
      /** Where: a path of the console, e.g. `/matters/2026-000012`. */
      link: z.string(),
      board: z.string().optional(),
      levelName: z.string().optional(),
      tierName: z.string().optional(),
      departmentName: z.string().optional(),
      clock: clockView.optional(),
      at: z.string().optional(),
    }),
  ),
  counts: z.object({ late: z.int(), warn: z.int(), total: z.int() }),
  notices: z.array(
    z.object({ source: z.string(), words: z.string(), link: z.string(), at: z.string(), read: z.boolean() }),
  ),
})
export type TodoView = z.output<typeof todoView>
