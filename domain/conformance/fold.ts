import type { Catalogue } from '../catalogue/catalogue.ts'
import type { Erasures } from '../disclosure/erasure.ts'
import type { FollowUp } from '../follow-up/follow-up.ts'
import type { StreamModule } from '../ids.ts'
import type { Inspection } from '../inspection/inspection.ts'
import type { Conclusion } from '../matter/events.ts'
import { type Matter, noMatter } from '../matter/matter.ts'
import { isOver } from '../matter/route.ts'
import type { Meeting } from '../meeting/meeting.ts'
import type { StoredEvent } from '../module.ts'
import type { Organisation } from '../organisation/organisation.ts'
import type { Register } from '../register/register.ts'
import { modules } from '../registry.ts'
import { closed } from '../result.ts'
import type { ReviewGroup } from '../review-group/review-group.ts'
import type { Rotation } from '../rotation/rotation.ts'
import type { Rulebook } from '../rulebook/rulebook.ts'
import type { SpotCheck } from '../spot-check/spot-check.ts'
import type { Supervision } from '../supervision/supervision.ts'
import { dayOf, quarterOf } from '../time.ts'
import { type Ledger, type Sitting, tallyOf } from './ledger.ts'
import type { Told } from './told.ts'

/** Events of which the public knows nothing that a later rule asks: counted at most, and not folded. */
const unfolded = new Set([
  'matter.material-attached',
  'matter.material-removed',
  'matter.controls-checked',
  'meeting.attendance-recorded',
  'meeting.opinion-recorded',
  'meeting.recusal-recorded',
  'meeting.written-opinion-recorded',
  'meeting.opinion-supplemented',
  'meeting.packet-acknowledged',
  'meeting.minutes-commented',
])

/**
 * The state after an event, by the domain's own function. `undefined` when the event does not go with what came before: these
 * functions throw on what cannot be, and in a log that somebody else wrote, it can.
 */
export function stateAfter(module: StreamModule, state: unknown, event: StoredEvent): unknown {
  if (unfolded.has(event.type)) return state
  try {
    return modules[module].evolve(state, event)
  } catch {
    return undefined
  }
}

/** Enters into the ledger what an entry says. */
export function remember(told: Told): void {
  const { ledger, id, module, next } = told
  switch (module) {
    case 'organisation':
      ledger.organisation = next as Organisation
      return
    case 'rulebook':
      ledger.rulebook = next as Rulebook
      return
    case 'catalogue':
      ledger.catalogue = next as Catalogue
      return
    case 'disclosure':
      ledger.erasures = next as Erasures
      if (told.entry.type === 'disclosure.salt-destroyed') ledger.erased += 1
      return
    case 'review-group':
      ledger.groups.set(id, next as ReviewGroup)
      return
    case 'follow-up':
      ledger.followUps.set(id, next as FollowUp)
      if (told.entry.type === 'follow-up.ordered' && told.sitting) told.sitting.ordered += 1
      return
    case 'rotation':
      ledger.rotations.set(id, next as Rotation)
      return
    case 'summary':
      ledger.summaries.set(id, next)
      return
    case 'matter':
      rememberMatter(told, next as Matter)
      return
    case 'meeting':
      rememberMeeting(told, next as Meeting)
      return
    case 'register':
      ledger.register = next as Register
      return
    case 'spot-check':
      ledger.spotChecks.set(id, next as SpotCheck)
      return
    case 'inspection':
      ledger.inspections.set(id, next as Inspection)
      return
    case 'supervision':
      ledger.cards.set(id, next as Supervision)
      return
    // Confidential: never in the public log (ids.ts).
    case 'complaint':
    case 'accountability':
      return
    default:
      closed(module)
  }
}

function rememberMatter({ ledger, id, entry, data, matter: before }: Told, after: Matter): void {
  ledger.matters.set(id, isSettled(after) ? whatIsLeftOf(after) : after)
  if (isSettled(after)) ledger.conditions.delete(id)
  if (entry.type === 'matter.tier-concluded' && (data.conclusion as Conclusion) === 'AGREED_IN_PRINCIPLE') {
    ledger.conditions.set(id, { reported: new Set(), confirmed: new Set() })
  }
  if (entry.type === 'matter.condition-reported') ledger.conditions.get(id)?.reported.add(String(data.condition))
  if (entry.type === 'matter.condition-confirmed') ledger.conditions.get(id)?.confirmed.add(String(data.condition))
  if (after.level === 'REPORT' && after.concludedAt && !before.concludedAt) {
    const key = `${after.item}_${quarterOf(dayOf(after.concludedAt))}`
    const known = ledger.concluded.get(key)
    if (known) known.push(id)
    else ledger.concluded.set(key, [id])
  }
}

/** Nothing lawful can follow. A «no» can still be put right (E-25) or, on a 报告, be closed (A3). */
function isSettled(matter: Matter): boolean {
  if (!isOver(matter.status)) return false
  return matter.status !== 'NOT_AGREED' || (matter.level !== 'REPORT' && !matter.postFiling)
}

/** What later entries may ask of a matter that is over: a resubmission (E-22), a summary (S104). */
function whatIsLeftOf(matter: Matter): Matter {
  const { id, status, item, department, draftedAt } = matter
  return {
    ...noMatter,
    ...{ id, status, item, department, draftedAt },
    ...(matter.level ? { level: matter.level } : {}),
    ...(matter.concludedAt ? { concludedAt: matter.concludedAt } : {}),
  }
}

function rememberMeeting({ ledger, id, entry, data, index }: Told, after: Meeting): void {
  const sitting = ledger.sittings.get(id) ?? newSitting(after)
  sitting.meeting = after
  ledger.sittings.set(id, sitting)
  const matter = String(data.matter)
  switch (entry.type) {
    case 'meeting.called': {
      const series = `${after.kind}-${after.body}-${after.year}`
      ledger.called.set(series, Math.max(after.seq, ledger.called.get(series) ?? 0))
      return
    }
    case 'meeting.chair-replaced':
      sitting.chairReplaced = true
      return
    case 'meeting.presider-assigned':
      sitting.assigned.add(matter)
      return
    case 'meeting.attendance-recorded':
      sitting.attendance += 1
      return
    case 'meeting.opinion-recorded':
      tallyOf(sitting, matter).opinions += 1
      return
    case 'meeting.recusal-recorded':
      tallyOf(sitting, matter).recusals += 1
      return
    case 'meeting.item-started':
      tallyOf(sitting, matter).expected = Number(data.expected)
      return
    case 'meeting.packet-frozen':
      ledger.packets = true
      return
    case 'meeting.minutes-signed':
      sitting.signing = { at: entry.at, by: entry.by, index }
  }
}

const newSitting = (meeting: Meeting): Sitting => ({
  meeting,
  chairReplaced: false,
  assigned: new Set(),
  attendance: 0,
  items: new Map(),
  pending: 0,
  signing: undefined,
  ordered: 0,
})

/** Once its conclusions have reached their matters, what is asked of a signed meeting is its signing, its errata and its invitations. */
export function forget(ledger: Ledger, id: string): void {
  const sitting = ledger.sittings.get(id)
  if (sitting?.meeting.stage !== 'SIGNED') return
  const { kind, body, year, seq, hash, errata, invitations } = sitting.meeting
  sitting.items.clear()
  sitting.assigned.clear()
  sitting.meeting = {
    ...(modules.meeting.initial(id) as Meeting),
    ...{ stage: 'SIGNED', kind, body, year, seq, errata, invitations },
    ...(hash === undefined ? {} : { hash }),
  }
}
