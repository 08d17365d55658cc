import type { Duty } from '../access.ts'
import type { Recorded } from '../decider.ts'
import { closed, must } from '../result.ts'
import { dayOf } from '../time.ts'
import type { Conclusion, MatterEvent, ReviewTier } from './events.ts'
import { keyFieldsOf, type Matter, type MatterStatus, type TierStay } from './matter.ts'
import { statusAfterPassing, statusAwaiting, tierAwaited } from './route.ts'

/** The next state. Trusts the event: what must not be was refused before it was recorded. */
export function evolveMatter(state: Matter, event: Recorded<MatterEvent>): Matter {
  const today = dayOf(event.at)
  switch (event.type) {
    case 'matter.drafted':
      return {
        ...state,
        ...event.data,
        status: 'DRAFT',
        draftedAt: event.at,
        marks: event.data.previous ? ['RESUBMITTED'] : [],
        duties: [{ person: event.data.handler, duty: 'HANDLE' }],
      }
    case 'matter.details-set': {
      const { disclosureReason, ...details } = event.data
      return {
        ...state,
        ...noDetails,
        ...details,
        disclosure: { ...details.disclosure, ...(disclosureReason ? { reason: disclosureReason } : {}) },
        formerCoDepartments: state.submittedAt
          ? [...new Set([...state.formerCoDepartments, ...state.coDepartments])]
          : state.formerCoDepartments,
      }
    }
    case 'matter.material-attached':
      return { ...state, materials: [...state.materials, { ...event.data, attachedAt: event.at }] }
    case 'matter.material-removed': {
      const { line, hash } = event.data
      return { ...state, materials: state.materials.filter(m => m.line !== line || m.hash !== hash) }
    }
    case 'matter.controls-checked':
      return { ...state, checks: event.data.checks }
    case 'matter.post-filing-registered':
      return {
        ...state,
        status: 'POST_FILING_REGISTERED',
        postFiling: { ...event.data, registeredAt: event.at },
        handlingStartedOn: dayOf(event.data.handledAt),
        marks: [...state.marks, 'POST_FILED'],
      }
    case 'matter.urgency-proposed':
      return { ...state, postFiling: { ...must(state.postFiling, 'post-filing'), proposedBy: event.by.person } }
    case 'matter.urgency-confirmed':
      return {
        ...state,
        postFiling: {
          ...must(state.postFiling, 'post-filing'),
          confirmedBy: event.by.person,
          confirmedAt: event.at,
          byPhoneAt: event.data.byPhoneAt,
        },
      }
    case 'matter.submitted':
      return {
        ...openTier({ ...state, ...event.data, round: 1, submittedAt: event.at }, 1, today),
        submittedKey: keyFieldsOf(state),
      }
    case 'matter.listed': {
      const { meeting, tier } = event.data
      const relisted = state.status === 'DEFERRED' ? openTier(supersede(state, tier), tier, today) : state
      return { ...relisted, listing: { meeting, tier, noticed: false } }
    }
    case 'matter.unlisted':
      return {
        ...without(state, 'listing'),
        postponements: state.postponements + (event.data.postponed ? 1 : 0),
      }
    case 'matter.special-group-designated':
      return { ...state, specialGroup: event.data.group }
    case 'matter.meeting-noticed':
      return { ...state, listing: { ...must(state.listing, 'listing'), noticed: true } }
    case 'matter.tier-concluded':
      return concludeTier(state, event)
    case 'matter.supplement-requested':
      return requestSupplement(without(state, 'listing'), event.data.tier, event.data.needed, event.data.dueOn, today)
    case 'matter.supplemented': {
      const resumed: Matter = { ...without(state, 'supplement'), submittedKey: keyFieldsOf(state) }
      if (event.data.voided) {
        const voided = { ...supersede(resumed, 1), round: state.round + 1, stays: endStay(state.stays, today) }
        return openTier(voided, 1, today)
      }
      const tier = must(state.supplement, 'a supplement asked for').tier
      return { ...supersede(resumed, tier), status: statusAwaiting(tier), stays: resume(state.stays, today) }
    }
    case 'matter.withdrawal-requested':
      return { ...state, withdrawal: { reason: event.data.reason, at: event.at } }
    case 'matter.withdrawal-declined':
      return without(state, 'withdrawal')
    case 'matter.withdrawn':
      return end(without(state, 'listing'), 'WITHDRAWN', event.at)
    case 'matter.condition-reported':
      return {
        ...state,
        conditions: state.conditions.map(c =>
          c.id === event.data.condition && c.confirmedAt === undefined
            ? { ...c, report: event.data.report, reportedAt: event.at }
            : c,
        ),
      }
    case 'matter.condition-confirmed': {
      const conditions = state.conditions.map(c =>
        c.id === event.data.condition && c.confirmedAt === undefined ? { ...c, confirmedAt: event.at } : c,
      )
      const confirmed = { ...state, conditions }
      return event.data.allCleared ? pass(confirmed, must(state.stays.at(-1), 'a stay').tier, event.at) : confirmed
    }
    case 'matter.handling-started':
      return { ...state, status: 'HANDLING', handlingStartedOn: event.data.startedOn }
    case 'matter.handling-finished':
      return { ...state, status: 'HANDLED', handlingFinishedOn: event.data.finishedOn, result: event.data.result }
    case 'matter.implementation-started':
      return { ...state, status: 'IMPLEMENTING', implementationStartedOn: event.data.startedOn }
    case 'matter.implementation-finished':
      return {
        ...state,
        status: 'IMPLEMENTED',
        implementationFinishedOn: event.data.finishedOn,
        result: event.data.result,
      }
    case 'matter.rectification-ordered':
      return { ...state, rectification: event.data }
    case 'matter.rectified':
      return { ...state, rectification: { ...must(state.rectification, 'rectification'), report: event.data.report } }
    case 'matter.marked':
      return { ...state, marks: [...new Set([...state.marks, event.data.mark])] }
    case 'matter.closed':
      return { ...state, status: 'CLOSED', closedAt: event.at }
    case 'matter.terminated':
      return end(without(state, 'listing'), 'TERMINATED', event.at)
    default:
      return closed(event)
  }
}

/** The form is filled in as a whole: what it leaves empty now does not stay from last time. */
const noDetails = {
  handlingNote: undefined,
  counterparty: undefined,
  amount: undefined,
  location: undefined,
  projectCode: undefined,
} satisfies Partial<Matter>

function concludeTier(before: Matter, event: Recorded<MatterEvent> & { type: 'matter.tier-concluded' }): Matter {
  const { tier, conclusion, conditions, participants, needed, ...said } = event.data
  const today = dayOf(event.at)
  const duty: Duty | undefined = ({ 1: undefined, 2: 'LEADER_REVIEW', 3: 'GROUP_REVIEW', 4: 'DELIBERATE' } as const)[
    tier
  ]
  const state: Matter = {
    // A request to withdraw that a meeting heard is settled by what the meeting concluded (E-21).
    ...without(without(before, 'listing'), 'withdrawal'),
    postponements: 0,
    records: [
      ...before.records,
      {
        tier,
        round: before.round,
        conclusion,
        needed,
        opinion: said.opinion,
        changes: said.changes,
        at: event.at,
        by: event.by.person,
        onBehalfOf: event.by.onBehalfOf,
        presider: said.presider,
        meeting: said.meeting,
        minutes: said.minutes,
        excerpt: said.excerpt,
        superseded: false,
      },
    ],
    duties: duty ? [...before.duties, ...participants.map(person => ({ person, duty }))] : before.duties,
  }
  return settle(state, tier, conclusion, event.at, () =>
    conclusion === 'RETURNED'
      ? requestSupplement(state, tier, needed, must(said.supplementDueOn, 'a due day'), today)
      : {
          ...state,
          status: 'AGREED_IN_PRINCIPLE',
          conditions: [...state.conditions, ...conditions],
          stays: endStay(state.stays, today),
        },
  )
}

function settle(state: Matter, tier: ReviewTier, conclusion: Conclusion, at: string, open: () => Matter): Matter {
  const ended = { ...state, stays: endStay(state.stays, dayOf(at)) }
  switch (conclusion) {
    case 'AGREED':
    case 'AGREED_WITH_CHANGES':
      return pass(ended, tier, at)
    case 'RETURNED':
    case 'AGREED_IN_PRINCIPLE':
      return open()
    case 'NOT_AGREED':
      return end(ended, tier === 4 ? 'NOT_APPROVED' : 'NOT_AGREED', at)
    case 'DEFERRED':
      return { ...ended, status: 'DEFERRED' }
    case 'WITHDRAWN':
      return end(ended, 'WITHDRAWN', at)
    default:
      return closed(conclusion)
  }
}

function pass(state: Matter, tier: ReviewTier, at: string): Matter {
  const status = statusAfterPassing(must(state.level, 'a level'), tier)
  const next = tierAwaited(status)
  const passed = { ...state, stays: endStay(state.stays, dayOf(at)) }
  if (next) return openTier(passed, next, dayOf(at))
  // A post-filed matter was handled before it was agreed: agreement finds the handling already done (S107).
  const settled = state.postFiling && status === 'FILED_AGREED' ? 'HANDLED' : status
  return { ...passed, status: settled, agreedOn: dayOf(at), concludedAt: at }
}

function end(state: Matter, status: MatterStatus, at: string): Matter {
  return { ...state, status, concludedAt: at, stays: endStay(state.stays, dayOf(at)) }
}

/** 1.3 no. 4: what a matter comes back to is decided anew; the records from there on are kept and count no more. */
function supersede(state: Matter, from: ReviewTier): Matter {
  return { ...state, records: state.records.map(r => (r.tier >= from ? { ...r, superseded: true } : r)) }
}

function openTier(state: Matter, tier: ReviewTier, today: string): Matter {
  return {
    ...state,
    status: statusAwaiting(tier),
    stays: [...endStay(state.stays, today), { tier, openedOn: today, pauses: [] }],
  }
}

function requestSupplement(
  state: Matter,
  tier: ReviewTier,
  needed: readonly string[],
  dueOn: string,
  today: string,
): Matter {
  return {
    ...state,
    status: 'RETURNED',
    supplement: { tier, needed, dueOn },
    supplementsAsked: state.supplementsAsked + 1,
    stays: pause(state.stays, today, '退回补正'),
  }
}

function last(stays: readonly TierStay[], change: (stay: TierStay) => TierStay): readonly TierStay[] {
  return stays.map((stay, index) => (index === stays.length - 1 ? change(stay) : stay))
}

function pause(stays: readonly TierStay[], today: string, reason: string): readonly TierStay[] {
  return last(stays, stay => ({ ...stay, pauses: [...stay.pauses, { from: today, reason }] }))
}

function resume(stays: readonly TierStay[], today: string): readonly TierStay[] {
  return last(stays, stay => ({
    ...stay,
    pauses: stay.pauses.map(p => (p.to === undefined ? { ...p, to: today } : p)),
  }))
}

function endStay(stays: readonly TierStay[], today: string): readonly TierStay[] {
  return last(resume(stays, today), stay => (stay.closedOn === undefined ? { ...stay, closedOn: today } : stay))
}

function without<K extends 'listing' | 'supplement' | 'withdrawal'>(state: Matter, key: K): Matter {
  const { [key]: _, ...rest } = state
  return rest as Matter
}
