import type { Entry } from '../log/entry.ts'
import type { Meeting } from '../meeting/meeting.ts'
import { foundation } from '../registry.ts'
import { dayOf, type Instant } from '../time.ts'
import { ACTOR, actorVerdict } from './actors.ts'
import type { Book, NamedRule } from './book.ts'
import { entailedBy, type Written } from './entailed.ts'
import { forget, remember } from './fold.ts'
import type { Head, Ledger, Owed } from './ledger.ts'
import { AFTER_SIGNING, FROZEN } from './minutes.ts'
import { PLAUSIBLE, SEEN, seenFault, strayFault, TIMES, timeFault, VERSIONS, versionFault } from './order.ts'
import { type Arrival, arrive, ENTAILED, expect, settle } from './owed.ts'
import { broken, type Fault, kept, type Rule, type Verdict } from './rule.ts'
import { rulesByType } from './rules.ts'
import { SHAPE, type Shape, shapeOf } from './shape.ts'
import { faultOfRevival, OVER } from './tiers.ts'
import { type Arrived, type Told, tell } from './told.ts'

const GOES_ON: NamedRule = { clause: 'S15', rule: '每条记录与此前的记录相容' }

/** Rules that are asked of every entry, whatever its type. */
export const generalRules: readonly NamedRule[] = [
  ...[VERSIONS, TIMES, PLAUSIBLE, SEEN, SHAPE, ENTAILED, OVER, FROZEN, GOES_ON, ACTOR],
]

/** Judges one entry by all that came before it, and enters it into the ledger. */
export function judge(arrived: Arrived, ledger: Ledger, book: Book): void {
  const { entry, stream, index } = arrived
  const head = ledger.heads.get(stream)
  book.enter(TIMES, asVerdict(timeFault(entry, head, ledger.last)), arrived)
  book.enter(SEEN, asVerdict(seenFault(entry, ledger)), arrived)
  book.enter(VERSIONS, asVerdict(versionFault(entry, head)), arrived)
  const stray = strayFault(entry, ledger.last)
  book.enter(PLAUSIBLE, asVerdict(stray), arrived)
  // What has been there already is said once to be there again, and not counted twice.
  if (!stray && entry.version > (head?.version ?? 0)) admit(arrived, ledger, book)
  moveHead(ledger, head, stray ? (head?.at ?? entry.at) : entry.at, entry, index)
  if (!stray) ledger.last = { stream, at: entry.at }
}

/** Heads are written over: there is one for every stream, and one move for every entry. */
function moveHead(
  ledger: Ledger,
  head: Head | undefined,
  at: Instant,
  { stream, version }: Entry,
  index: number,
): void {
  if (!head) {
    ledger.heads.set(stream, { version, at, index })
    return
  }
  head.version = Math.max(version, head.version)
  head.at = at
  head.index = index
}

const asVerdict = (fault: Fault | undefined): Verdict => (fault ? [fault] : kept)

function admit(arrived: Arrived, ledger: Ledger, book: Book): void {
  const { entry, module, opened, stream } = arrived
  const shape = shapeOf(entry, module, opened)
  book.enter(SHAPE, shape.faults, arrived)
  if (isUnread(stream, shape, ledger)) {
    ledger.unread += 1
    return
  }
  const arrival = arrive(entry, ledger)
  enterArrival(arrival, arrived, ledger, book)
  if (shape.state === 'FINE') apply(arrived, arrival.entailed, ledger, book)
  if (arrival.entailed) settle(ledger, arrival.entailed)
}

function enterArrival({ entailed, missing, faults }: Arrival, arrived: Arrived, ledger: Ledger, book: Book): void {
  for (const owed of missing) {
    enterMissing(arrived.stream, owed, book)
    settle(ledger, owed)
  }
  if (entailed || faults.length > 0) book.enter(ENTAILED, faults, arrived)
}

/** What should have followed from an entry and did not is said of that entry. */
export function enterMissing(stream: string, { missing, clause, index, at, optional }: Owed, book: Book): void {
  if (optional) return
  book.enter(ENTAILED, broken(missing, clause), { index, stream, day: dayOf(at) })
}

/** Where something public was not opened, neither that stream nor what rests on it is judged; how much, is reported. */
function isUnread(stream: string, shape: Shape, { blind }: Ledger): boolean {
  if (shape.state === 'BLIND') blind.add(stream)
  return blind.size > 0 && (blind.has(stream) || foundation.some(name => blind.has(name)))
}

function apply(arrived: Arrived, entailed: Owed | undefined, ledger: Ledger, book: Book): void {
  const told = tell(arrived, entailed, ledger)
  if (told.module === 'matter') {
    const revived = faultOfRevival(told)
    book.enter(OVER, asVerdict(revived), arrived)
    if (revived) return
  }
  if (told.module === 'meeting') {
    const frozen = (told.state as Meeting).stage === 'SIGNED' && !AFTER_SIGNING.includes(arrived.entry.type)
    book.enter(FROZEN, frozen ? broken(`纪要已经签发，其后又出现第${arrived.entry.version}条记录`) : kept, arrived)
    if (frozen) return
  }
  book.enter(GOES_ON, told.next === undefined ? broken('与此前的记录不相容，不能接在其后') : kept, arrived)
  book.enter(ACTOR, actorVerdict(told), arrived)
  for (const rule of rulesByType.get(told.entry.type) ?? []) book.enter(rule, verdictOf(rule, told), arrived)
  if (told.next !== undefined) enterIntoLedger(told, ledger)
}

/** The domain's functions throw on what cannot be: a falsified entry may name a rule set that does not exist. */
function verdictOf(rule: Rule, told: Told): Verdict {
  try {
    return rule.check(told)
  } catch {
    return UNASKABLE
  }
}

export const UNASKABLE = broken('所依据的规则版本或此前的记录在日志中不存在，不能核对')

function enterIntoLedger(told: Told, ledger: Ledger): void {
  const written = whatFollows(told)
  remember(told)
  expect(ledger, written)
  const awaited = written.some(([, owed]) => owed.meeting !== undefined)
  if (told.entry.type === 'meeting.minutes-signed' && !awaited) forget(ledger, told.id)
}

/** The same: from what cannot be asked, nothing is expected. */
function whatFollows(told: Told): readonly Written[] {
  try {
    return entailedBy(told)
  } catch {
    return []
  }
}
