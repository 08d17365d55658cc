import type { Entry } from '../log/entry.ts'
import type { Head, Ledger } from './ledger.ts'
import type { Fault } from './rule.ts'

export const VERSIONS = { clause: 'S15', rule: '同一记录流的序号从1起连续，不缺、不重' }
export const TIMES = { clause: 'S15', rule: '记录的时间不倒退' }
export const SEEN = { clause: 'S15', rule: '作决定时所看的记录，在日志中先于该决定，且是当时最新的' }

export const PLAUSIBLE = { clause: 'S15', rule: '记录的时间和所称的时间，相隔不超过三十年' }

/**
 * How far a time may lie before the one before it. Commands that met at a stream waited for each other, and several servers
 * have several clocks; more than that is no accident.
 */
const TOLERANCE_MS = 5 * 60_000

/** The texts are compared first: they are of one form, and almost every entry is in order. */
const before = (earlier: string, later: string): boolean =>
  earlier < later && Date.parse(earlier) + TOLERANCE_MS < Date.parse(later)

/** S15: each stream counts its own entries. */
export function versionFault({ version }: Entry, head: Head | undefined): Fault | undefined {
  const expected = (head?.version ?? 0) + 1
  if (version === expected) return undefined
  return version > expected
    ? { sentence: `应为第${expected}条，却是第${version}条，缺${version - expected}条` }
    : { sentence: `第${version}条已经有过，又出现一次` }
}

/** S15: neither in its own stream nor beside the entry before it does an entry go back in time. */
export function timeFault({ at }: Entry, own: Head | undefined, last: Ledger['last']): Fault | undefined {
  if (own && before(at, own.at)) return { sentence: `时间${at}早于同一记录流的上一条（${own.at}）` }
  return last && before(at, last.at)
    ? { sentence: `时间${at}早于日志的上一条（${last.stream}，${last.at}）` }
    : undefined
}

/**
 * S15: what a decision looked at (`seen`) is in the log before it. An older version may be named only when the newer one came
 * at the same moment: whoever looks holds the head, and the newer entry waits.
 */
export function seenFault({ seen, at }: Entry, { heads }: Ledger): Fault | undefined {
  for (const stream in seen) {
    const version = seen[stream] ?? 0
    const head = heads.get(stream)
    if (!head) return { sentence: `称看过「${stream}」第${version}条，而日志中此前没有这个记录流` }
    if (version > head.version) {
      return { sentence: `称看过「${stream}」第${version}条，而日志中此前只到第${head.version}条` }
    }
    if (version < head.version && before(head.at, at)) {
      return { sentence: `只看到「${stream}」第${version}条，而当时已有第${head.version}条` }
    }
  }
  return undefined
}

const MOST_YEARS = 30

/**
 * S15: clocks count day by day, and a moment thousands of years away would keep a reader of the log busy for as long as its
 * writer likes. Such an entry is named and not read.
 */
export function strayFault({ at, data }: Entry, last: Ledger['last']): Fault | undefined {
  if (last && yearsBetween(at, last.at) > MOST_YEARS)
    return { sentence: `时间${at}与日志的上一条（${last.at}）相隔过久` }
  const stray = data.handledAt ?? data.scheduledAt
  return stray === undefined || yearsBetween(stray, at) <= MOST_YEARS
    ? undefined
    : { sentence: `所称的时间${String(stray)}与记录的时间相隔过久` }
}

/** Of what is no moment, nothing is said here: its shape is wrong. */
const yearsBetween = (a: unknown, b: string): number =>
  Math.abs(Number(String(a).slice(0, 4)) - Number(b.slice(0, 4))) || 0
