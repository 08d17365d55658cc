import * as z from 'zod'
import { actionView, named, someone } from './common.ts'

/** 督办 (MTG-013): what a meeting resolved that somebody must do. */
export const followUpRow = z.object({
  /** `<meeting>.<number>` */
  id: z.string(),
  words: z.string(),
  meeting: z.object({ id: z.string(), title: z.string() }),
  /** The item under which it was resolved: a matter's number, or a topic of the leading group (`T-1`). */
  matter: z.string(),
  owner: named,
  dueOn: z.string(),
  overdue: z.boolean(),
  stage: z.enum(['OPEN', 'REPLIED', 'DONE']),
  stageName: z.string(),
  extensions: z.int(),
})
export type FollowUpRow = z.output<typeof followUpRow>
export const followUpList = z.object({ rows: z.array(followUpRow) })
export type FollowUpList = z.output<typeof followUpList>

export const followUpPage = z.object({
  ...followUpRow.shape,
  version: z.int(),
  orderedAt: z.string(),
  /** Replies and what the office said of them, in order. */
  said: z.array(
    z.object({
      kind: z.enum(['REPLY', 'RETURN', 'EXTENSION']),
      kindName: z.string(),
      words: z.string(),
      who: someone,
      at: z.string(),
    }),
  ),
  result: z.string().optional(),
  doneAt: z.string().optional(),
  actions: z.array(actionView),
})
export type FollowUpPage = z.output<typeof followUpPage>

/** What stands still and should not: comes out by itself, for office, leaders and discipline. */
export const stallRow = z.object({
  kind: z.string(),
  kindName: z.string(),
  clause: z.string(),
  sentence: z.string(),
  /** A path of the console. */
  link: z.string(),
})
export type StallRow = z.output<typeof stallRow>
export const stallList = z.object({ rows: z.array(stallRow) })
export type StallList = z.output<typeof stallList>
