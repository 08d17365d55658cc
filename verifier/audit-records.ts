/**
 * The published record files against the log: each gives all entries of its stream and no others, as the log has them and
 * where it has them, and what it discloses is what these entries committed to.
 */
import { utf8 } from '../domain/log/bytes.ts'
import { openDisclosures } from '../domain/log/entry.ts'
import { HASH_BYTES, leafHash, portableSha256, type Sha256, sameBytes } from '../domain/log/hashing.ts'
import { type RecordFile, recordPath } from '../domain/log/record-file.ts'
import type { LogSource } from '../domain/log/source.ts'
import { inOrder } from './in-order.ts'
import { readEntry } from './read-entry.ts'
import { type RecordReading, readRecordFile } from './read-record.ts'
import { grouped, type Step } from './step.ts'

export interface RecordAudit {
  /** Sees every entry of the log once, in order. */
  readonly see: (stream: string, bytes: Uint8Array, index: number) => void
  /** Reads the record files of all streams seen. */
  readonly finish: () => Promise<RecordFindings>
}

export interface RecordFindings {
  /** Absent when reading failed. */
  readonly step?: Step
  readonly unreadable?: string
}

/** What is kept of a stream: all its entries so far, chained into one hash. */
interface Seen {
  chain: Uint8Array
  entries: number
}

const AHEAD = 8

export function recordAudit(source: LogSource, sha256: Sha256 = portableSha256): RecordAudit {
  const streams = new Map<string, Seen>()
  let size = 0
  return {
    see: (stream, bytes, index) => {
      const seen = streams.get(stream) ?? noEntries()
      streams.set(stream, chained(seen, bytes, index, sha256))
      size = index + 1
    },
    finish: () => auditRecords(source, streams, size, sha256),
  }
}

async function auditRecords(
  source: LogSource,
  streams: ReadonlyMap<string, Seen>,
  size: number,
  sha256: Sha256,
): Promise<RecordFindings> {
  const names = [...streams.keys()]
  const read = async (at: number) => {
    const stream = names[at] ?? ''
    return { stream, reading: await readRecordFile(source, stream) }
  }
  const faults: string[] = []
  const counts = { disclosed: 0, missing: 0 }
  for await (const { stream, reading } of inOrder(names.length, AHEAD, read)) {
    if (reading.kind === 'unreadable') return { unreadable: reading.sentence }
    if (reading.kind === 'missing') counts.missing++
    else {
      const checked = checkReading(reading, streams.get(stream) ?? noEntries(), size, sha256)
      if (typeof checked === 'string') faults.push(checked)
      else counts.disclosed += checked
    }
  }
  return { step: stepOf(names.length, counts, faults) }
}

/** @returns how many fields the record discloses, or the first thing that is wrong with it. */
function checkReading(reading: RecordReading, seen: Seen, size: number, sha256: Sha256): number | string {
  if (reading.kind !== 'found') return reading.sentence
  const path = recordPath(reading.record.stream)
  // The log may have grown since its checkpoint was read; what came later is beyond what is audited.
  const entries = reading.record.entries.filter(({ index }) => index < size)
  if (!isWhole(entries, seen, sha256)) return `${path} 的条目与日志中该流的条目不符：有缺少、多出、改动或次序不同。`
  for (const { index, entry, disclosures } of entries) {
    const parsed = readEntry(utf8(entry))
    const opened = parsed.ok ? openDisclosures(parsed.value, disclosures, sha256) : parsed
    if (!opened.ok) return `${path} 第 ${index} 号条目：${opened.error.sentence}`
  }
  return entries.reduce((total, { disclosures }) => total + disclosures.length, 0)
}

function isWhole(entries: RecordFile['entries'], seen: Seen, sha256: Sha256): boolean {
  const given = entries.reduce((sofar, { entry, index }) => chained(sofar, utf8(entry), index, sha256), noEntries())
  return given.entries === seen.entries && sameBytes(given.chain, seen.chain)
}

const noEntries = (): Seen => ({ chain: new Uint8Array(HASH_BYTES), entries: 0 })

/** The hash of what came before, the index in 8 bytes, and the leaf's hash. */
function chained({ chain, entries }: Seen, bytes: Uint8Array, index: number, sha256: Sha256): Seen {
  const link = new Uint8Array(2 * HASH_BYTES + 8)
  link.set(chain)
  new DataView(link.buffer).setBigUint64(HASH_BYTES, BigInt(index))
  link.set(leafHash(bytes, sha256), HASH_BYTES + 8)
  return { chain: sha256(link), entries: entries + 1 }
}

function stepOf(
  streams: number,
  { disclosed, missing }: { readonly disclosed: number; readonly missing: number },
  faults: readonly string[],
): Step {
  const left = missing > 0 ? `另有 ${grouped(missing)} 个流没有提供记录文件，未核对。` : ''
  const [first] = faults
  if (first !== undefined) {
    const others = faults.length > 1 ? `另有 ${grouped(faults.length - 1)} 个记录文件不符。` : ''
    return { name: 'records', ok: false, sentence: `${first}${others}${left}` }
  }
  if (missing === streams) {
    return { name: 'records', ok: true, skipped: true, sentence: '没有提供记录文件，公开的内容未与日志核对。' }
  }
  const checked = `${grouped(streams - missing)} 个记录文件的条目与日志相同，公开的 ${grouped(disclosed)} 项内容与条目的承诺相符。`
  return { name: 'records', ok: true, sentence: `${checked}${left}` }
}
