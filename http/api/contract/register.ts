import * as z from 'zod'
import { actionView, someone } from './common.ts'

export const registerView = z.object({
  version: z.int(),
  /** The last day that was closed, and days between that never were: each of them is an alarm. */
  lastClosed: z.string().optional(),
  missingDays: z.array(z.string()),
  page: z.object({ name: z.string(), sha256: z.string() }).optional(),
  /** CMP-008: published counts, the newest first. */
  quarters: z.array(
    z.object({
      quarter: z.string(),
      rows: z.array(
        z.object({
          board: z.string(),
          measure: z.string(),
          count: z.union([z.int(), z.literal('FEW'), z.literal('HIDDEN')]),
        }),
      ),
    }),
  ),
  reports: z.array(
    z.object({
      no: z.int(),
      period: z.string(),
      periodName: z.string(),
      to: z.array(z.string()),
      toNames: z.array(z.string()),
      submittedOn: z.string(),
      /** SHA-256 of the ciphertext: `/supervision/register/reports/{no}` for those it is sealed to. */
      part: z.object({ blob: z.string(), size: z.int() }).optional(),
      keys: z.array(z.string()),
      receivedBy: z.array(z.object({ person: someone, on: z.string() })),
    }),
  ),
  /** S123: every period since the register was begun, the newest first; both sides read the same. */
  heartbeat: z.array(
    z.object({
      period: z.string(),
      name: z.string(),
      from: z.string(),
      to: z.string(),
      state: z.enum(['DUE', 'SUBMITTED', 'NOT_RECEIVED', 'RECEIVED', 'MISSED']),
      stateName: z.string(),
      dueOn: z.string(),
      /** Numbers of its reports. */
      reports: z.array(z.int()),
      /** Names of bodies: not submitted to yet; submitted to, and not signed for. */
      unaddressed: z.array(z.string()),
      awaiting: z.array(z.string()),
      receiptDueOn: z.string().optional(),
      late: z.boolean(),
      /** A year of its time limit has no announced holidays yet (E-70). */
      estimated: z.boolean(),
      /** A whole sentence, to be shown in red. */
      alarm: z.string().optional(),
    }),
  ),
  exports: z.array(
    z.object({ no: z.int(), from: z.string(), to: z.string(), entries: z.int(), sha256: z.string(), on: z.string() }),
  ),
  actions: z.array(actionView),
})
export type RegisterView = z.output<typeof registerView>
