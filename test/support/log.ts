/**
 * The public log of a record in memory: entries with seeded salts, tree, bundles, signed and cosigned checkpoints, record
 * files. For tests of whoever reads a log; the server's own way of writing one is tested on the server's.
 */
import { createHash } from 'node:crypto'
import { releasedFields } from '../../domain/disclosure/release.ts'
import { moduleOf } from '../../domain/ids.ts'
import { encodeBundle } from '../../domain/log/bundle.ts'
import { toBase64Url, utf8 } from '../../domain/log/bytes.ts'
import { checkpointText } from '../../domain/log/checkpoint.ts'
import { cosign } from '../../domain/log/cosignature.ts'
import { disclosureText } from '../../domain/log/disclosure-digest.ts'
import { appendLeaf, edgeRoot, edgeTiles, emptyEdge } from '../../domain/log/edge.ts'
import { buildEntry, type FieldVisibilities, type Salts } from '../../domain/log/entry.ts'
import { leafHash } from '../../domain/log/hashing.ts'
import { type SignerKey, signerKey } from '../../domain/log/key.ts'
import { formatNote, signNote } from '../../domain/log/note.ts'
import { formatPolicy, type Policy } from '../../domain/log/policy.ts'
import { type RecordFile, recordPath } from '../../domain/log/record-file.ts'
import { type LogSource, memorySource } from '../../domain/log/source.ts'
import { TILE_WIDTH, tilePath } from '../../domain/log/tile.ts'
import type { Matter } from '../../domain/matter/matter.ts'
import { fold, moduleFor } from '../../domain/registry.ts'
import { must } from '../../domain/result.ts'
import { visibilityOf } from '../../domain/schema.ts'
import { nativeSha256 } from '../../store/log/native-sha256.ts'
import type { WorldEvent } from './world.ts'

export interface LogOptions {
  /** Whatever is random (keys, salts) comes from it. */
  readonly seed?: string
  readonly origin?: string
  /** How many witnesses cosign; the quorum is all of them. None unless said. */
  readonly witnesses?: number
  /** Without record files, which take most of the time. */
  readonly withoutRecords?: boolean
}

/** One entry with all that the agency keeps beside it. */
export interface TestEntry {
  readonly event: WorldEvent
  readonly bytes: Uint8Array
  readonly salts: Salts
  /** Public fields that were too long to stand in the entry. */
  readonly detached: readonly string[]
}

export interface BareLog {
  /** By path as in tlog-tiles: what a static host would serve. */
  readonly files: Map<string, Uint8Array>
  readonly source: LogSource
  readonly key: SignerKey
  readonly witnesses: readonly SignerKey[]
  readonly policy: Policy
  /** The signed and cosigned checkpoint of an earlier size, as somebody may have kept it. */
  readonly checkpointAt: (size: number) => Uint8Array
}

export interface TestLog extends BareLog {
  readonly entries: readonly TestEntry[]
}

export const TEST_ORIGIN = 'yangguang.invalid/yanshi'
/** POSIX seconds of every cosignature: 2026-11-20 in Shanghai. */
const COSIGNED_AT = 1_795_104_000

/** The log of a story, with a record file for every stream. */
export function logOf(events: readonly WorldEvent[], options: LogOptions = {}): TestLog {
  const entries = entriesOf(events, options.seed)
  const log = bareLogOf(
    entries.map(({ bytes }) => bytes),
    options,
  )
  for (const record of options.withoutRecords ? [] : recordsOf(entries)) {
    log.files.set(recordPath(record.stream), utf8(JSON.stringify(record)))
  }
  return { ...log, entries }
}

/** The log of any entries: tree, bundles, checkpoint, key and policy. */
export function bareLogOf(entries: readonly Uint8Array[], options: LogOptions = {}): BareLog {
  const { seed = 'log', origin = TEST_ORIGIN, witnesses: witnessCount = 0 } = options
  const key = testKey(seed, origin)
  const witnesses = Array.from({ length: witnessCount }, (_, n) => testWitness(seed, n + 1))
  const policy = policyOf(key, witnesses)
  const earlier = new Map<number, Uint8Array>()
  const checkpointAt = (size: number) => {
    if (size > entries.length) throw new Error(`the log has only ${entries.length} entries`)
    const root = () => rootOfEntries(entries.slice(0, size))
    const note = earlier.get(size) ?? signedCheckpoint({ origin, size, root: root() }, [key], witnesses)
    earlier.set(size, note)
    return note
  }
  const { files, root } = filesOfTree(entries)
  files.set('checkpoint', signedCheckpoint({ origin, size: entries.length, root }, [key], witnesses))
  files.set('vkey', utf8(`${key.verifier.text}\n`))
  files.set('policy', utf8(formatPolicy(policy)))
  return { files, source: memorySource(files), key, witnesses, policy, checkpointAt }
}

/** The log's signing key of this seed. Another name of the seed is a key that signs beside it, or an impostor's. */
export const testKey = (seed: string, origin = TEST_ORIGIN): SignerKey => signerKey(origin, 0x01, digest(`${seed}/key`))

export const testWitness = (seed: string, number: number): SignerKey =>
  signerKey(`witness-${number}.invalid`, 0x04, digest(`${seed}/witness/${number}`))

/** Believes one log, and demands the cosignatures of all these witnesses. */
export function policyOf(key: SignerKey, witnesses: readonly SignerKey[]): Policy {
  const named = witnesses.map(({ verifier }, n) => ({ name: `w${n + 1}`, key: verifier }))
  const all = { name: 'all-of-them', threshold: named.length, members: named.map(({ name }) => name) }
  const [groups, quorum] = named.length === 0 ? [[], 'none'] : [[all], all.name]
  return { logs: [{ key: key.verifier }], witnesses: named, groups, quorum }
}

/** A checkpoint signed by every one of the keys and cosigned by every one of the witnesses, whatever it says. */
export function signedCheckpoint(
  head: { readonly origin: string; readonly size: number; readonly root: Uint8Array },
  keys: readonly SignerKey[],
  witnesses: readonly SignerKey[] = [],
): Uint8Array {
  const text = checkpointText({ ...head, extensions: [] })
  const signatures = [
    ...keys.map(key => signNote(text, key)),
    ...witnesses.map(witness => cosign(text, witness, COSIGNED_AT)),
  ]
  return utf8(formatNote({ text, signatures }))
}

/** Every tile and bundle of the tree over these leaves, by path, and its root. */
export function filesOfTree(entries: readonly Uint8Array[]): { files: Map<string, Uint8Array>; root: Uint8Array } {
  const files = new Map<string, Uint8Array>()
  const edge = emptyEdge()
  for (const entry of entries) {
    appendLeaf(edge, leafHash(entry, nativeSha256), (tile, bytes) => files.set(tilePath(tile), bytes), nativeSha256)
  }
  for (const { tile, bytes } of edgeTiles(edge)) files.set(tilePath(tile), bytes)
  for (let first = 0; first < entries.length; first += TILE_WIDTH) {
    const bundled = entries.slice(first, first + TILE_WIDTH)
    const tile = { level: 'entries', index: first / TILE_WIDTH, width: bundled.length } as const
    files.set(tilePath(tile), encodeBundle(bundled))
  }
  return { files, root: edgeRoot(edge, nativeSha256) }
}

/** Events as entries of the log, in this order; `seen` is the foundation's versions at that moment. */
export function entriesOf(events: readonly WorldEvent[], seed = 'log'): TestEntry[] {
  const foundation: Record<string, number> = {}
  return events.map(event => {
    const { stream, version } = event
    const isFoundation = !stream.includes('/')
    const seen = Object.fromEntries(Object.entries(foundation).filter(([name]) => name !== stream))
    if (isFoundation) foundation[stream] = version
    return entryOf(event, seen, seed)
  })
}

/** One event as an entry; its salts are worked out from the seed, the stream, the version and the field. */
export function entryOf(event: WorldEvent, seen: Readonly<Record<string, number>>, seed = 'log'): TestEntry {
  const { stream, type, version, at, by } = event
  const data = event.data as Readonly<Record<string, unknown>>
  const saltFor = (field: string) => toBase64Url(digest(`${seed}/${stream}/${version}/${field}`).subarray(0, 16))
  const logged = { stream, version, type, data, at, by, seen }
  const { text, salts, detached } = buildEntry(logged, visibilitiesOf(stream, type), saltFor, nativeSha256)
  return { event, bytes: utf8(text), salts, detached }
}

/** The record file of every stream, as the agency hands it out. */
export function recordsOf(entries: readonly TestEntry[]): RecordFile[] {
  const ofStream = new Map<string, { readonly index: number; readonly entry: TestEntry }[]>()
  for (const [index, entry] of entries.entries()) {
    const { stream } = entry.event
    ofStream.set(stream, [...(ofStream.get(stream) ?? []), { index, entry }])
  }
  return [...ofStream].map(([stream, indexed]) => {
    const released = releasedOf(
      stream,
      indexed.map(({ entry }) => entry.event),
    )
    return {
      stream,
      entries: indexed.map(({ index, entry }) => ({
        index,
        entry: Buffer.from(entry.bytes).toString(),
        disclosures: disclosuresOf(entry, [...entry.detached, ...(released.get(entry.event.version) ?? [])]),
      })),
    }
  })
}

/** The disclosures of these fields of an entry; a field that was not filled in has none. */
export function disclosuresOf({ event, salts }: TestEntry, fields: readonly string[]): string[] {
  const data = event.data as Readonly<Record<string, unknown>>
  return fields
    .filter(field => data[field] !== undefined)
    .map(name => disclosureText({ salt: must(salts[name], `a salt of ${name}`), name, value: data[name] }))
}

function releasedOf(stream: string, events: readonly WorldEvent[]): ReadonlyMap<number, readonly string[]> {
  return moduleOf(stream) === 'matter' ? releasedFields(fold(stream, events) as Matter, events) : new Map()
}

function rootOfEntries(entries: readonly Uint8Array[]): Uint8Array {
  const edge = emptyEdge()
  for (const entry of entries) appendLeaf(edge, leafHash(entry, nativeSha256), () => {}, nativeSha256)
  return edgeRoot(edge, nativeSha256)
}

function visibilitiesOf(stream: string, type: string): FieldVisibilities {
  const shape = must(moduleFor(stream).schemas[type], `events of type ${type}`)
  return Object.fromEntries(
    Object.entries(shape).map(([field, schema]) => [field, must(visibilityOf(schema), `a visibility of ${field}`)]),
  )
}

const digest = (text: string): Uint8Array => new Uint8Array(createHash('sha256').update(text).digest())
