import { streams } from '../../domain/ids.ts'
import type { MatterFacts } from '../../domain/matter/facts.ts'
import type { Matter } from '../../domain/matter/matter.ts'
import type { MeetingFacts } from '../../domain/meeting/facts.ts'
import type { Meeting } from '../../domain/meeting/meeting.ts'
import { delegatorFor } from '../../domain/organisation/facts.ts'
import { agencyHead, departmentsInOrder, departmentsOf, leaderInChargeOf } from '../../domain/organisation/posts.ts'
import { rolesInAgency } from '../../domain/organisation/roles.ts'
import { refusalOf } from '../../domain/perform.ts'
import { must, ok, type Result } from '../../domain/result.ts'
import { type ReviewGroupFacts, reviewGroupActs } from '../../domain/review-group/acts.ts'
import type { ReviewGroup } from '../../domain/review-group/review-group.ts'
import { factsForAll, type Known } from '../../store/facts/facts.ts'
import { noticesOf, readNotice } from '../../store/notices.ts'
import type { Store } from '../../store/store.ts'
import { listFollowUps } from '../../store/views/staff-follow-ups.ts'
import { listReviewGroups } from '../../store/views/staff-groups.ts'
import { sightOf } from '../../store/views/staff-sight.ts'
import { type Concern, todoCandidates } from '../../store/views/staff-todo.ts'
import { notFound } from '../errors.ts'
import { meetingTitles, titleById } from '../present/meeting-title.ts'
import {
  countsOf,
  followUpEntry,
  inOrderOfUrgency,
  matterEntry,
  meetingEntry,
  summaryEntry,
  type TodoEntry,
} from '../present/todo.ts'
import type { Viewing } from '../present/viewing.ts'
import type { Ask } from '../route.ts'
import type { TodoView } from './contract.ts'
import { mayCall } from './meetings.ts'
import { ownSummaries } from './summaries.ts'
import { viewingOf } from './viewing.ts'

const approval = must(
  reviewGroupActs.find(act => act.noun === 'approval'),
  'the act that approves a review group',
)

/** GET /todo: SQL finds what could wait for the person, the rules say what does, by the same answer that colours a button. */
export async function todo(store: Store, ask: Ask): Promise<Result<TodoView>> {
  const [viewing, groups] = await Promise.all([viewingOf(store, ask), listReviewGroups(store)])
  const concern = concernOf(viewing, groups)
  const sight = sightOf(viewing.organisation, ask.person, ask.now, ask.today)
  const [candidates, notices, summaries, followUps] = await Promise.all([
    todoCandidates(store, concern),
    noticesOf(store, ask.person),
    ownSummaries(store, viewing),
    listFollowUps(store, sight, { state: 'open', mine: !concern.office }, ask.today),
  ])
  const known = await factsForAll(
    store,
    [
      ...candidates.matters.map(streams.matter),
      ...candidates.meetings.map(streams.meeting),
      ...candidates.groups.map(streams.reviewGroup),
    ],
    ask.person,
    ask.now,
  )
  const titles = meetingTitles(viewing.organisation, groups)
  const calls = { boards: concern.boards, director: concern.calls }
  const waiting = known
    .filter(one => one.visible)
    .map(one => {
      if (one.stream.startsWith('matter/')) return matterEntry(viewing, one as Known<Matter, MatterFacts>, calls)
      if (one.stream.startsWith('meeting/')) return meetingEntry(one as Known<Meeting, MeetingFacts>, titles)
      return groupEntry(one as Known<ReviewGroup, ReviewGroupFacts>)
    })
  const resolved = followUps.map(followUp => followUpEntry(viewing, followUp, titleById(titles)))
  const entries = inOrderOfUrgency(
    [...waiting, ...summaries.map(summaryEntry), ...resolved].filter(entry => entry !== undefined),
  )
  return ok({
    entries,
    counts: countsOf(entries, ask.today),
    notices: notices.map(({ source, words, link, at, read }) => ({ source, words, link, at, read })),
  })
}

function concernOf(viewing: Viewing, groups: readonly ReviewGroup[]): Concern {
  const { organisation, person, today } = viewing
  const called = mayCall(viewing, groups)
  const convened = called.filter(c => c.kind === 'GROUP').map(c => groups.find(g => g.id === c.body))
  const current = convened.filter(group => group && group.from <= today)
  const inCharge = departmentsInOrder(organisation)
    .map(d => d.code)
    .filter(d => leaderInChargeOf(organisation, d, today) === person || delegatorFor(viewing, [d]) !== undefined)
  return {
    person,
    own: departmentsOf(organisation, person, today),
    inCharge,
    boards: [...new Set(current.flatMap(group => group?.board ?? []))],
    calls: called.some(c => c.kind === 'DIRECTOR'),
    office: rolesInAgency(viewing).has('OFFICE'),
    approves: agencyHead(organisation, today) === person,
  }
}

function groupEntry({ state, facts, roles }: Known<ReviewGroup, ReviewGroupFacts>): TodoEntry | undefined {
  if (refusalOf(approval, roles, state, facts)) return undefined
  const title = `${state.name}（${state.from}至${state.to}）`
  return { kind: 'GROUP', id: state.id, title, what: '批准轮值', noun: approval.noun, link: '/review-groups' }
}

/** POST /notices/{source}/reading */
export async function markRead(store: Store, ask: Ask): Promise<Result<undefined>> {
  return (await readNotice(store, ask.person, ask.params.source ?? '', ask.now)) ? ok(undefined) : notFound()
}
