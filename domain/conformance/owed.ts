import { canonical } from '../canonical.ts'
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
  [
    'meeting.packet-frozen',
    { clause: 'MTG-006', sentence: '称会议材料已冻结，而没有发出会议通知，也没有列入临时议题' },
  ],
  ['catalogue.review-concluded', { clause: 'S135', sentence: '称领导小组已审议职权目录，而没有签发的会议纪要' }],
  ['matter.special-group-designated', { clause: 'E-11', sentence: '称已指定特别复核组，而没有签发的领导小组会议纪要' }],
  ['follow-up.ordered', { clause: 'MTG-013', sentence: '有督办事项，而没有签发的会议纪要' }],
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
  const [missing, entailed] = at < 0 ? [list, orderedBy(entry, ledger)] : [list.slice(0, at), list[at]]
  const left = at < 0 ? [] : list.slice(at + 1)
  if (left.length > 0) ledger.owed.set(entry.stream, left)
  else ledger.owed.delete(entry.stream)
  const uncalled = entailed ? undefined : consequences.get(entry.type)
  return { entailed, missing, faults: entailed ? differences(entry, entailed) : uncalled ? [uncalled] : [] }
}

/** MTG-013: what was resolved is not public, and so not how many 督办 follow; each that comes is of one signing, in order. */
function orderedBy({ type, data }: Entry, { sittings }: Ledger): Owed | undefined {
  const sitting = type === 'follow-up.ordered' ? sittings.get(String(data.meeting)) : undefined
  if (!sitting?.signing) return undefined
  const says = { no: { value: sitting.ordered + 1, clause: 'MTG-013' } }
  return { type, says, ...sitting.signing, clause: 'MTG-013', missing: '', optional: true }
}

function differences({ at, data }: Entry, owed: Owed): readonly Fault[] {
  const late = at === owed.at ? [] : [{ sentence: `时间为${at}，与引起它的记录（${owed.at}）不在同一时刻` }]
  const other = Object.entries(owed.says)
    .filter(([field, { value }]) => canonical(value) !== canonical(data[field] ?? null))
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
    list
      .filter(({ at, optional }) => !optional && Date.parse(at) + GRACE_MS < end)
      .map(owed => [stream, owed] as const),
  )
}
