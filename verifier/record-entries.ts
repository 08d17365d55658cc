import { utf8 } from '../domain/log/bytes.ts'
import { type Entry, openDisclosures } from '../domain/log/entry.ts'
import { leafHash } from '../domain/log/hashing.ts'
import type { RecordFile } from '../domain/log/record-file.ts'
import type { LogSource } from '../domain/log/source.ts'
import { readEntry } from './read-entry.ts'
import { readRecordFile } from './read-record.ts'

/** One entry of a stream as it was handed out: where it stands, what it says in clear, and what of the rest was opened. */
export interface OpenedEntry {
  readonly index: number
  readonly leaf: Uint8Array
  readonly entry: Entry
  /** Hidden fields by name; those of the actor as `by.person` and `by.onBehalfOf`. */
  readonly opened: Readonly<Record<string, unknown>>
}

export interface OpenedRecord {
  readonly entries: readonly OpenedEntry[]
  /** What is wrong with the record itself: entries unreadable, missing, of another stream. Whole sentences. */
  readonly faults: readonly string[]
  /** Disclosures that are not those of the entries they came with. */
  readonly swapped: readonly string[]
}

/** Reads a stream's record file; `undefined` when the log has none. @throws when that cannot be known */
export async function readRecord(source: LogSource, stream: string): Promise<OpenedRecord | undefined> {
  const reading = await readRecordFile(source, stream)
  if (reading.kind === 'unreadable') throw new Error(reading.sentence)
  if (reading.kind === 'wrong') return { entries: [], faults: [reading.sentence], swapped: [] }
  return reading.kind === 'found' ? openRecord(reading.record, stream) : undefined
}

function openRecord(file: RecordFile, stream: string): OpenedRecord {
  const entries: OpenedEntry[] = []
  const faults: string[] = []
  const swapped: string[] = []
  for (const { index, entry: text, disclosures } of file.entries) {
    const bytes = utf8(text)
    const entry = readEntry(bytes)
    if (!entry.ok) {
      faults.push(`第 ${index} 号条目读不出来：${entry.error.sentence}`)
      continue
    }
    const opened = openDisclosures(entry.value, disclosures)
    if (!opened.ok) swapped.push(`第 ${index} 号条目：${opened.error.sentence}`)
    entries.push({ index, leaf: leafHash(bytes), entry: entry.value, opened: opened.ok ? opened.value : {} })
  }
  return { entries, faults: [...faults, ...sequenceFaults(entries, stream)], swapped }
}

/** Every entry belongs to the stream, they are numbered 1, 2, 3 …, and stand in the log in that order. */
function sequenceFaults(entries: readonly OpenedEntry[], stream: string): string[] {
  const foreign = entries.find(({ entry }) => entry.stream !== stream)
  if (foreign) return [`第 ${foreign.index} 号条目属于「${foreign.entry.stream}」，不属于「${stream}」。`]
  const gap = entries.findIndex(({ entry }, at) => entry.version !== at + 1)
  if (gap >= 0) return [`第 ${gap + 1} 条登记没有交出：接下来是第 ${entries[gap]?.entry.version} 条。`]
  const back = entries.find(({ index }, at) => index <= (entries[at - 1]?.index ?? -1))
  return back ? [`第 ${back.entry.version} 条登记在日志里的位置（${back.index}）反而在前一条之前。`] : []
}
