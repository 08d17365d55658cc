import * as z from 'zod'

/** How the transparency log stands. Moments are ISO 8601 in UTC. */
export const logView = z.object({
  /** Entries that have their place in it. */
  size: z.int(),
  /** Absent before the first checkpoint. */
  published: z.object({ size: z.int(), at: z.string() }).optional(),
  /** Events that no published checkpoint holds yet. */
  pending: z.int(),
  /** Why nothing new is published, and since when. */
  trouble: z.object({ sentence: z.string(), since: z.string() }).optional(),
  /** What was heard last of each witness. */
  witnesses: z.array(z.object({ name: z.string(), ok: z.boolean(), at: z.string(), sentence: z.string() })),
})
export type LogView = z.output<typeof logView>
