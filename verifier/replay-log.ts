/** Hands the entries of a log, one by one, to the replay of the rules, with the public fields that were too long to stand in them. */
import { createReplay } from '../domain/conformance/replay.ts'
import type { Finding, ReplayReport, UncheckedRule } from '../domain/conformance/report.ts'
import { moduleOf } from '../domain/ids.ts'
import { type Entry, openDisclosures } from '../domain/log/entry.ts'
import { portableSha256, type Sha256 } from '../domain/log/hashing.ts'
import type { LogSource } from '../domain/log/source.ts'
import { modules } from '../domain/registry.ts'
import type { Refusal, Result } from '../domain/result.ts'
import { visibilityOf } from '../domain/schema.ts'
import type { Day } from '../domain/time.ts'
import { type RecordReading, readRecordFile } from './read-record.ts'

export interface LogReplay {
  /** Takes every entry of the log once, in order. When it returns a promise, the next entry has to wait for it. */
  readonly see: (entry: Result<Entry>, index: number) => void | Promise<void>
  readonly finish: () => ReplayReport
}

export interface ReplayOptions {
  readonly today?: Day
  readonly sha256?: Sha256
}

/** Nothing is proved by this alone: that the entries are those of the log is for the audit to say. */
export function replayLog(source: LogSource, { today, sha256 = portableSha256 }: ReplayOptions = {}): LogReplay {
  const replay = createReplay(today === undefined ? {} : { today })
  const unread: Finding[] = []
  const unopened: UncheckedRule[] = []
  const records = lastRecords(source)

  const opened = async (entry: Entry, index: number): Promise<void> => {
    const fields = openedFields(await records(entry.stream), entry, index, sha256)
    if (fields.kind === 'opened') return replay.see(entry, index, fields.fields)
    if (fields.kind === 'false') unread.push(findingOf(fields.refusal, index, entry.stream))
    else
      unopened.push({ clause: 'S11', rule: `第 ${index} 号条目（${entry.type}）中另行公开的长内容`, why: fields.why })
    replay.see(entry, index)
  }
  return {
    see: (entry, index) => {
      if (!entry.ok) return void unread.push(findingOf(entry.error, index))
      return isShortened(entry.value) ? opened(entry.value, index) : replay.see(entry.value, index)
    },
    finish: () => {
      const report = replay.finish()
      return {
        ...report,
        findings: [...report.findings, ...unread].toSorted((a, b) => a.index - b.index),
        unchecked: [...report.unchecked, ...unopened],
      }
    },
  }
}

const findingOf = ({ clause, sentence }: Refusal, index: number, stream = ''): Finding => ({
  index,
  stream,
  clause,
  sentence,
})

/**
 * Whether public fields were taken out of the entry because it was too long: it then has a digest more than its type has
 * hidden fields (`buildEntry`).
 */
function isShortened({ stream, type, data }: Entry): boolean {
  const digests = data._sd?.length ?? 0
  return digests > hiddenFields(stream, type)
}

const counts = new Map<string, number>()

function hiddenFields(stream: string, type: string): number {
  const known = counts.get(type)
  if (known !== undefined) return known
  const module = moduleOf(stream)
  const shape = Object.hasOwn(modules, module) ? modules[module].schemas[type] : undefined
  // Of what this program does not know, the replay says so.
  if (!shape) return Number.POSITIVE_INFINITY
  const count = Object.values(shape).filter(schema => visibilityOf(schema) !== 'public').length
  counts.set(type, count)
  return count
}

type Opened =
  | { readonly kind: 'opened'; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly kind: 'false'; readonly refusal: Refusal }
  | { readonly kind: 'closed'; readonly why: string }

function openedFields(reading: RecordReading, entry: Entry, index: number, sha256: Sha256): Opened {
  if (reading.kind !== 'found') return { kind: 'closed', why: reading.sentence }
  const own = reading.record.entries.find(recorded => recorded.index === index)
  if (!own) return { kind: 'closed', why: '记录文件里没有这个条目。' }
  const fields = openDisclosures(entry, own.disclosures, sha256)
  return fields.ok ? { kind: 'opened', fields: fields.value } : { kind: 'false', refusal: fields.error }
}

/** Entries of one stream with long fields come after each other more often than not; the last record read is kept. */
function lastRecords(source: LogSource): (stream: string) => Promise<RecordReading> {
  let last: { readonly stream: string; readonly reading: RecordReading } | undefined
  return async stream => {
    if (last?.stream !== stream) last = { stream, reading: await readRecordFile(source, stream) }
    return last.reading
  }
}
