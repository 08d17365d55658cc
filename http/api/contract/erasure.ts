import * as z from 'zod'
import { actionView, someone } from './common.ts'

/** Requests to destroy salts of the transparency log (PII-004), for those who ask and those who decide. */
export const erasureList = z.object({
  rows: z.array(
    z.object({
      id: z.int(),
      stream: z.string(),
      version: z.int(),
      field: z.string(),
      ground: z.string(),
      reason: z.string(),
      requestedBy: someone,
      stage: z.enum(['REQUESTED', 'DECLINED', 'DESTROYED']),
    }),
  ),
  actions: z.array(actionView),
})
export type ErasureList = z.output<typeof erasureList>
