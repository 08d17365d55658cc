import * as z from 'zod'
import { err, ok, type Result, refuse } from '../result.ts'
import { drawMethods } from './announcement.ts'
import type { DrawTranscript } from './transcript.ts'

/** The form of a transcript, for one that comes from outside. What it says, {@link recompute} judges. */

const label = z.string().max(500)
const hex = z.string().max(400)
const whole = z.int()

const ceremonyKind = z.enum(['DICE', 'LOTTERY'])

const source = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('DRAND'), chain: hex, round: whole }),
  z.strictObject({
    kind: z.literal('CEREMONY'),
    plan: z.strictObject({
      kind: ceremonyKind,
      sources: z.array(z.strictObject({ name: label, count: whole, from: whole, to: whole })),
    }),
  }),
])

const announcement = z.strictObject({
  batch: label,
  pool: z.array(z.strictObject({ id: label, stratum: label, weight: z.number() })),
  poolCommitment: hex,
  rules: z.array(z.strictObject({ stratum: label, rate: z.number().optional(), count: whole.optional() })),
  method: z.enum(drawMethods),
  inspectors: z.array(label),
  conflicts: z.record(label, z.array(label)),
  perObject: whole,
  source,
  codeCommitment: hex,
  codes: whole,
})

const reveal = z.strictObject({
  code: hex,
  beacon: z
    .strictObject({
      round: whole,
      randomness: hex.optional(),
      signature: hex,
      previousSignature: hex.optional(),
    })
    .optional(),
  ceremony: z
    .strictObject({
      kind: ceremonyKind,
      sources: z.array(z.strictObject({ name: label, numbers: z.array(whole) })),
    })
    .optional(),
})

const pairs = z.array(z.strictObject({ object: label, inspectors: z.array(label) }))
const substituted = { reason: z.string().max(2_000), pairs }

const substitution = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('RECUSAL'), object: label, inspector: label, ...substituted }),
  z.strictObject({ kind: z.literal('OBJECT_UNAVAILABLE'), object: label, code: hex, ...substituted }),
  z.strictObject({ kind: z.literal('INSPECTOR_UNAVAILABLE'), inspector: label, code: hex, ...substituted }),
])

const transcript = z.strictObject({
  v: z.literal(1),
  announcement,
  announced: hex,
  reveal,
  result: z.strictObject({ drawn: z.array(z.strictObject({ stratum: label, ids: z.array(label) })), pairs }),
  substitutions: z.array(substitution),
  secret: hex.optional(),
}) satisfies z.ZodType<DrawTranscript>

/** Reads a transcript's JSON; refused where it is none (RND-001). */
export function parseTranscript(text: string): Result<DrawTranscript> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return err(refuse('INVALID', 'RND-001', '抽取记录不是完整的 JSON，可能没有下载完。'))
  }
  const read = transcript.safeParse(value)
  if (read.success) return ok(read.data)
  const at = read.error.issues[0]?.path.join('.') ?? ''
  return err(refuse('INVALID', 'RND-001', `抽取记录的格式不对（${at || '整体'}）。`))
}
