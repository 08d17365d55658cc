import { bls12_381 } from '@noble/curves/bls12-381.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js'
import { closed, err, ok, type Refusal, type Result, refuse } from '../result.ts'
import type { Instant } from '../time.ts'
import { bytesOfHex, sameBytes } from './hex.ts'

/**
 * The public randomness beacons of drand: at each round's time a group of organisations signs the round's number together,
 * and the hash of the signature is a number that nobody could know before and everybody can check afterwards.
 */
export type DrandScheme = 'bls-unchained-g1-rfc9380' | 'pedersen-bls-chained' | 'pedersen-bls-unchained'

export interface DrandChain {
  readonly name: string
  /** What drand calls the chain hash, 64 hexadecimal digits. */
  readonly hash: string
  readonly publicKey: string
  readonly scheme: DrandScheme
  /** When round 1 was made, in seconds since 1970. */
  readonly genesis: number
  /** Seconds from one round to the next. */
  readonly period: number
}

/** A round as a beacon's address gives it, hexadecimal. */
export interface Beacon {
  readonly round: number
  /** SHA-256 of the signature; newer addresses leave it out. */
  readonly randomness?: string | undefined
  readonly signature: string
  /** Only in a chain whose rounds sign the one before. */
  readonly previousSignature?: string | undefined
}

/** The League of Entropy's mainnet; drand/drand-client `lib/defaults.ts`, commit b9572b2ef11d28d5c011144867ca8d27bece23e2. */
export const knownChains: readonly DrandChain[] = [
  {
    name: 'quicknet',
    hash: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971',
    publicKey:
      '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
    scheme: 'bls-unchained-g1-rfc9380',
    genesis: 1_692_803_367,
    period: 3,
  },
  {
    name: 'default',
    hash: '8990e7a9aaed2ffed73dbd7092123d6f289930540d7651336225dc172e51b2ce',
    publicKey: '868f005eb8e6e4ca0a47c8a77ceaa5309a47978a7c71bc5cce96366b5d7a569937c529eeda66c7293784a9402801af31',
    scheme: 'pedersen-bls-chained',
    genesis: 1_595_431_050,
    period: 30,
  },
]

export function chainOf(hash: string): DrandChain | undefined {
  return knownChains.find(chain => chain.hash === hash)
}

/** The newest round that exists at an instant; 0 before the first. */
export function roundAt({ genesis, period }: DrandChain, instant: Instant): number {
  const ms = Date.parse(instant)
  if (Number.isNaN(ms)) throw new RangeError(`not an instant: ${instant}`)
  return Math.max(0, Math.floor((ms / 1_000 - genesis) / period) + 1)
}

/** When a round is made, if all goes well. Rounds count from 1. */
export function timeOfRound({ genesis, period }: DrandChain, round: number): Instant {
  if (!isRound(round)) throw new RangeError(`not a round: ${round}`)
  return new Date((genesis + (round - 1) * period) * 1_000).toISOString()
}

/** Far above every round to come in this century, far below where an instant ends. */
const LAST_ROUND = 1e10

const isRound = (round: number) => Number.isInteger(round) && round >= 1 && round <= LAST_ROUND

/** Why a round cannot be announced as a draw's randomness: it is none, or it exists already (RND-001). */
export function roundRefusal(chain: DrandChain, round: number, now: Instant): Refusal | undefined {
  if (!isRound(round)) return refuse('INVALID', 'RND-001', 'drand 轮次应是1以上的整数。', 'round')
  if (round > roundAt(chain, now)) return undefined
  const sentence = `drand 第${round}轮的随机数已经产生，只能约定尚未产生的轮次（现在是第${roundAt(chain, now)}轮）。`
  return refuse('INVALID', 'RND-001', sentence, 'round')
}

/**
 * Reads a beacon as drand's addresses print it in JSON, to be pasted in by hand where the network is closed. Only its form
 * is checked; {@link verifyBeacon} says whether it is true.
 */
export function parseBeacon(text: string): Result<Beacon> {
  const no = err(
    refuse('INVALID', 'RND-001', '粘贴的内容不是 drand 的一轮随机数（应含 round 和 signature）。', 'beacon'),
  )
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return no
  }
  if (typeof value !== 'object' || value === null) return no
  const { round, randomness, signature, previous_signature: previousSignature } = value as Record<string, unknown>
  if (typeof round !== 'number' || typeof signature !== 'string') return no
  return ok({
    round,
    ...(typeof randomness === 'string' ? { randomness } : {}),
    signature,
    ...(typeof previousSignature === 'string' && previousSignature !== '' ? { previousSignature } : {}),
  })
}

/**
 * The randomness of a beacon, 64 hexadecimal digits, when it is the chain's: the signature must be the group's, over the
 * round. Refused (RND-001): another round than the announced one, text that is not hexadecimal or too long or short, a
 * randomness that is not the signature's hash, a false signature.
 *
 * @param announced the round that was announced; left out, the round is the beacon's own word.
 */
export function verifyBeacon(chain: DrandChain, beacon: Beacon, announced: number = beacon.round): Result<string> {
  const no = (sentence: string) => err(refuse('INVALID', 'RND-001', sentence, 'beacon'))
  const { round } = beacon
  if (!isRound(round)) return no('drand 轮次应是1以上的整数。')
  if (round !== announced) return no(`这是 drand 第${round}轮的随机数，公告约定的是第${announced}轮。`)
  const signature = bytesOfHex(beacon.signature, signatureLength(chain.scheme))
  if (signature === undefined) return no('drand 签名应是十六进制，且长度与该链相符，可能没有复制完整。')
  const message = messageOf(chain.scheme, beacon)
  if (message === undefined) return no(messageFault(chain.scheme))
  const randomness = sha256(signature)
  if (beacon.randomness !== undefined) {
    const stated = bytesOfHex(beacon.randomness, 32)
    if (stated === undefined) return no('drand 随机数应是64位十六进制，可能没有复制完整。')
    if (!sameBytes(stated, randomness)) return no(`drand 第${round}轮的随机数不是其签名的哈希值。`)
  }
  if (!isSigned(chain, signature, message)) return no(`drand 第${round}轮的签名不是「${chain.name}」链的公钥所签。`)
  return ok(bytesToHex(randomness))
}

/** Signatures are points of one group and keys of the other; the points of G1 take 48 bytes, those of G2 96. */
function signatureLength(scheme: DrandScheme): number {
  return scheme === 'bls-unchained-g1-rfc9380' ? 48 : 96
}

/** What the group signed; `undefined` when the beacon lacks a part of it, or has one that the scheme does not know. */
function messageOf(scheme: DrandScheme, { round, previousSignature }: Beacon): Uint8Array | undefined {
  const number = new Uint8Array(8)
  new DataView(number.buffer).setBigUint64(0, BigInt(round))
  switch (scheme) {
    case 'pedersen-bls-chained': {
      // Round 1 follows the group's own hash, which is shorter than a signature.
      const previous = bytesOfHex(previousSignature ?? '', round === 1 ? 32 : 96)
      return previous && sha256(concatBytes(previous, number))
    }
    case 'pedersen-bls-unchained':
    case 'bls-unchained-g1-rfc9380':
      return previousSignature === undefined ? sha256(number) : undefined
    default:
      return closed(scheme)
  }
}

function messageFault(scheme: DrandScheme): string {
  return scheme === 'pedersen-bls-chained'
    ? '这条链的随机数还应带上一轮的签名（previous_signature），十六进制。'
    : '这条链的随机数不带上一轮的签名（previous_signature），可能取自另一条链。'
}

function isSigned({ scheme, publicKey }: DrandChain, signature: Uint8Array, message: Uint8Array): boolean {
  const key = bytesOfHex(publicKey, 144 - signature.length)
  if (key === undefined) throw new Error(`not a key of the scheme: ${publicKey}`)
  try {
    // The library throws at bytes that are no point of the group; such a signature is as false as any other.
    if (scheme === 'bls-unchained-g1-rfc9380') {
      const { shortSignatures } = bls12_381
      return shortSignatures.verify(signature, shortSignatures.hash(message), key)
    }
    const { longSignatures } = bls12_381
    return longSignatures.verify(signature, longSignatures.hash(message), key)
  } catch {
    return false
  }
}
