import type { Role } from './access.ts'
import { catalogueActs } from './catalogue/acts.ts'
import {
  type Catalogue,
  catalogueOn,
  evolveCatalogue,
  itemOfVersion,
  itemOn,
  noCatalogue,
} from './catalogue/catalogue.ts'
import { catalogueEvents } from './catalogue/events.ts'
import type { Emitted } from './decider.ts'
import { type ErasureFacts, type Erasures, erasureActs, evolveErasures, noErasures } from './disclosure/erasure.ts'
import { disclosureEvents } from './disclosure/events.ts'
import { followUpActs, maySeeFollowUp, rolesTowardsFollowUp } from './follow-up/acts.ts'
import { followUpEvents } from './follow-up/events.ts'
import { evolveFollowUp, type FollowUp, followUpId, noFollowUp } from './follow-up/follow-up.ts'
import { idOf, moduleOf, type StreamModule, streams } from './ids.ts'
import { matterActs } from './matter/acts.ts'
import { matterEvents } from './matter/events.ts'
import { evolveMatter } from './matter/evolve.ts'
import { type MatterFacts, rolesTowardsMatter } from './matter/facts.ts'
import { type Matter, noMatter, submittersOf } from './matter/matter.ts'
import { maySee } from './matter/visibility.ts'
import { meetingActs } from './meeting/acts.ts'
import { meetingEvents } from './meeting/events.ts'
import { evolveMeeting } from './meeting/evolve.ts'
import { type MeetingFacts, maySeeMeeting, rolesTowardsMeeting } from './meeting/facts.ts'
import { type Meeting, noMeeting } from './meeting/meeting.ts'
import { define, type Module, type StoredEvent } from './module.ts'
import { organisationActs } from './organisation/acts.ts'
import { organisationEvents } from './organisation/events.ts'
import type { BaseFacts } from './organisation/facts.ts'
import { evolveOrganisation, noOrganisation, type Organisation } from './organisation/organisation.ts'
import { rolesInAgency } from './organisation/roles.ts'
import { supervisionModules } from './registry-supervision.ts'
import { type ReviewGroupFacts, reviewGroupActs } from './review-group/acts.ts'
import { reviewGroupEvents } from './review-group/events.ts'
import {
  evolveReviewGroup,
  isSpecialGroup,
  noReviewGroup,
  type ReviewGroup,
  specialGroupId,
} from './review-group/review-group.ts'
import { type RotationFacts, rotationActs } from './rotation/acts.ts'
import { rotationEvents } from './rotation/events.ts'
import { evolveRotation, noRotation, type Rotation } from './rotation/rotation.ts'
import { rulebookActs } from './rulebook/acts.ts'
import { rulebookEvents } from './rulebook/events.ts'
import { evolveRulebook, noRulebook, type Rulebook } from './rulebook/rulebook.ts'
import { checkEvent, visibilityOf } from './schema.ts'
import { summaryEvents } from './summary/events.ts'
import { evolveSummary, noSummary, type SummaryFacts, splitSummaryId, summaryActs } from './summary/summary.ts'

const named = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** Read by every decision: who is who, which rules hold, which items there are. */
export const foundation = [streams.organisation, streams.rulebook, streams.catalogue] as const

export const modules: Record<StreamModule, Module> = {
  organisation: define<Organisation, BaseFacts>({
    schemas: organisationEvents,
    initial: () => noOrganisation,
    evolve: evolveOrganisation,
    acts: organisationActs,
    facts: base => base,
    roles: (_state, facts) => rolesInAgency(facts),
  }),
  rulebook: define<Rulebook, BaseFacts>({
    schemas: rulebookEvents,
    initial: () => noRulebook,
    evolve: evolveRulebook,
    acts: rulebookActs,
    facts: base => base,
    roles: (_state, facts) => rolesInAgency(facts),
  }),
  catalogue: define<Catalogue, BaseFacts>({
    schemas: catalogueEvents,
    initial: () => noCatalogue,
    evolve: evolveCatalogue,
    acts: catalogueActs,
    facts: base => base,
    roles: (_state, facts) => rolesInAgency(facts),
  }),
  matter: define<Matter, MatterFacts>({
    schemas: matterEvents,
    initial: id => ({ ...noMatter, id }),
    evolve: evolveMatter,
    acts: matterActs,
    needs: (state, input) => [
      ...(named(input.previous ?? state.previous) ? [streams.matter(String(input.previous ?? state.previous))] : []),
      ...(state.listing ? [streams.meeting(state.listing.meeting)] : []),
    ],
    facts: (base, state, input, read, lookups) => {
      const catalogue = read(streams.catalogue) as Catalogue
      const item = named(state.item) ?? named(input.item) ?? ''
      const previous = named(input.previous ?? state.previous)
      return {
        ...base,
        rulebook: read(streams.rulebook) as Rulebook,
        itemToday: itemOn(catalogue, item, base.today),
        itemThen:
          state.catalogueVersion === undefined ? undefined : itemOfVersion(catalogue, item, state.catalogueVersion),
        catalogueVersion: catalogueOn(catalogue, base.today)?.version ?? 1,
        previous: previous ? (read(streams.matter(previous)) as Matter) : undefined,
        files: lookups.files,
      }
    },
    roles: rolesTowardsMatter,
    maySee,
    departments: submittersOf,
  }),
  meeting: define<Meeting, MeetingFacts>({
    schemas: meetingEvents,
    initial: id => ({ ...noMeeting, id }),
    evolve: evolveMeeting,
    acts: meetingActs,
    needs: meetingNeeds,
    facts: (base, state, input, read, lookups) => {
      const group = groupOfMeeting(state, input)
      const groups = groupsInQuestion(state, input)
      return {
        ...base,
        rulebook: read(streams.rulebook) as Rulebook,
        catalogue: read(streams.catalogue) as Catalogue,
        group: group ? (read(streams.reviewGroup(group)) as ReviewGroup) : undefined,
        groups: Object.fromEntries(groups.map(id => [id, read(streams.reviewGroup(id)) as ReviewGroup])),
        matters: Object.fromEntries(
          mattersInQuestion(state, input).map(id => [id, read(streams.matter(id)) as Matter]),
        ),
        calledThisYear: lookups.calledThisYear ?? 0,
      }
    },
    roles: rolesTowardsMeeting,
    maySee: maySeeMeeting,
    departments: state => (state.kind === 'INITIAL' && state.stage !== 'NONE' ? [state.body] : []),
  }),
  'review-group': define<ReviewGroup, ReviewGroupFacts>({
    schemas: reviewGroupEvents,
    initial: id => ({ ...noReviewGroup, id }),
    evolve: evolveReviewGroup,
    acts: reviewGroupActs,
    needs: state => (before(state.id) ? [streams.reviewGroup(before(state.id) ?? '')] : []),
    facts: (base, state, _input, read) => {
      const earlier = before(state.id)
      return {
        ...base,
        rulebook: read(streams.rulebook) as Rulebook,
        before: earlier ? (read(streams.reviewGroup(earlier)) as ReviewGroup) : undefined,
      }
    },
    roles: (_state, facts) => rolesInAgency(facts),
  }),
  disclosure: define<Erasures, ErasureFacts>({
    schemas: disclosureEvents,
    initial: () => noErasures,
    evolve: evolveErasures,
    acts: erasureActs,
    facts: (base, _state, _input, _read, lookups) => ({ ...base, hiddenFields: lookups.hiddenFields }),
    roles: (_state, facts) => rolesInAgency(facts),
  }),
  'follow-up': define<FollowUp, BaseFacts>({
    schemas: followUpEvents,
    initial: id => ({ ...noFollowUp, id }),
    evolve: evolveFollowUp,
    acts: followUpActs,
    facts: base => base,
    roles: rolesTowardsFollowUp,
    maySee: maySeeFollowUp,
    departments: state => [state.owner],
  }),
  rotation: define<Rotation, RotationFacts>({
    schemas: rotationEvents,
    initial: id => ({ ...noRotation, id }),
    evolve: evolveRotation,
    acts: rotationActs,
    needs: (_state, _input, lookups) => (lookups.groupsOfRotation ?? []).map(streams.reviewGroup),
    facts: (base, _state, _input, read, lookups) => ({
      ...base,
      rulebook: read(streams.rulebook) as Rulebook,
      groups: (lookups.groupsOfRotation ?? []).map(id => read(streams.reviewGroup(id)) as ReviewGroup),
      seed: lookups.seed,
    }),
    roles: (_state, facts) => rolesInAgency(facts),
  }),
  summary: define<Parameters<typeof evolveSummary>[0], SummaryFacts>({
    schemas: summaryEvents,
    initial: id => ({ ...noSummary, id }),
    evolve: evolveSummary,
    acts: summaryActs,
    needs: (_state, _input, lookups) => (lookups.mattersOfItem ?? []).map(streams.matter),
    facts: (base, state, _input, read, lookups) => {
      const { item, period } = splitSummaryId(state.id)
      return {
        ...base,
        period,
        item: itemOn(read(streams.catalogue) as Catalogue, item, base.today),
        matters: (lookups.mattersOfItem ?? []).map(id => read(streams.matter(id)) as Matter),
      }
    },
    roles: (_state, facts) => {
      const own =
        facts.item &&
        facts.organisation.assignments.some(
          a => a.person === facts.person && a.department === facts.item?.department && a.post !== 'LEADER_IN_CHARGE',
        )
      return own ? rolesInAgency(facts) : new Set<Role>()
    },
  }),
  ...supervisionModules,
}

/** Fields of an event that the public log keeps as digests: who acted, and all that is not declared public. */
export function hiddenFieldsOf(stream: string, type: string): readonly string[] {
  const shape = moduleFor(stream).schemas[type] ?? {}
  const hidden = Object.keys(shape).filter(field => shape[field] && visibilityOf(shape[field]) !== 'public')
  return ['by.person', 'by.onBehalfOf', ...hidden]
}

export function moduleFor(stream: string): Module {
  return modules[moduleOf(stream)]
}

/** The state of a stream from all its events. */
export function fold(stream: string, events: readonly StoredEvent[], from?: unknown): unknown {
  const module = moduleFor(stream)
  return events.reduce((state, event) => module.evolve(state, event), from ?? module.initial(idOf(stream)))
}

/** Checks what a decision emitted against the declarations of the stream it lands on. @throws on what was not declared. */
export function checkEmitted(stream: string, emitted: Emitted): Record<string, unknown> {
  return checkEvent(moduleFor(stream).schemas, emitted.type, emitted.data)
}

/** Matters on the agenda, those that somebody wants there, and those for which a special group is asked (E-11). */
function mattersInQuestion(state: Meeting, input: Record<string, unknown>): readonly string[] {
  const listed = state.items.flatMap(i => (i.subject === undefined ? [i.matter] : []))
  const special = state.items.flatMap(i => (i.subject === 'SPECIAL_GROUP' ? (i.reference ?? []) : []))
  const asked = state.kind !== 'LEADING' && !state.items.some(i => i.matter === input.matter) ? [input.matter] : []
  const wanted = input.subject === 'SPECIAL_GROUP' ? codes(input.reference) : []
  return [
    ...new Set([...listed, ...special, ...state.lateItems.map(l => l.matter), ...wanted, ...asked.flatMap(codes)]),
  ]
}

/** Review groups that the leading group is to approve, and those that it names for one matter. */
function groupsInQuestion(state: Meeting, input: Record<string, unknown>): readonly string[] {
  if (state.kind !== 'LEADING' || state.stage === 'NONE') return []
  const topics = [...state.items, { subject: input.subject, reference: codes(input.reference) }]
  const groups = topics.flatMap(({ subject, reference = [] }) => {
    if (subject === 'ROTATION') return reference
    return subject === 'SPECIAL_GROUP' ? reference.map(specialGroupId) : []
  })
  return [...new Set(groups)]
}

function meetingNeeds(state: Meeting, input: Record<string, unknown>): readonly string[] {
  const group = groupOfMeeting(state, input)
  // What the minutes resolved goes out as 督办 when they are signed.
  const tasks = state.stage === 'ADJOURNED' ? state.items.flatMap(i => i.conclusion?.tasks ?? []) : []
  return [
    ...(group ? [streams.reviewGroup(group)] : []),
    ...groupsInQuestion(state, input).map(streams.reviewGroup),
    ...mattersInQuestion(state, input).map(streams.matter),
    ...tasks.map((_, index) => streams.followUp(followUpId(state.id, index + 1))),
  ]
}

/** What somebody sent may be anything: only text names something. */
const codes = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter(one => typeof one === 'string' && one !== '')

function groupOfMeeting(state: Meeting, input: Record<string, unknown>): string | undefined {
  const kind = state.stage === 'NONE' ? input.kind : state.kind
  const body = state.stage === 'NONE' ? input.body : state.body
  return kind === 'GROUP' ? named(body) : undefined
}

/** Rotations of a board are numbered: PLAN_FUND-2 follows PLAN_FUND-1; a special group follows nothing. */
function before(id: string): string | undefined {
  if (isSpecialGroup(id)) return undefined
  const at = id.lastIndexOf('-')
  const number = Number(id.slice(at + 1))
  return Number.isInteger(number) && number > 1 ? `${id.slice(0, at)}-${number - 1}` : undefined
}
