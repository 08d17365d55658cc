import * as z from 'zod'
import { boards } from '../../../domain/organisation/events.ts'
import { actionView, named, someone } from './common.ts'

export const reviewGroupView = z.object({
  id: z.string(),
  version: z.int(),
  board: z.enum(boards),
  boardName: z.string(),
  name: z.string(),
  from: z.string(),
  to: z.string(),
  leader: someone,
  members: z.array(z.object({ who: someone, department: named, order: z.int() })),
  approved: z.boolean(),
  session: z.string().optional(),
  current: z.boolean(),
  actions: z.array(actionView),
})
export type ReviewGroupView = z.output<typeof reviewGroupView>
export const reviewGroupList = z.object({ rows: z.array(reviewGroupView), mayEstablish: z.boolean() })
export type ReviewGroupList = z.output<typeof reviewGroupList>
