import * as z from 'zod'
import { named } from './common.ts'

const logged = z.object({ stream: z.string(), version: z.int(), index: z.int() })

/** GET /report/keys: to whom a report can be sealed, where the log says so, and who stands how to whom (CMP-005). */
export const reportKeys = z.object({
  /** The log's name and verifier key. */
  origin: z.string(),
  vkey: z.string(),
  seats: z.array(
    z.object({
      person: z.string(),
      name: z.string(),
      title: z.string(),
      role: z.enum(['LEADER', 'DEPUTY', 'MEMBER']),
      department: z.string().optional(),
      departmentName: z.string(),
    }),
  ),
  agencyHead: z.string().optional(),
  /** `head` and `leader` (分管厅领导) are persons. */
  departments: z.array(named.extend({ head: z.string().optional(), leader: z.string().optional() })),
  keys: z.array(
    logged.extend({
      key: z.string(),
      person: z.string(),
      purpose: z.enum(['CONTENT', 'IDENTITY', 'SUPERIOR', 'LEADERSHIP']),
      recipient: z.string(),
      unit: z.string().optional(),
      revoked: logged.optional(),
    }),
  ),
  custodians: z.array(z.string()),
  /** SHA-256 of the page's script as the register published it last; absent before the first time. */
  page: z.object({ name: z.string(), sha256: z.string() }).optional(),
})
export type ReportKeys = z.output<typeof reportKeys>

export const reportChallenge = z.object({
  number: z.string(),
  /** altcha's, with the number inside. A proof is base64 of the JSON of `{challenge, solution}`. */
  challenge: z.object({
    parameters: z.object({
      algorithm: z.string(),
      nonce: z.string(),
      salt: z.string(),
      cost: z.number(),
      keyLength: z.number(),
      keyPrefix: z.string(),
      expiresAt: z.number().optional(),
      data: z.record(z.string(), z.string()).optional(),
    }),
    signature: z.string().optional(),
  }),
  /** How long one sealed part may be. */
  mostBytes: z.number(),
})
export type ReportChallenge = z.output<typeof reportChallenge>

export const reportPart = z.object({ blob: z.string(), size: z.int() })
export type ReportPart = z.output<typeof reportPart>

export const reportReceipt = z.object({
  receipt: z.object({
    number: z.string(),
    receivedOn: z.string(),
    /** SHA-256 of the sealed content: whoever sealed it can compare. */
    content: z.string(),
    /** A signed note by the log's key (C2SP signed-note): «this was received on that day». Absent without a log. */
    promise: z.string().optional(),
  }),
})
export type ReportReceipt = z.output<typeof reportReceipt>

/** POST /report/mailbox: the same status and the same number of bytes, whatever the number and the code. */
export const reportMailbox = z.object({
  ok: z.boolean(),
  stage: z.string(),
  stageName: z.string(),
  /** What happened so far, without content and without names (CMP-001). */
  steps: z.array(z.object({ on: z.string(), words: z.string() })),
  /** `sealed`: base64 of the ciphertext for the mailbox's own key. From `from` on; there may be more than fit. */
  replies: z.array(z.object({ n: z.int(), on: z.string(), about: z.string(), sealed: z.string() })),
  more: z.boolean(),
  keyBox: z.string(),
  /** As the reporter chose them: what is added later is sealed past the same people (CMP-005). */
  recused: z.object({ departments: z.array(z.string()), persons: z.array(z.string()) }),
  /** CMP-003: each time an identity was opened, with the ground. */
  openings: z.array(z.object({ on: z.string(), ground: z.string() })),
  /** What proves that an event of one's own is among the digests of a closed day (`sealing/report-digest.ts`). */
  proofs: z.array(
    z.object({
      event: z.object({
        salt: z.string(),
        stream: z.string(),
        version: z.int(),
        type: z.string(),
        data: z.record(z.string(), z.unknown()),
        at: z.string(),
        by: z.record(z.string(), z.unknown()),
      }),
      /** The day in whose closing it is committed, and the index of that entry once it is in the log. */
      day: z.string(),
      index: z.int().optional(),
    }),
  ),
  /** Random characters: one size for all answers, compressed or not. */
  pad: z.string(),
})
export type ReportMailbox = z.output<typeof reportMailbox>

export const reportDone = z.object({ ok: z.literal(true), receivedOn: z.string() })
export type ReportDone = z.output<typeof reportDone>
