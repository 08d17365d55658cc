import type { FastifyReply } from 'fastify'
import * as z from 'zod'
import { streams } from '../../domain/ids.ts'
import type { Matter } from '../../domain/matter/matter.ts'
import { meetingActs } from '../../domain/meeting/acts.ts'
import { addItem } from '../../domain/meeting/acts-agenda.ts'
import type { MeetingFacts } from '../../domain/meeting/facts.ts'
import { meetingId, meetingIdPrefix } from '../../domain/meeting/ids.ts'
import { kinds, meetingKinds, tierOf } from '../../domain/meeting/kinds.ts'
import type { Meeting } from '../../domain/meeting/meeting.ts'
import { departmentsOf, nameOfDepartment } from '../../domain/organisation/posts.ts'
import { rolesInAgency } from '../../domain/organisation/roles.ts'
import { refusalOf, refusalOfForm } from '../../domain/perform.ts'
import { err, must, ok, type Result } from '../../domain/result.ts'
import type { ReviewGroup } from '../../domain/review-group/review-group.ts'
import { day } from '../../domain/schema.ts'
import { dayOf, yearOf } from '../../domain/time.ts'
import { factsFor, type Known } from '../../store/facts/facts.ts'
import type { Store } from '../../store/store.ts'
import { listReviewGroups } from '../../store/views/staff-groups.ts'
import { mattersAwaiting } from '../../store/views/staff-matters.ts'
import { countMeetings, listMeetings } from '../../store/views/staff-meetings.ts'
import { sightOf } from '../../store/views/staff-sight.ts'
import { notFound } from '../errors.ts'
import { meetingPage, meetingRow } from '../present/meeting.ts'
import { meetingTitles } from '../present/meeting-title.ts'
import type { Viewing } from '../present/viewing.ts'
import type { Ask } from '../route.ts'
import { carryOut, create, thenShow } from './acts.ts'
import type { MeetingList, MeetingPage } from './contract.ts'
import { viewingOf } from './viewing.ts'

export const meetingQuery = z.strictObject({
  when: z.enum(['upcoming', 'past', 'all'], { error: 'when 为 upcoming、past 或 all' }).default('upcoming'),
  kind: z.enum(meetingKinds, { error: '会议类别为初审例会、复核小组例会、厅长办公会或领导小组会议' }).optional(),
  from: day('from').optional(),
  to: day('to').optional(),
})

const calling = must(
  meetingActs.find(act => act.noun === 'calling'),
  'the act that calls a meeting',
)

/** GET /meetings */
export async function list(store: Store, ask: Ask<z.output<typeof meetingQuery>>): Promise<Result<MeetingList>> {
  const viewing = await viewingOf(store, ask)
  const sight = sightOf(viewing.organisation, ask.person, ask.now, ask.today)
  const [meetings, groups] = await Promise.all([listMeetings(store, sight, ask.query), listReviewGroups(store)])
  const titles = meetingTitles(viewing.organisation, groups)
  return ok({ rows: meetings.map(meeting => meetingRow(meeting, titles)), mayCall: mayCall(viewing, groups) })
}

/** Which meetings a person may call: their division's own, those of review groups they convene, or as the office all others. */
export function mayCall(viewing: Viewing, groups: readonly ReviewGroup[]): MeetingList['mayCall'] {
  const { organisation, person, today } = viewing
  if (rolesInAgency(viewing).has('OPERATOR')) return []
  const own = departmentsOf(organisation, person, today)
  const office = own.includes('GENERAL_OFFICE')
  const called = (kind: Meeting['kind'], body: string, whose: string) => ({
    kind,
    body,
    name: `${whose}${kinds[kind].name}`,
  })
  return [
    ...own
      .filter(code => (organisation.departments[code]?.boards.length ?? 0) > 0)
      .map(code => called('INITIAL', code, nameOfDepartment(organisation, code))),
    ...groups
      .filter(group => group.approvedAt !== undefined && today <= group.to)
      .filter(group => office || group.members[0]?.person === person)
      .map(group => called('GROUP', group.id, group.name)),
    ...(office ? [called('DIRECTOR', 'DIRECTOR', ''), called('LEADING', 'LEADING', '')] : []),
  ]
}

/** POST /meetings */
export async function call(store: Store, ask: Ask, reply: FastifyReply): Promise<Result<MeetingPage>> {
  // The number stands on the form, so the form is read first.
  const form = calling.input.safeParse(ask.body ?? {})
  if (!form.success) return err(refusalOfForm(calling.clause, form.error.issues[0]))
  const input = form.data as { kind: Meeting['kind']; body: string; scheduledAt: string }
  const year = yearOf(dayOf(input.scheduledAt))
  const called = await create(store, calling.noun, ask, async () => {
    const earlier = await countMeetings(store, meetingIdPrefix(input))
    return streams.meeting(meetingId(input.kind, input.body, year, earlier + 1))
  })
  if (!called.ok) return called
  const id = called.value.stream.slice('meeting/'.length)
  reply.header('location', `/api/v1/meetings/${id}`)
  return pageOf(store, ask, id)
}

/** GET /meetings/{id} */
export const show = (store: Store, ask: Ask): Promise<Result<MeetingPage>> => pageOf(store, ask, ask.params.id ?? '')

/** GET /meetings/{id}/live: the id of a meeting that the person may follow (http/live.ts). */
export async function live(store: Store, ask: Ask): Promise<Result<string>> {
  const id = ask.params.id ?? ''
  const { version, visible } = await factsFor(store, streams.meeting(id), ask.person, ask.now)
  return version > 0 && visible ? ok(id) : notFound()
}

/** POST /meetings/{id}/{noun} */
export async function act(store: Store, ask: Ask, noun: string): Promise<Result<MeetingPage>> {
  const id = ask.params.id ?? ''
  return thenShow(await carryOut(store, streams.meeting(id), noun, ask), () => pageOf(store, ask, id))
}

async function pageOf(store: Store, ask: Ask, id: string): Promise<Result<MeetingPage>> {
  const known = (await factsFor(store, streams.meeting(id), ask.person, ask.now)) as Known<Meeting, MeetingFacts>
  if (known.version === 0 || !known.visible) return notFound()
  const [viewing, groups, candidates] = await Promise.all([
    viewingOf(store, ask),
    listReviewGroups(store),
    candidatesFor(store, known),
  ])
  return ok(meetingPage(viewing, known, meetingTitles(viewing.organisation, groups), candidates))
}

const lateItem = meetingActs.find(act => act.noun === 'late-items')

/** What the agenda could still take, by the rule that takes it: while it is made (MTG-007), and as a late item (E-40). */
async function candidatesFor(
  store: Store,
  { state, facts, roles }: Known<Meeting, MeetingFacts>,
): Promise<readonly Matter[]> {
  const act = [addItem, lateItem].find(one => one && refusalOf(one, roles, state, facts) === undefined)
  // The leading group's topics are no matters.
  if (!act || state.kind === 'LEADING') return []
  const awaiting = await mattersAwaiting(store, tierOf(state.kind), {
    department: state.kind === 'INITIAL' ? state.body : undefined,
    board: facts.group?.board,
  })
  return awaiting.filter(matter => {
    // A deferred matter needs its new circumstances told, a late one its reason: whoever adds it will.
    const input = act === addItem ? { circumstances: '有新情况' } : { reason: '临时增加' }
    const known = { ...facts, matters: { ...facts.matters, [matter.id]: matter } }
    return act.decide(state, { matter: matter.id, ...input }, known).ok
  })
}
