/**
 * Key transparency: before anything is sealed, the browser looks for each key's registration in the public log, so that a key
 * which the server put in the place of another is noticed. It reads nothing but the log's static files (checkpoint, policy, tiles).
 */
import * as z from 'zod'
import { decodeBundle } from '../domain/log/bundle.ts'
import type { Checkpoint } from '../domain/log/checkpoint.ts'
import type { Entry } from '../domain/log/entry.ts'
import { leafHash } from '../domain/log/hashing.ts'
import type { Policy } from '../domain/log/policy.ts'
import type { LogSource } from '../domain/log/source.ts'
import { TILE_WIDTH, type TileId } from '../domain/log/tile.ts'
import { err, ok, type Refusal, type Result, refuse } from '../domain/result.ts'
import { whyNotIncluded } from '../verifier/inclusion.ts'
import { readEntry } from '../verifier/read-entry.ts'
import { readTile } from '../verifier/reading.ts'
import { readTrust } from '../verifier/trust.ts'

const place = z.object({
  stream: z.string().min(1).max(160),
  version: z.int().min(1),
  /** Of the entry in the log, from 0. */
  index: z.int().min(0),
})

export const keysAnswer = z.object({
  /** The log's name and its public key, as they are printed on paper too. */
  origin: z.string().min(1).max(255),
  vkey: z.string().min(1).max(2000),
  seats: z
    .array(
      z.object({
        person: z.string().min(1).max(64),
        department: z.string().max(64).optional(),
        role: z.enum(['LEADER', 'DEPUTY', 'MEMBER']),
      }),
    )
    .max(200),
  keys: z
    .array(
      place.extend({
        key: z.string().min(1).max(200),
        person: z.string().min(1).max(64),
        purpose: z.enum(['CONTENT', 'IDENTITY', 'SUPERIOR', 'LEADERSHIP']),
        recipient: z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/),
        unit: z.string().max(60).optional(),
        revoked: place.optional(),
      }),
    )
    .max(200),
})
/** What `GET /report/keys` answers. */
export type KeysAnswer = Readonly<z.output<typeof keysAnswer>>
export type AnsweredKey = Readonly<KeysAnswer['keys'][number]>

export type KeyFinding =
  | { readonly state: 'IN_LOG' | 'REVOKED'; readonly key: AnsweredKey; readonly registeredAt: string }
  /** Not in the log as it was answered: nothing may be sealed to it, and this browser should not go on. */
  | { readonly state: 'REFUSED'; readonly key: AnsweredKey; readonly refusal: Refusal }

export interface KeyReport {
  readonly findings: readonly KeyFinding[]
  readonly checkpoint: Checkpoint
  /** Who besides the agency signed that they saw this log; empty when there are no witnesses. */
  readonly witnesses: readonly string[]
  /** The outcome for the person in front of the page. */
  readonly sentence: string
}

export function readKeysAnswer(answer: unknown): Result<KeysAnswer> {
  const read = keysAnswer.safeParse(answer)
  return read.success ? ok(read.data) : err(noKeys('收件公钥的名单读不出来：请刷新页面再试。'))
}

/**
 * Looks every answered key up in the log.
 * @param policy keys and witnesses that the reader has from elsewhere; without it, those that the log itself publishes.
 * @returns what was found of each key; a refusal when the log itself cannot be believed or read.
 */
export async function checkKeys(
  source: LogSource,
  answer: KeysAnswer,
  { policy }: { readonly policy?: Policy } = {},
): Promise<Result<KeyReport>> {
  try {
    const trust = await readTrust(source, policy)
    const failed = trust.steps.find(({ state }) => state === 'FAILED')
    if (failed || !trust.checkpoint) {
      return err(
        noKeys(`公开日志没有通过核对，不能确认收件公钥：${failed?.sentence ?? '还没有签名的检查点。'}请先不要提交。`),
      )
    }
    const { checkpoint, signers, cosigners } = trust
    if (checkpoint.origin !== answer.origin || !signers.some(({ text }) => text === answer.vkey)) {
      return err(noKeys('收件公钥的名单与公开日志不是同一本：日志的名称或公钥不一致。请先不要提交，并向主办单位核实。'))
    }
    const entries = await readEntries(source, checkpoint, placesOf(answer))
    if (!entries.ok) return entries
    const findings = answer.keys.map(key => findingOf(key, entries.value, checkpoint))
    const witnesses = cosigners.map(({ name }) => name)
    return ok({ findings, checkpoint, witnesses, sentence: sentenceOf(findings, witnesses) })
  } catch (error) {
    // A source throws when it cannot be known whether something is there.
    const why = error instanceof Error ? error.message : String(error)
    return err(noKeys(`读不到公开日志，不能确认收件公钥：${why}请检查网络后再试。`))
  }
}

/** The first thing that speaks against sealing to these keys at all. */
export function whyNotSeal({ findings }: KeyReport): Refusal | undefined {
  for (const finding of findings) if (finding.state === 'REFUSED') return finding.refusal
  return undefined
}

const noKeys = (sentence: string): Refusal => refuse('INVALID', 'S122', sentence, 'keys')

const placesOf = ({ keys }: KeysAnswer): number[] =>
  keys.flatMap(({ index, revoked }) => (revoked ? [index, revoked.index] : [index]))

interface Placed {
  readonly entry: Entry
  readonly bytes: Uint8Array
}

/** The entries at these places, proved to stand there in the tree of the checkpoint. Places behind its end are left out. */
async function readEntries(
  source: LogSource,
  checkpoint: Checkpoint,
  places: readonly number[],
): Promise<Result<ReadonlyMap<number, Placed>>> {
  const within = [...new Set(places)].filter(index => index < checkpoint.size)
  const bundles = new Map<number, readonly Uint8Array[]>()
  for (const number of new Set(within.map(bundleOf))) {
    const bundle = await readBundle(source, number, checkpoint.size)
    if (!bundle.ok) return bundle
    bundles.set(number, bundle.value)
  }
  const entries = new Map<number, Placed>()
  for (const index of within) {
    const bytes = bundles.get(bundleOf(index))?.[index % TILE_WIDTH]
    const entry = bytes && readEntry(bytes)
    if (!bytes || !entry?.ok) return err(noKeys(`公开日志第 ${index} 号条目读不出来，不能确认收件公钥。请先不要提交。`))
    entries.set(index, { entry: entry.value, bytes })
  }
  const leaves = [...entries].map(([index, { bytes }]) => ({ index, leaf: leafHash(bytes) }))
  const why = await whyNotIncluded(source, checkpoint, leaves)
  return why ? err(noKeys(`收件公钥的登记不在公开日志里：${why}请先不要提交。`)) : ok(entries)
}

const bundleOf = (index: number): number => Math.floor(index / TILE_WIDTH)

async function readBundle(source: LogSource, index: number, size: number): Promise<Result<readonly Uint8Array[]>> {
  const tile: TileId = { level: 'entries', index, width: Math.min(TILE_WIDTH, size - index * TILE_WIDTH) }
  const reading = await readTile(source, tile)
  if (reading.kind === 'unreadable') throw new Error(reading.sentence)
  return reading.kind === 'wrong' ? err(noKeys(reading.sentence)) : decodeBundle(reading.bytes, tile.width)
}

function findingOf(key: AnsweredKey, entries: ReadonlyMap<number, Placed>, { size }: Checkpoint): KeyFinding {
  const refused = (sentence: string): KeyFinding => ({ state: 'REFUSED', key, refusal: noKeys(sentence) })
  const registration = entries.get(key.index)?.entry
  if (!registration) return refused(`${nameOf(key)}还没有进入已签名的公开日志（共 ${size} 条）：请过几分钟再试。`)
  const contradiction = whyNotThisKey(key, registration)
  if (contradiction)
    return refused(`${nameOf(key)}${contradiction}可能被人调换，请不要提交，并用电话或信函告知监督小组。`)
  const registeredAt = registration.at
  if (!key.revoked) return { state: 'IN_LOG', key, registeredAt }
  const revocation = entries.get(key.revoked.index)?.entry
  return revocation && isRevocation(key, key.revoked, revocation)
    ? { state: 'REVOKED', key, registeredAt }
    : refused(`${nameOf(key)}据称已停用，公开日志里却没有这条停用登记：请不要提交，并向主办单位核实。`)
}

const nameOf = ({ person, key }: AnsweredKey): string => `「${person}」的收件公钥（${key.slice(0, 12)}）`

function whyNotThisKey(key: AnsweredKey, { type, stream, version, data }: Entry): string | undefined {
  if (type !== 'organisation.sealing-key-registered' || stream !== key.stream || version !== key.version) {
    return '所指的日志条目不是它的登记，'
  }
  if (data.recipient !== key.recipient) return '与公开日志里登记的公钥不一致，'
  const same = data.key === key.key && data.person === key.person && data.purpose === key.purpose
  return same ? undefined : '在公开日志里登记的是别的人或别的用途，'
}

const isRevocation = (
  key: AnsweredKey,
  { index, ...named }: { readonly index: number; readonly stream: string; readonly version: number },
  { type, stream, version, data }: Entry,
): boolean =>
  type === 'organisation.sealing-key-revoked' &&
  data.key === key.key &&
  stream === key.stream &&
  stream === named.stream &&
  version === named.version &&
  version > key.version &&
  index > key.index

function sentenceOf(findings: readonly KeyFinding[], witnesses: readonly string[]): string {
  const refused = findings.filter(({ state }) => state === 'REFUSED').length
  if (refused > 0) return `${findings.length} 把收件公钥中有 ${refused} 把与公开日志不符，请不要提交。`
  const inUse = findings.filter(({ state }) => state === 'IN_LOG').length
  const seenBy = witnesses.length > 0 ? `，并由${witnesses.join('、')}见证` : '；目前没有别的单位见证这本日志'
  return `${inUse} 把收件公钥都在公开日志里，登记的人和用途一致${seenBy}。`
}
