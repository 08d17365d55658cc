import type { FastifyReply } from 'fastify'
import { streams } from '../../domain/ids.ts'
import type { boards } from '../../domain/organisation/events.ts'
import { rolesInAgency } from '../../domain/organisation/roles.ts'
import { refusalOf, refusalOfForm } from '../../domain/perform.ts'
import { err, must, ok, type Result } from '../../domain/result.ts'
import { type ReviewGroupFacts, reviewGroupActs } from '../../domain/review-group/acts.ts'
import type { ReviewGroup } from '../../domain/review-group/review-group.ts'
import { factsFor, factsForAll, type Known } from '../../store/facts/facts.ts'
import type { Store } from '../../store/store.ts'
import { listReviewGroups, nextReviewGroupId } from '../../store/views/staff-groups.ts'
import { notFound } from '../errors.ts'
import { reviewGroupView } from '../present/review-group.ts'
import type { Viewing } from '../present/viewing.ts'
import type { Ask } from '../route.ts'
import { carryOut, create, thenShow } from './acts.ts'
import type { ReviewGroupList, ReviewGroupView } from './contract.ts'
import { viewingOf } from './viewing.ts'

type KnownGroup = Known<ReviewGroup, ReviewGroupFacts>

const establishment = must(
  reviewGroupActs.find(act => act.noun === 'establishment'),
  'the act that establishes a review group',
)

/** GET /review-groups */
export async function list(store: Store, ask: Ask): Promise<Result<ReviewGroupList>> {
  const viewing = await viewingOf(store, ask)
  const ids = (await listReviewGroups(store)).map(group => streams.reviewGroup(group.id))
  const known = (await factsForAll(store, ids, ask.person, ask.now)) as readonly KnownGroup[]
  return ok({ rows: known.map(one => reviewGroupView(viewing, one)), mayEstablish: mayEstablish(viewing) })
}

const mayEstablish = (viewing: Viewing): boolean => establishment.roles.some(role => rolesInAgency(viewing).has(role))

/** POST /review-groups */
export async function establish(store: Store, ask: Ask, reply: FastifyReply): Promise<Result<ReviewGroupView>> {
  const blank = (await factsFor(store, streams.reviewGroup('NEW'), ask.person, ask.now)) as KnownGroup
  const refusal = refusalOf(establishment, blank.roles, blank.state, blank.facts)
  if (refusal) return err(refusal)
  // The number follows from the board on the form, so the form is read first.
  const form = establishment.input.safeParse(ask.body ?? {})
  if (!form.success) return err(refusalOfForm(establishment.clause, form.error.issues[0]))
  const { board } = form.data as { board: (typeof boards)[number] }
  const established = await create(store, establishment.noun, ask, async () =>
    streams.reviewGroup(await nextReviewGroupId(store, board)),
  )
  if (!established.ok) return established
  const id = established.value.stream.slice('review-group/'.length)
  reply.header('location', '/api/v1/review-groups')
  return viewOf(store, ask, id)
}

/** POST /review-groups/{id}/{noun} */
export async function act(store: Store, ask: Ask, noun: string): Promise<Result<ReviewGroupView>> {
  const id = ask.params.id ?? ''
  return thenShow(await carryOut(store, streams.reviewGroup(id), noun, ask), () => viewOf(store, ask, id))
}

async function viewOf(store: Store, ask: Ask, id: string): Promise<Result<ReviewGroupView>> {
  const known = (await factsFor(store, streams.reviewGroup(id), ask.person, ask.now)) as KnownGroup
  return known.version === 0 ? notFound() : ok(reviewGroupView(await viewingOf(store, ask), known))
}
