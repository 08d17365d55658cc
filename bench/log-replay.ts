import { createReplay } from '../domain/conformance/replay.ts'
import { idOf, moduleOf, streams } from '../domain/ids.ts'
import { type Entry, parseEntry } from '../domain/log/entry.ts'
import { meetingId, partsOfMeetingId } from '../domain/meeting/ids.ts'
import { must } from '../domain/result.ts'
import { entriesOf } from '../test/support/log.ts'
import { demonstratedWorld } from '../test/support/story.ts'
import { type Figure, figure, median } from './support.ts'

const ROUNDS = 3
const WARM_UP = 50_000
const CHUNK = 20_000
const WINDOW_MS = 4 * 60_000
const AT_ONCE = 32

/**
 * Entries a second through the rules, of 100,000 and of 1,000,000: the demonstration's story, told by many at once. The
 * larger has the smaller as its peer: a replay whose cost grew with the length of the log would fall behind.
 */
export async function logReplay(): Promise<Record<string, Figure>> {
  const story = await storyEntries()
  replayRate(story, WARM_UP)
  const rounds = Array.from(
    { length: ROUNDS },
    () => [replayRate(story, 100_000), replayRate(story, 1_000_000)] as const,
  )
  const small = median(rounds.map(([rate]) => rate))
  const large = median(rounds.map(([, rate]) => rate))
  return {
    replay_entries_per_second: figure(small, '1/s', null, '≥ 50000/s'),
    replay_entries_per_second_at_1m: figure(large, '1/s', small, '≥ 50000/s, ratio ≥ 0.8'),
  }
}

async function storyEntries(): Promise<readonly Entry[]> {
  const { events } = await demonstratedWorld()
  // A summary names every matter of its quarter, of all copies; it is left out, being two entries of three thousand.
  const told = entriesOf(events.filter(e => moduleOf(e.stream) !== 'summary'))
  return told.map(({ bytes }) => {
    const parsed = parseEntry(bytes)
    if (!parsed.ok) throw new Error(parsed.error.sentence)
    return parsed.value
  })
}

/** Only the replay is timed, not the making of its entries. */
function replayRate(story: readonly Entry[], size: number): number {
  const replay = createReplay()
  let milliseconds = 0
  let index = 0
  for (const chunk of chunksOf(copiesOf(story, size))) {
    const started = performance.now()
    for (const entry of chunk) replay.see(entry, index++)
    milliseconds += performance.now() - started
  }
  const started = performance.now()
  replay.finish()
  return (index / (milliseconds + performance.now() - started)) * 1000
}

function* chunksOf(entries: Iterable<Entry>): Iterable<readonly Entry[]> {
  let chunk: Entry[] = []
  for (const entry of entries) {
    chunk.push(entry)
    if (chunk.length === CHUNK) {
      yield chunk
      chunk = []
    }
  }
  yield chunk
}

/**
 * The story's matters and meetings many times over, in waves of several copies at once: a few minutes of the story, then the
 * same minutes of every other copy under other numbers. The foundation is laid once; each wave begins the story's three
 * months again, which is one finding more, and leaves behind what it closed, as years do.
 */
export function* copiesOf(story: readonly Entry[], size: number): Iterable<Entry> {
  const shared = story.filter(({ stream }) => isShared(stream)).length
  const copies = Math.ceil((size - shared) / (story.length - shared))
  const minutes = [...Map.groupBy(story, ({ at }) => Math.floor(Date.parse(at) / WINDOW_MS)).values()]
  const called = new Map<string, number>()
  for (let first = 0; first < copies; first += AT_ONCE) {
    const wave = Array.from({ length: Math.min(AT_ONCE, copies - first) }, (_, copy) => renaming(first + copy))
    for (const entries of minutes) {
      for (const [copy, rename] of wave.entries()) {
        for (const entry of entries) {
          if (!isShared(entry.stream)) yield copyOf(entry, rename, called)
          else if (first + copy === 0) yield entry
        }
      }
    }
  }
}

const isShared = (stream: string): boolean => !['matter', 'meeting'].includes(moduleOf(stream))

interface Renaming {
  readonly matter: (id: string) => string
  /** By the story's own id. */
  readonly meetings: Map<string, string>
}

const renaming = (copy: number): Renaming => ({
  matter: id => `${id.slice(0, 5)}${String(copy * 1000 + Number(id.slice(5))).padStart(6, '0')}`,
  meetings: new Map(),
})

function copyOf(entry: Entry, rename: Renaming, called: Map<string, number>): Entry {
  const { data, stream } = entry
  const own = idOf(stream)
  const renamed: Record<string, unknown> = { ...data }
  if (entry.type === 'meeting.called') renamed.seq = calling(own, rename, called)
  const meeting = (id: unknown) => must(rename.meetings.get(String(id)), `a copy of meeting ${String(id)}`)
  for (const field of ['matter', 'previous']) if (data[field]) renamed[field] = rename.matter(String(data[field]))
  if (data.meeting) renamed.meeting = meeting(data.meeting)
  const isMatter = moduleOf(stream) === 'matter'
  return {
    ...entry,
    stream: isMatter ? streams.matter(rename.matter(own)) : streams.meeting(meeting(own)),
    data: renamed,
  }
}

/** Meetings of one body are numbered in the order in which they are called, whichever copy calls. */
function calling(id: string, rename: Renaming, called: Map<string, number>): number {
  const { kind, body, year } = must(partsOfMeetingId(id), 'a meeting id')
  const series = meetingId(kind, body, year, 0)
  const seq = (called.get(series) ?? 0) + 1
  called.set(series, seq)
  rename.meetings.set(id, meetingId(kind, body, year, seq))
  return seq
}
