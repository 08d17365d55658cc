import type { Read } from '../decider.ts'
import { type StreamModule, streams } from '../ids.ts'
import type { Entry } from '../log/entry.ts'
import { restoreEvent } from '../log/restore.ts'
import type { MatterFacts } from '../matter/facts.ts'
import { type Matter, noMatter } from '../matter/matter.ts'
import type { MeetingFacts } from '../meeting/facts.ts'
import { itemOf } from '../meeting/meeting.ts'
import type { Lookups } from '../module.ts'
import type { BaseFacts } from '../organisation/facts.ts'
import { modules } from '../registry.ts'
import type { Day } from '../time.ts'
import { stateAfter } from './fold.ts'
import { inferredFrom } from './inference.ts'
import { type Ledger, type Owed, type Sitting, stateIn, stateOf } from './ledger.ts'

/** Who asks where it does not matter who does: nobody's code, and not the blank that stands for a hidden person. */
const NOBODY = ''

/** One entry, ready to be judged: what it says, and what was known before it. */
export interface Told {
  readonly entry: Entry
  readonly index: number
  readonly module: StreamModule
  readonly id: string
  /** The civil day in Shanghai. */
  readonly day: Day
  /** Public fields as they are, and a blank for what is hidden. */
  readonly data: Readonly<Record<string, unknown>>
  readonly ledger: Ledger
  /** The stream's state before the entry. */
  readonly state: unknown
  /** The stream's state after it; `undefined` when the entry does not go with what came before. */
  readonly next: unknown
  /** The matter of the stream, or the one that a meeting's entry names; the blank matter when there is none. */
  readonly matter: Matter
  /** The meeting of the stream, or the one that a matter's entry names. */
  readonly sitting: Sitting | undefined
  /** Set when the entry follows from the one that a command wrote before it. */
  readonly entailed: Owed | undefined
}

/** What an entry is: its place in the log, the parts of its stream's name, and what of it was disclosed. */
export interface Arrived {
  readonly entry: Entry
  readonly index: number
  readonly stream: string
  readonly module: StreamModule
  readonly id: string
  readonly day: Day
  readonly opened: Readonly<Record<string, unknown>>
}

/**
 * Puts together what is known about an entry. What is hidden but follows from public entries is filled in (`inference.ts`);
 * what remains hidden is blank.
 */
export function tell(arrived: Arrived, entailed: Owed | undefined, ledger: Ledger): Told {
  const { entry, index, module, id, day, opened } = arrived
  const inferred = inferredFrom(entry, ledger)
  const event = restoreEvent(entry, modules[module].schemas, { ...inferred, ...opened })
  const { data } = event
  const state = stateIn(ledger, module, id)
  const matter = module === 'matter' ? id : named(data.matter)
  const meeting = module === 'meeting' ? id : named(data.meeting)
  return {
    entry,
    index,
    module,
    id,
    day,
    data,
    ledger,
    state,
    entailed,
    next: stateAfter(module, state, event),
    matter: (matter === undefined ? undefined : ledger.matters.get(matter)) ?? noMatter,
    sitting: meeting === undefined ? undefined : ledger.sittings.get(meeting),
  }
}

const named = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** What a decision of this moment is told, as if this person had asked. */
export const baseFor = ({ entry, day, ledger }: Told, person: string): BaseFacts => ({
  now: entry.at,
  today: day,
  person,
  organisation: ledger.organisation,
})

/** The facts of the stream's own module, put together as the server does. */
export function factsFor(told: Told, person: string, lookups: Lookups = {}): unknown {
  const { module, state, data, ledger } = told
  const read: Read = stream => stateOf(ledger, stream)
  return modules[module].facts(baseFor(told, person), state, data, read, lookups)
}

export const matterFacts = (told: Told, person = NOBODY): MatterFacts => factsFor(told, person) as MatterFacts

/** Facts of a meeting for one of its items alone: a long agenda is not gathered for every opinion. */
export function meetingFacts(told: Told, sitting: Sitting, matter?: string, person = NOBODY): MeetingFacts {
  const { ledger } = told
  const { kind, body } = sitting.meeting
  const named = matter === undefined ? [] : [matter, ...(itemOf(sitting.meeting, matter)?.reference ?? [])]
  return {
    ...baseFor(told, person),
    rulebook: ledger.rulebook,
    group: kind === 'GROUP' ? ledger.groups.get(body) : undefined,
    matters: Object.fromEntries(named.map(one => [one, stateOf(ledger, streams.matter(one)) as Matter])),
  }
}
