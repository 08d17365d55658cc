import { createReplay } from '../domain/conformance/replay.ts'
import type { ReplayReport } from '../domain/conformance/report.ts'
import { streams } from '../domain/ids.ts'
import type { LogSource } from '../domain/log/source.ts'
import { meetingId, partsOfMeetingId } from '../domain/meeting/ids.ts'
import { foundation } from '../domain/registry.ts'
import type { Day } from '../domain/time.ts'
import { whyNotIncluded } from './inclusion.ts'
import { type OpenedEntry, readRecord } from './record-entries.ts'
import { readTrust } from './trust.ts'

export interface MatterReplay {
  /** Findings on the matter itself and on the meetings that dealt with it; the rest as the replay says it. */
  readonly report: ReplayReport
  /** Streams that were read. */
  readonly streams: number
}

/**
 * Replays the rules over one matter: its own entries, the meetings that dealt with it, and whatever these stand on. All of
 * them are proved to be in the log first. @returns why it cannot be done, when a record is missing or is not what the log holds.
 * @throws when a record cannot be read
 */
export async function replayMatter(
  source: LogSource,
  stream: string,
  today: Day,
  onProgress: (sentence: string) => void = () => {},
): Promise<MatterReplay | string> {
  onProgress('正在读取本件和有关会议的登记……')
  const records = await gather(source, stream)
  if (typeof records === 'string') return records
  const entries = [...records.values()].flat().toSorted((a, b) => a.index - b.index)
  onProgress(`正在核对 ${records.size} 份记录、${entries.length} 条登记是否都在日志里……`)
  const trust = await readTrust(source)
  if (!trust.checkpoint) return trust.steps[0]?.sentence ?? '日志的检查点不可信。'
  const why = await whyNotIncluded(source, trust.checkpoint, entries)
  if (why) return `登记不在日志里：${why}`

  onProgress('正在按规则重演……')
  const replay = createReplay({ today })
  for (const { entry, index, opened } of entries) replay.see(entry, index, opened)
  const report = replay.finish()
  const concerned = new Set([stream, ...meetingsOf(records.get(stream) ?? []).map(streams.meeting)])
  const findings = report.findings.filter(finding => concerned.has(finding.stream))
  return { report: { ...report, findings }, streams: records.size }
}

type Records = Map<string, readonly OpenedEntry[]>

/** Every record that bears on the matter, or what is wrong with one of them. */
async function gather(source: LogSource, stream: string): Promise<Records | string> {
  const records: Records = new Map()
  const read = async (names: readonly string[]) => {
    const wanted = [...new Set(names)].filter(name => !records.has(name))
    for (const [at, record] of (await Promise.all(wanted.map(name => readRecord(source, name)))).entries()) {
      const fault = record?.faults[0] ?? record?.swapped[0]
      if (fault) return fault
      if (record) records.set(wanted[at] ?? '', record.entries)
    }
    return undefined
  }
  const meetings = () => meetingsOf(records.get(stream) ?? [])
  const fault =
    (await read([stream, ...foundation])) ??
    (await read([...meetings().flatMap(upTo), ...previousOf(records.get(stream) ?? [])])) ??
    (await read(meetings().flatMap(id => [...agendaOf(records.get(streams.meeting(id)) ?? []), ...groupsOf(id)])))
  if (fault) return fault
  const missing = [stream, ...foundation, ...meetings().map(streams.meeting)].find(name => !records.has(name))
  return missing ? `日志没有提供「${missing}」的记录。` : records
}

/** The meetings on whose agenda the matter was, or that concluded it. */
function meetingsOf(entries: readonly OpenedEntry[]): readonly string[] {
  return [
    ...new Set(entries.flatMap(({ entry }) => (typeof entry.data.meeting === 'string' ? entry.data.meeting : []))),
  ]
}

/** A meeting with those of its series before it: whether it bears the right number can only be told beside them. */
function upTo(id: string): readonly string[] {
  const parts = partsOfMeetingId(id)
  if (!parts) return [streams.meeting(id)]
  const { kind, body, year, seq } = parts
  return Array.from({ length: seq }, (_, at) => streams.meeting(meetingId(kind, body, year, at + 1)))
}

const previousOf = (entries: readonly OpenedEntry[]): readonly string[] =>
  entries.flatMap(({ entry }) => (typeof entry.data.previous === 'string' ? streams.matter(entry.data.previous) : []))

const agendaOf = (entries: readonly OpenedEntry[]): readonly string[] =>
  entries.flatMap(({ entry }) => (typeof entry.data.matter === 'string' ? streams.matter(entry.data.matter) : []))

/** The rotation of the review group that met, with those before it: each is crossed with the one before. */
function groupsOf(meeting: string): readonly string[] {
  const parts = partsOfMeetingId(meeting)
  const [, board, number] = parts?.kind === 'GROUP' ? (/^(.+)-(\d+)$/.exec(parts.body) ?? []) : []
  if (board === undefined) return []
  return Array.from({ length: Number(number) }, (_, at) => streams.reviewGroup(`${board}-${at + 1}`))
}
