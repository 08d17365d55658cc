import * as z from 'zod'
import { inviteeCategories } from '../../../domain/meeting/events.ts'
import { actionView } from './common.ts'

/*
 * The link is `/console/invitee#<secret>` or the like: 32 random bytes as base64url without padding, 43 characters. What
 * the office's browser sends as `link` is the SHA-256 of these 43 characters, hexadecimal; the secret itself never leaves
 * the browser but in the link. Whoever opens it sends the header `authorization: Invitation <secret>`.
 */

/** What somebody sees who was let in by a one-time link (E-14): one item, and nothing that the item does not need. */
export const inviteePage = z.object({
  meeting: z.object({ title: z.string(), scheduledAt: z.string(), place: z.string(), stageName: z.string() }),
  item: z.object({
    no: z.int(),
    title: z.string(),
    /** Lines of «what: words», redacted: no amounts, no names of people, nobody else's opinion. */
    brief: z.array(z.object({ label: z.string(), words: z.string() })),
  }),
  invitee: z.object({
    name: z.string(),
    category: z.enum(inviteeCategories),
    categoryName: z.string(),
    unit: z.string().optional(),
  }),
  /** GET /invitee/materials/{hash}, with the same header as this page. Empty until interests were declared (E-13). */
  materials: z.array(z.object({ hash: z.string(), name: z.string(), size: z.int(), mime: z.string() })),
  /** Whether the page may offer to save a material as a file. */
  downloadable: z.boolean(),
  expiresAt: z.string(),
  declared: z
    .object({ related: z.boolean(), units: z.array(z.object({ name: z.string(), uscc: z.string() })) })
    .optional(),
  opinion: z
    .object({
      position: z.enum(['AGREE', 'DISAGREE', 'ABSTAIN']).optional(),
      words: z.string(),
      at: z.string(),
      /** «已由本人确认签名» and by which key. */
      signed: z.string().optional(),
    })
    .optional(),
  /** `declarations` and `opinions`: POST /invitee/{noun}. */
  actions: z.array(actionView),
})
export type InviteePage = z.output<typeof inviteePage>

/** After an act: what to say, and the page as it is now; no page when the declaration ended the invitation (E-13). */
export const inviteeDone = z.object({ sentence: z.string(), page: inviteePage.optional() })
export type InviteeDone = z.output<typeof inviteeDone>
