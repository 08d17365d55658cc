import * as z from 'zod'
import { actionView, named } from './common.ts'
import { matterRow } from './matter.ts'

export const summaryView = z.object({
  id: z.string(),
  item: z.string(),
  itemName: z.string(),
  department: named,
  period: z.string(),
  dueOn: z.string(),
  state: z.enum(['GATHERING', 'DUE', 'LATE', 'SUBMITTED']),
  matters: z.array(matterRow),
  note: z.string().optional(),
  submittedAt: z.string().optional(),
  actions: z.array(actionView),
})
export type SummaryView = z.output<typeof summaryView>
export const summaryList = z.object({ rows: z.array(summaryView) })
export type SummaryList = z.output<typeof summaryList>

export const fileView = z.object({ hash: z.string(), name: z.string(), size: z.int(), mime: z.string() })
export type FileView = z.output<typeof fileView>
