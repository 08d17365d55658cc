import * as z from 'zod'
import { actionView, clockView, named, someone } from './common.ts'

const sealed = z.object({ blob: z.string(), size: z.int() })
/** A member, or the reporter: then without anything. */
const author = someone.optional()

export const complaintClock = z.object({
  kind: z.string(),
  label: z.string(),
  clause: z.string(),
  startedOn: z.string(),
  clock: clockView,
})
export type ComplaintClockView = z.output<typeof complaintClock>

export const complaintRow = z.object({
  id: z.string(),
  stage: z.string(),
  stageName: z.string(),
  channel: z.string(),
  receivedOn: z.string(),
  boards: z.array(z.string()),
  industryConduct: z.boolean(),
  mode: z.enum(['REAL_NAME', 'ANONYMOUS']),
  class: z.string().optional(),
  className: z.string().optional(),
  handlers: z.array(someone),
  /** The running period that ends first. */
  next: complaintClock.optional(),
})
export type ComplaintRow = z.output<typeof complaintRow>
export const complaintList = z.object({ rows: z.array(complaintRow) })
export type ComplaintList = z.output<typeof complaintList>

/** Everything of a complaint but what it says: that is in `parts`, which browsers with a key open. */
export const complaintPage = z.object({
  ...complaintRow.shape,
  version: z.int(),
  clocks: z.array(complaintClock),
  /** Ciphertexts: `/complaints/{id}/parts/{blob}`. `by` is absent for what the reporter sent. */
  parts: z.array(sealed.extend({ kind: z.string(), on: z.string(), by: author })),
  messages: z.array(z.object({ kind: z.string(), on: z.string(), content: sealed, attachments: z.array(sealed) })),
  /** Fingerprints of the keys it is sealed to, and the members who may read it: whom it has to be sealed to anew. */
  keys: z.array(z.string()),
  readers: z.array(someone),
  recused: z.object({ departments: z.array(named), persons: z.array(someone) }),
  /** The key of the reporter's mailbox; absent where there is none. */
  replyTo: z.string().optional(),
  replies: z.array(z.object({ on: z.string(), about: z.string(), part: sealed })),
  related: z.string().optional(),
  withdrawalOn: z.string().optional(),
  acknowledged: z.object({ accepted: z.boolean(), on: z.string() }).optional(),
  proposal: z
    .object({
      disposition: z.string(),
      papers: z.array(z.object({ kind: z.string(), part: sealed })),
      proposer: someone,
      proposedOn: z.string(),
      reviewOn: z.string().optional(),
      approvedOn: z.string().optional(),
    })
    .optional(),
  clues: z.array(z.string()),
  transfers: z.array(z.object({ destination: z.string(), handed: z.array(z.string()), on: z.string() })),
  mergedInto: z.string().optional(),
  joined: z.array(z.string()),
  result: z.string().optional(),
  closedOn: z.string().optional(),
  feedbackOn: z.string().optional(),
  certificate: z.string().optional(),
  /** CMP-003: how often the identity is kept, and which two custodians could open each. */
  identity: z.array(z.object({ first: someone, second: someone, part: sealed })),
  /** E-59: to the leader, and to the two whom it is about. */
  openings: z.array(
    z.object({
      opening: z.int(),
      asker: someone,
      first: someone,
      second: someone,
      ground: z.string(),
      stage: z.string(),
      askedOn: z.string(),
      openedOn: z.string().optional(),
      declined: z.string().optional(),
      inner: sealed.optional(),
    }),
  ),
  actions: z.array(actionView),
})
export type ComplaintPage = z.output<typeof complaintPage>

/** E-59: who asked for an identity, who opened it, and on which ground. */
export const identityOpeningList = z.object({
  rows: z.array(
    z.object({
      complaint: z.string(),
      opening: z.int(),
      asker: someone,
      first: someone,
      second: someone,
      ground: z.string(),
      stage: z.string(),
      askedOn: z.string(),
      openedOn: z.string().optional(),
    }),
  ),
})
export type IdentityOpeningList = z.output<typeof identityOpeningList>
