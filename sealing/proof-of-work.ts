/** A little work before a report is accepted, instead of watching who sends how many. Plain SHA-256, no other thread, nothing kept. */
import { sha256 } from '@noble/hashes/sha2.js'
import { type Challenge, type DeriveKeyFunction, type Solution, solveChallenge } from 'altcha-lib'
import { err, ok, type Result, refuse } from '../domain/result.ts'

export interface Solving {
  /** 0 to 1: how likely it was to be done by now. It never comes to 1 before it is done. */
  readonly onProgress?: (likelihood: number) => void
  readonly signal?: AbortSignal
  /** Milliseconds; 5 minutes unless said, for the slow machines that need it most. */
  readonly timeout?: number
}

/** How often progress is told: every so many tries. */
const TRIES_A_TELLING = 100

/** Solves the server's challenge. It lets the page breathe five times a second (altcha yields every 200 ms). */
export async function solve(challenge: Challenge, options: Solving = {}): Promise<Result<Solution>> {
  const { onProgress = () => {}, signal, timeout = 300_000 } = options
  if (challenge.parameters.algorithm !== 'SHA-256') {
    return err(refuse('NOT_SUPPORTED', 'S122', '提交前的验证方式本页不支持：请刷新页面再试。', 'challenge'))
  }
  const controller = new AbortController()
  signal?.addEventListener('abort', () => controller.abort(), { once: true })
  if (signal?.aborted) controller.abort()
  const one = 16 ** -challenge.parameters.keyPrefix.length
  let tries = 0
  const countedKey: DeriveKeyFunction = (...given) => {
    tries += 1
    if (tries % TRIES_A_TELLING === 0) onProgress(1 - (1 - one) ** tries)
    return deriveKey(...given)
  }
  const solution = await solveChallenge({ challenge, deriveKey: countedKey, controller, timeout })
  if (!solution)
    return err(refuse('INCOMPLETE', 'S122', '提交前的验证没有算完：请再试一次，并让本页留在前台。', 'challenge'))
  onProgress(1)
  return ok(solution)
}

/** altcha's SHA-256: as often as the cost says, beginning with salt and password. A promise of WebCrypto for each would cost more. */
const deriveKey: DeriveKeyFunction = async ({ cost, keyLength = 32 }, salt, password) => {
  let digest = sha256(new Uint8Array([...salt, ...password]))
  for (let round = 1; round < cost; round++) digest = sha256(digest)
  return { derivedKey: digest.subarray(0, keyLength) }
}
