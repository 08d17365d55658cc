import * as z from 'zod'

/** RFC 9457, with the clause and the sentence that every refusal has. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  /** The refusal's code, e.g. `WRONG_STATE`. */
  code: z.string(),
  clause: z.string(),
  detail: z.string(),
  field: z.string().optional(),
})
export type Problem = z.output<typeof problem>

/** A code and its name. */
export const named = z.object({ code: z.string(), name: z.string() })
/** A person as shown: name, and the post as one calls them by it. */
export const someone = z.object({ id: z.string(), name: z.string(), title: z.string() })
export type Someone = z.output<typeof someone>

export const clockView = z.object({
  dueOn: z.string(),
  remainingWorkdays: z.int(),
  state: z.enum(['RUNNING', 'PAUSED', 'STOPPED']),
  colour: z.enum(['GREEN', 'WARN', 'YELLOW']),
  late: z.boolean(),
  estimated: z.boolean(),
  sentence: z.string(),
})
export type ClockView = z.output<typeof clockView>

/** One thing that may be done with this now, or why not: the button is shown either way (style 5). */
export const actionView = z.object({
  noun: z.string(),
  label: z.string(),
  clause: z.string(),
  allowed: z.boolean(),
  /** Why not, and by which clause. */
  refusal: z.object({ code: z.string(), clause: z.string(), sentence: z.string() }).optional(),
})
export type ActionView = z.output<typeof actionView>
