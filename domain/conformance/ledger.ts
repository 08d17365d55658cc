import { type Catalogue, noCatalogue } from '../catalogue/catalogue.ts'
import { type Erasures, noErasures } from '../disclosure/erasure.ts'
import type { FollowUp } from '../follow-up/follow-up.ts'
import { idOf, moduleOf, type StreamModule } from '../ids.ts'
import type { Inspection } from '../inspection/inspection.ts'
import type { Matter } from '../matter/matter.ts'
import type { Meeting } from '../meeting/meeting.ts'
import { noOrganisation, type Organisation } from '../organisation/organisation.ts'
import { noRegister, type Register } from '../register/register.ts'
import { modules } from '../registry.ts'
import { closed } from '../result.ts'
import type { ReviewGroup } from '../review-group/review-group.ts'
import type { Rotation } from '../rotation/rotation.ts'
import { noRulebook, type Rulebook } from '../rulebook/rulebook.ts'
import type { SpotCheck } from '../spot-check/spot-check.ts'
import type { Supervision } from '../supervision/supervision.ts'
import type { Day, Instant } from '../time.ts'

/** What the public log says of a meeting besides its state: how many spoke and came, where who is hidden. */
export interface Sitting {
  meeting: Meeting
  /** Somebody else took the chair; who, is not public. */
  chairReplaced: boolean
  /** Items for which another presider was named. */
  readonly assigned: Set<string>
  attendance: number
  readonly items: Map<string, ItemTally>
  /** How many entries its signing must still be followed by. */
  pending: number
  /** Its signing, from which 督办 follow (MTG-013), and how many have. */
  signing: { readonly at: Instant; readonly by: Owed['by']; readonly index: number } | undefined
  ordered: number
}

/** What is counted of an item: opinions and recusals recorded, and the numbers with which it was taken up. */
export interface ItemTally {
  opinions: number
  recusals: number
  expected: number
}

/** Conditions of an agreement in principle as far as their numbers are public (E-23). */
export interface ConditionTally {
  readonly reported: Set<string>
  readonly confirmed: Set<string>
}

/** An entry that must come, because a command writes all of what follows from it at once (docs/decisions/0006). */
export interface Owed {
  readonly type: string
  /** Fields that it must say so, each with the clause it rests on. */
  readonly says: Readonly<Record<string, { readonly value: unknown; readonly clause: string }>>
  readonly at: Instant
  readonly by: { readonly post: string; readonly department: string }
  readonly clause: string
  /** What is missing when it does not come. */
  readonly missing: string
  /** The entry from which it follows. */
  readonly index: number
  /** The meeting whose signing it is. */
  readonly meeting?: string
  /** Whether it follows depends on what is not public, or on the release that wrote it: it may be absent. */
  readonly optional?: true
}

/** Where a stream stands. */
export interface Head {
  version: number
  at: Instant
  /** Of its last entry in the log. */
  index: number
}

/**
 * All that the replay knows at one moment: the states of the domain's own modules, folded from the entries so far. Of what
 * is over, only what later entries can ask for is kept, so that the ledger does not grow with the length of the log alone.
 */
export interface Ledger {
  organisation: Organisation
  rulebook: Rulebook
  catalogue: Catalogue
  erasures: Erasures
  erased: number
  readonly groups: Map<string, ReviewGroup>
  readonly matters: Map<string, Matter>
  readonly sittings: Map<string, Sitting>
  readonly summaries: Map<string, unknown>
  readonly followUps: Map<string, FollowUp>
  readonly rotations: Map<string, Rotation>
  register: Register
  readonly spotChecks: Map<string, SpotCheck>
  readonly inspections: Map<string, Inspection>
  readonly cards: Map<string, Supervision>
  readonly conditions: Map<string, ConditionTally>
  /** How many meetings of one body and year were called: `INITIAL-PLANNING-2026-`. */
  readonly called: Map<string, number>
  /** Of 报告 items, the matters by the quarter in which they were concluded: `DEMO-PM-01_2026Q3` (E-72). */
  readonly concluded: Map<string, string[]>
  /** Whether the log has frozen packets already: earlier releases wrote none (MTG-006). */
  packets: boolean
  readonly heads: Map<string, Head>
  readonly owed: Map<string, Owed[]>
  /** Streams with a public field that is too long for an entry and was not opened: nothing is concluded from them. */
  readonly blind: Set<string>
  /** Entries that no rule was applied to on that account. */
  unread: number
  /** Time limits that could only be estimated (E-70). */
  estimates: number
  last: { readonly stream: string; readonly at: Instant } | undefined
  /** Who could have acted as whom on the day that is being read. */
  actors: { organisation: Organisation; day: Day; known: Map<string, readonly string[]> }
}

export const emptyLedger = (): Ledger => ({
  organisation: noOrganisation,
  rulebook: noRulebook,
  catalogue: noCatalogue,
  erasures: noErasures,
  erased: 0,
  groups: new Map(),
  matters: new Map(),
  sittings: new Map(),
  summaries: new Map(),
  followUps: new Map(),
  rotations: new Map(),
  conditions: new Map(),
  called: new Map(),
  register: noRegister,
  spotChecks: new Map(),
  inspections: new Map(),
  cards: new Map(),
  concluded: new Map(),
  packets: false,
  heads: new Map(),
  owed: new Map(),
  blind: new Set(),
  unread: 0,
  estimates: 0,
  last: undefined,
  actors: { organisation: noOrganisation, day: '', known: new Map() },
})

/** The state of a stream as of the entries so far; what is not there yet is in its beginning. */
export const stateOf = (ledger: Ledger, stream: string): unknown => stateIn(ledger, moduleOf(stream), idOf(stream))

/** The same, by the parts of the stream's name. */
export function stateIn(ledger: Ledger, module: StreamModule, id: string): unknown {
  return knownState(ledger, module, id) ?? modules[module].initial(id)
}

function knownState(ledger: Ledger, module: StreamModule, id: string): unknown {
  switch (module) {
    case 'organisation':
      return ledger.organisation
    case 'rulebook':
      return ledger.rulebook
    case 'catalogue':
      return ledger.catalogue
    case 'disclosure':
      return ledger.erasures
    case 'matter':
      return ledger.matters.get(id)
    case 'meeting':
      return ledger.sittings.get(id)?.meeting
    case 'review-group':
      return ledger.groups.get(id)
    case 'follow-up':
      return ledger.followUps.get(id)
    case 'rotation':
      return ledger.rotations.get(id)
    case 'summary':
      return ledger.summaries.get(id)
    case 'register':
      return ledger.register
    case 'spot-check':
      return ledger.spotChecks.get(id)
    case 'inspection':
      return ledger.inspections.get(id)
    case 'supervision':
      return ledger.cards.get(id)
    case 'complaint':
    case 'accountability':
      return undefined
    default:
      return closed(module)
  }
}

export const tallyOf = (sitting: Sitting, matter: string): ItemTally => {
  const known = sitting.items.get(matter)
  if (known) return known
  const fresh: ItemTally = { opinions: 0, recusals: 0, expected: 0 }
  sitting.items.set(matter, fresh)
  return fresh
}
