/** What the page asks the server: no cookies, nothing cached, and every failure a sentence. */
import * as z from 'zod'
import type { Refusal, Result } from '../../domain/result.ts'
import { err, ok, refuse } from '../../domain/result.ts'

const API = '/api/v1/report'

/** Nothing came back: it cannot be known whether the server got it. */
export const NO_ANSWER = 'connection'

/** GET, or POST of this as JSON, or of bytes as they are. The answer is read by the schema. */
export async function ask<T>(
  path: string,
  schema: z.ZodType<T>,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Result<T>> {
  const sent = body instanceof Blob ? body : JSON.stringify(body)
  const type = body instanceof Blob ? 'application/octet-stream' : 'application/json'
  try {
    const response = await fetch(`${API}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...(body === undefined ? {} : { 'content-type': type }), ...headers },
      ...(body === undefined ? {} : { body: sent }),
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
    })
    return response.ok ? read(await response.json(), schema) : err(refusalOf(await response.json().catch(() => ({}))))
  } catch {
    return err(
      refuse('INCOMPLETE', 'S122', '连不上平台，没有收到答复：请检查网络后再试，写好的内容还在本页。', NO_ANSWER),
    )
  }
}

function read<T>(answer: unknown, schema: z.ZodType<T>): Result<T> {
  const parsed = schema.safeParse(answer)
  return parsed.success
    ? ok(parsed.data)
    : err(refuse('INVALID', 'S122', '平台的答复读不懂：请刷新页面再试，写好的内容请先另存。', 'answer'))
}

const problem = z.object({ detail: z.string(), clause: z.string().default('S122'), field: z.string().optional() })

function refusalOf(answer: unknown): Refusal {
  const { data } = problem.safeParse(answer)
  if (!data) return refuse('INVALID', 'S122', '平台暂时不能收件，请过几分钟再试；写好的内容还在本页。')
  return refuse('INVALID', data.clause, data.detail, data.field)
}

export const challengeAnswer = z.object({
  number: z.string(),
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
  mostBytes: z.number(),
})

export const partAnswer = z.object({ blob: z.string(), size: z.int() })
export type Part = z.output<typeof partAnswer>

export const receiptAnswer = z.object({
  receipt: z.object({
    number: z.string(),
    receivedOn: z.string(),
    content: z.string(),
    promise: z.string().optional(),
  }),
})
export type Receipt = z.output<typeof receiptAnswer>['receipt']

const recused = z.object({ departments: z.array(z.string()), persons: z.array(z.string()) })

export const mailboxAnswer = z.object({
  ok: z.boolean(),
  stage: z.string(),
  stageName: z.string(),
  steps: z.array(z.object({ on: z.string(), words: z.string() })),
  replies: z.array(z.object({ n: z.int(), on: z.string(), about: z.string(), sealed: z.string() })),
  more: z.boolean(),
  keyBox: z.string(),
  recused: recused,
  openings: z.array(z.object({ on: z.string(), ground: z.string() })),
  proofs: z.array(
    z.object({
      event: z.object({
        salt: z.string(),
        stream: z.string(),
        version: z.int(),
        type: z.string(),
        data: z.record(z.string(), z.unknown()),
        at: z.string(),
        by: z.looseObject({}),
      }),
      day: z.string(),
      index: z.int().optional(),
    }),
  ),
})
export type MailboxAnswer = z.output<typeof mailboxAnswer>

export const doneAnswer = z.object({ ok: z.literal(true), receivedOn: z.string() })
