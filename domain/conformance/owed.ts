import type { Entry } from '../log/entry.ts'
import type { Written } from './entailed.ts'
import { forget } from './fold.ts'
import type { Ledger, Owed } from './ledger.ts'
import type { Fault } from './rule.ts'
import { nameOfField, shown } from './words.ts'

export const ENTAILED = { clause: 'S15', rule: '一项决定所引起的各条记录在同一时刻写入，齐全而且一致' }

/** How long after a decision the log must go on before what is missing is called missing: it may end within a transaction. */
const GRACE_MS = 5 * 60_000

/** Types that only ever follow from another entry, with what is said of one that followed from nothing. */
const consequences = new Map<string, Fault>([
  ['matter.listed', { clause: 'MTG-007', sentence: '称已列入会议议程，而会议没有把本件列入议程' }],
  ['matter.unlisted', { clause: 'MTG-007', sentence: '称已退出会议议程，而会议没有撤下或顺延本件' }],
  ['matter.meeting-noticed', { clause: 'MTG-006', sentence: '称会议通知已发出，而会议没有发出通知' }],
  ['matter.rectification-ordered', { clause: 'E-25', sentence: '有整改任务，而没有哪一级对事后报备作出不同意' }],
])

export function expect(ledger: Ledger, written: readonly Written[]): void {
  for (const [stream, owed] of written) {
    const list = ledger.owed.get(stream)
    if (list) list.push(owed)
    else ledger.owed.set(stream, [owed])
    const sitting = owed.meeting === undefined ? undefined : ledger.sittings.get(owed.meeting)
    if (sitting) sitting.pending += 1
  }
}

export interface Arrival {
  /** The expected entry that this one is. */
  readonly entailed: Owed | undefined
  /** What should have come on this stream before it and did not. */
  readonly missing: readonly Owed[]
  readonly faults: readonly Fault[]
}

/** What an entry is of all that is expected on its stream: a stream's next entry can only be the first of them. */
export function arrive(entry: Entry, ledger: Ledger): Arrival {
  const list = ledger.owed.get(entry.stream) ?? []
  const at = list.findIndex(owed => owed.type === entry.type)
  const [missing, entailed] = at < 0 ? [list, undefined] : [list.slice(0, at), list[at]]
  const left = at < 0 ? [] : list.slice(at + 1)
  if (left.length > 0) ledger.owed.set(entry.stream, left)
  else ledger.owed.delete(entry.stream)
  const uncalled = entailed ? undefined : consequences.get(entry.type)
  return { entailed, missing, faults: entailed ? differences(entry, entailed) : uncalled ? [uncalled] : [] }
}

function differences({ at, data }: Entry, owed: Owed): readonly Fault[] {
  const late = at === owed.at ? [] : [{ sentence: `时间为${at}，与引起它的记录（${owed.at}）不在同一时刻` }]
  const other = Object.entries(owed.says)
    .filter(([field, { value }]) => value !== data[field])
    .map(([field, { value, clause }]) => ({
      sentence: `${nameOfField(field)}应为${shown(value)}，实为${shown(data[field])}`,
      clause,
    }))
  return [...late, ...other]
}

/** To be called when an expected entry was dealt with and entered, or given up. */
export function settle(ledger: Ledger, owed: Owed): void {
  const sitting = owed.meeting === undefined ? undefined : ledger.sittings.get(owed.meeting)
  if (!sitting || owed.meeting === undefined) return
  sitting.pending -= 1
  if (sitting.pending === 0) forget(ledger, owed.meeting)
}

/** What never came, although the log goes on long enough after what it should have followed. */
export function outstanding(ledger: Ledger): readonly Written[] {
  const end = Date.parse(ledger.last?.at ?? '')
  return [...ledger.owed].flatMap(([stream, list]) =>
    list.filter(({ at }) => Date.parse(at) + GRACE_MS < end).map(owed => [stream, owed] as const),
  )
}
