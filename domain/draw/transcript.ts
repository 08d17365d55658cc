import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { canonical } from '../canonical.ts'
import { err, ok, type Refusal, type Result, refuse } from '../result.ts'
import { type DrawAnnouncement, fingerprintOf } from './announcement.ts'
import { type ConductedDraw, conductDraw, type DrawResult, type Reveal } from './conduct.ts'
import { bytesOfHex } from './hex.ts'
import { codeAt } from './one-time-codes.ts'
import type { Pair } from './pairs.ts'
import { poolCommitment } from './pool.ts'
import { type Substitution, standingAfter, substitute } from './substitution.ts'

/**
 * Everything public of a draw, enough for anybody to do it again: here, in a browser, or with `docs/draw.py`. It holds no
 * secret before the batch is over, and no person's name but the labels of the inspectors.
 */
export interface DrawTranscript {
  readonly v: 1
  readonly announcement: DrawAnnouncement
  /** The announcement's fingerprint as it stands in the log, with a time before the randomness. */
  readonly announced: string
  readonly reveal: Reveal
  readonly result: DrawResult
  readonly substitutions: readonly Substitution[]
  /** The organiser's secret, hexadecimal, once the batch is over: all codes follow from it. */
  readonly secret?: string | undefined
}

/** What was found by doing it again. */
export interface Recomputed {
  /** The pairs that hold now, after all substitutions, in the order of the objects' ids. */
  readonly pairs: readonly Pair[]
  /** Hexadecimal. */
  readonly randomness: string
  readonly seed: string
}

/** The transcript of a draw that was just made, without substitutions. Refused as {@link conductDraw} refuses. */
export function transcriptOf(announcement: DrawAnnouncement, reveal: Reveal): Result<DrawTranscript> {
  const draw = conductDraw(announcement, reveal)
  if (!draw.ok) return draw
  const { drawn, pairs } = draw.value
  const announced = fingerprintOf(announcement)
  return ok({ v: 1, announcement, announced, reveal, result: { drawn, pairs }, substitutions: [] })
}

/**
 * Does the whole draw again and compares. A transcript from outside goes through `parseTranscript` before, which sees to its
 * form. The refusal names the first thing that does not agree, with its clause. That the announcement came before the
 * randomness it cannot know: for that, look for `announced` in the log. Nor does it judge the reasons of substitutions,
 * which are words.
 */
export function recompute(transcript: DrawTranscript): Result<Recomputed> {
  const { announcement, reveal, result } = transcript
  const draw = conductDraw(announcement, reveal)
  if (!draw.ok) return draw
  const fault = announcementDiffers(transcript, draw.value) ?? resultDiffers(result, draw.value)
  if (fault !== undefined) return err(fault)
  const pairs = afterSubstitutions(transcript, draw.value)
  if (!pairs.ok) return pairs
  const falseSecret = secretDiffers(transcript)
  if (falseSecret !== undefined) return err(falseSecret)
  const { randomness, seed } = draw.value
  return ok({ pairs: pairs.value, randomness: bytesToHex(randomness), seed: bytesToHex(seed) })
}

const differs = (clause: 'RND-001' | 'RND-003', what: string) => {
  const sentence = `重算不符：${what}`
  return clause === 'RND-001' ? refuse('INVALID', 'RND-001', sentence) : refuse('INVALID', 'RND-003', sentence)
}

function announcementDiffers(
  { announcement, announced }: DrawTranscript,
  { pool }: ConductedDraw,
): Refusal | undefined {
  if (poolCommitment(pool) !== announcement.poolCommitment) {
    return differs('RND-001', '对象池与公告的对象池哈希不同，名单被改动过。')
  }
  if (canonical(pool.entries) !== canonical(announcement.pool)) {
    return differs('RND-001', '对象池没有按编号排序，或多出了别的内容。')
  }
  return fingerprintOf(announcement) === announced
    ? undefined
    : differs('RND-001', '公告内容与日志中公告的哈希不同，公告被改动过。')
}

function resultDiffers(published: DrawResult, { drawn, pairs }: DrawResult): Refusal | undefined {
  for (const [index, { stratum, ids }] of drawn.entries()) {
    const theirs = published.drawn[index]
    if (theirs?.stratum !== stratum) return differs('RND-001', `公布的结果缺少分层「${stratum}」。`)
    const place = firstDifference(ids, theirs.ids)
    if (place !== undefined) {
      const [ours = '无', other = '无'] = [ids[place], theirs.ids[place]]
      return differs('RND-001', `分层「${stratum}」第${place + 1}个抽中的应是「${ours}」，公布的是「${other}」。`)
    }
  }
  if (published.drawn.length > drawn.length) return differs('RND-001', '公布的结果多出了分层。')
  return pairsDiffer(published.pairs, pairs)
}

function pairsDiffer(published: readonly Pair[], pairs: readonly Pair[]): Refusal | undefined {
  const place = firstDifference(pairs.map(canonical), published.map(canonical))
  if (place === undefined) return undefined
  return differs('RND-003', `检查人应是${shown(pairs[place])}，公布的是${shown(published[place])}。`)
}

const shown = (pair: Pair | undefined) => (pair ? `「${pair.object}」由${pair.inspectors.join('、')}检查` : '无')

function firstDifference(a: readonly string[], b: readonly string[]): number | undefined {
  const place = Array.from({ length: Math.max(a.length, b.length) }).findIndex((_, i) => a[i] !== b[i])
  return place < 0 ? undefined : place
}

function afterSubstitutions(transcript: DrawTranscript, draw: ConductedDraw): Result<readonly Pair[]> {
  const { announcement, reveal, substitutions } = transcript
  let standing = standingAfter(announcement, draw, reveal.code)
  for (const [index, substitution] of substitutions.entries()) {
    const done = substitute(standing, substitution)
    const fault = done.ok ? pairsDiffer(substitution.pairs, done.value.pairs) : done.error
    if (fault !== undefined) return err({ ...fault, sentence: `第${index + 1}次替补：${fault.sentence}` })
    if (done.ok) standing = done.value.standing
  }
  return ok(standing.pairs)
}

function secretDiffers({ secret, announcement: { codes, codeCommitment } }: DrawTranscript): Refusal | undefined {
  if (secret === undefined) return undefined
  const good = bytesOfHex(secret) !== undefined && bytesToHex(codeAt(hexToBytes(secret), codes)) === codeCommitment
  return good ? undefined : differs('RND-001', '公布的秘密不是一次性码的源头。')
}
