import { randomBytes } from 'node:crypto'
import { type Challenge, createChallenge, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/sha'
import * as z from 'zod'
import { err, ok, type Result, refuse } from '../domain/result.ts'

/**
 * Proof of work instead of watching who sends how many (CMP-004): a browser works for some seconds before it may send, and a
 * register number is bound into what it works on. The secret lives and dies with this process; whoever began before a restart
 * is told to begin again. What is remembered is random numbers, and only until they expire.
 */
export interface Challenges {
  readonly issue: (number: string) => Promise<Challenge>
  /**
   * The number that the work was done for, if it was done here, in time, and was not used up.
   * @param repeats whether what is used up counts as well, for what was sent once already.
   */
  readonly check: (proof: unknown, repeats?: boolean) => Promise<Result<Worked>>
  /** Takes one more part under this work. @returns false when there were enough. */
  readonly takePart: (worked: Worked) => boolean
  /** From now on this work is done for nothing else. */
  readonly spend: (worked: Worked) => void
}

export interface Worked {
  readonly number: string
  readonly nonce: string
  readonly expires: number
}

/** Long enough to send large files over a slow network. */
const SECONDS = 4 * 3600
/** A report of fifty attachments, with its identity for every two of six custodians. */
const MOST_PARTS = 80

const payload = z.object({
  challenge: z.object({
    parameters: z.object({
      algorithm: z.literal('SHA-256'),
      nonce: z.string().regex(/^[0-9a-f]{32}$/),
      salt: z.string().regex(/^[0-9a-f]{32}$/),
      cost: z.int().min(1).max(1),
      keyLength: z.int().min(1).max(32),
      keyPrefix: z.string().regex(/^[0-9a-f]{1,8}$/),
      expiresAt: z.int(),
      data: z.object({ number: z.string().max(20) }),
    }),
    signature: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  solution: z.object({ counter: z.int().min(0), derivedKey: z.string().max(64) }),
})

const again = (sentence: string) => err(refuse('INVALID', 'CMP-004', sentence, 'proof'))

/** @param digits hexadecimal digits that must come out as zeros: each makes the work sixteen times as long. */
export function newChallenges(digits: number): Challenges {
  const hmacSignatureSecret = randomBytes(32).toString('hex')
  const spent = new Map<string, number>()
  const parts = new Map<string, { count: number; expires: number }>()
  return {
    issue: number => {
      const now = Math.floor(Date.now() / 1000)
      forget(spent, parts, now)
      const expiresAt = now + SECONDS
      const keyPrefix = '0'.repeat(digits)
      const options = { algorithm: 'SHA-256', cost: 1, keyPrefix, expiresAt, data: { number } }
      return createChallenge({ ...options, deriveKey, hmacSignatureSecret })
    },
    check: async (proof, repeats = false) => {
      const read = payload.safeParse(decoded(proof))
      if (!read.success) return again('缺少提交前的验证：请刷新页面再提交，已填的内容请先另存。')
      const { challenge, solution } = read.data
      const result = await verifySolution({ challenge, solution, deriveKey, hmacSignatureSecret })
      if (result.expired || result.invalidSignature) {
        return again('提交前的验证已过期（页面打开太久，或平台刚重新启动）：请在本页重新提交一次，不必重写。')
      }
      if (!result.verified) return again('提交前的验证没有算对：请在本页重新提交一次，不必重写。')
      const { nonce, expiresAt: expires, data } = challenge.parameters
      if (spent.has(nonce) && !repeats)
        return again('这次验证已经用过：如已看到回执，说明已经收到；否则请重新提交一次。')
      return ok({ number: data.number, nonce, expires })
    },
    takePart: ({ nonce, expires }) => {
      const known = parts.get(nonce) ?? { count: 0, expires }
      known.count += 1
      parts.set(nonce, known)
      return known.count <= MOST_PARTS
    },
    spend: ({ nonce, expires }) => void spent.set(nonce, expires),
  }
}

/** base64 of JSON, as a header or a field can carry it. */
function decoded(proof: unknown): unknown {
  if (typeof proof !== 'string' || proof.length > 4_000) return undefined
  try {
    return JSON.parse(Buffer.from(proof, 'base64').toString('utf8'))
  } catch {
    return undefined
  }
}

function forget(spent: Map<string, number>, parts: Map<string, { expires: number }>, now: number): void {
  for (const [nonce, expires] of spent) if (expires < now) spent.delete(nonce)
  for (const [nonce, { expires }] of parts) if (expires < now) parts.delete(nonce)
}
