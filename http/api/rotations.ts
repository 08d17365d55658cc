import * as z from 'zod'
import { streams } from '../../domain/ids.ts'
import { boards } from '../../domain/organisation/events.ts'
import { rolesInAgency } from '../../domain/organisation/roles.ts'
import { refusalOf, refusalOfForm } from '../../domain/perform.ts'
import { err, must, ok, type Result } from '../../domain/result.ts'
import { isSpecialGroup } from '../../domain/review-group/review-group.ts'
import { type RotationFacts, rotationActs } from '../../domain/rotation/acts.ts'
import { rotationRequest } from '../../domain/rotation/events.ts'
import { problemFingerprint, problemOf } from '../../domain/rotation/problem.ts'
import type { Rotation, RotationRequest } from '../../domain/rotation/rotation.ts'
import { code, day, text } from '../../domain/schema.ts'
import { addDays } from '../../domain/time.ts'
import { solveInThread } from '../../planning/solve-in-thread.ts'
import { streamOfKey } from '../../store/commands.ts'
import { factsFor, factsForAll, type Known } from '../../store/facts/facts.ts'
import { handle } from '../../store/handle.ts'
import type { Store } from '../../store/store.ts'
import { listReviewGroups } from '../../store/views/staff-groups.ts'
import { listRotations, rotationLookups } from '../../store/views/staff-rotations.ts'
import { notFound } from '../errors.ts'
import { checkView, rotationView } from '../present/rotation.ts'
import type { Ask } from '../route.ts'
import { carryOut, thenShow } from './acts.ts'
import type { RotationCheckView, RotationList, RotationView } from './contract.ts'
import { viewingOf } from './viewing.ts'

type KnownRotation = Known<Rotation, RotationFacts>

/** What the office asks for; everything else of a plan the platform finds itself. */
export const planForm = rotationRequest.omit({ slack: true })

/** A board as it is being changed: it may be as wrong as can be, that is what is asked. */
export const checkForm = z.strictObject({
  plan: z.int().min(1),
  groups: z
    .array(
      z.strictObject({
        board: z.enum(boards),
        name: text('复核小组名称', 60),
        from: day('轮值起日'),
        to: day('轮值止日'),
        leader: code('组长'),
        departments: z.array(code('处室')).max(30),
      }),
    )
    .max(400),
})

const planning = must(
  rotationActs.find(act => act.noun === 'plans'),
  'the act that plans a rotation',
)

/** The log may grow while a plan is being solved; then it is drawn again. */
const ATTEMPTS = 4
const SEED = 'seed'
const SOLVING_MS = 30_000

/** GET /rotations */
export async function list(store: Store, ask: Ask): Promise<Result<RotationList>> {
  const [rows, groups, viewing] = await Promise.all([
    listRotations(store),
    listReviewGroups(store),
    viewingOf(store, ask),
  ])
  const ends = groups.filter(g => !isSpecialGroup(g.id)).map(g => g.to)
  const last = ends.toSorted().at(-1) ?? ''
  const held = rolesInAgency(viewing)
  return ok({
    rows: rows.map(({ id, version, state }) => ({
      id,
      version,
      plans: state.plans.length,
      terms: state.plans.at(-1)?.request.terms ?? 0,
      established: state.established !== undefined,
    })),
    nextFrom: last >= viewing.today ? addDays(last, 1) : viewing.today,
    mayPlan: planning.roles.some(role => held.has(role)),
  })
}

/** GET /rotations/{id} */
export async function show(store: Store, ask: Ask): Promise<Result<RotationView>> {
  const known = await knownRotation(store, ask)
  return known.version === 0 ? notFound() : ok(rotationView(await viewingOf(store, ask), known))
}

/** POST /rotations/{id}/plans: makes the problem, solves it, and carries the act out with what was found (S72, S101). */
export async function plan(store: Store, ask: Ask): Promise<Result<RotationView>> {
  const stream = streams.rotation(ask.params.id ?? '')
  if ((await streamOfKey(store, ask.person, ask.key)) === stream) return show(store, ask)
  for (let attempt = 1; ; attempt += 1) {
    const known = await knownRotation(store, ask)
    const refusal = refusalOf(planning, known.roles, known.state, known.facts)
    if (refusal) return err(refusal)
    const form = planForm.safeParse(ask.body ?? {})
    if (!form.success) return err(refusalOfForm(planning.clause, form.error.issues[0]))
    const input = await solved(known, form.data)
    if (!input.ok) return input
    const { person, now, key, expected } = ask
    const done = await handle(store, { stream, noun: planning.noun, input: input.value, person, now, key, expected })
    const meanwhile = !done.ok && done.error.code === 'CHANGED_MEANWHILE' && done.error.field === SEED
    if (!meanwhile || attempt === ATTEMPTS) return thenShow(done, () => show(store, ask))
  }
}

/** POST /rotations/{id}/{noun} */
export async function act(store: Store, ask: Ask, noun: string): Promise<Result<RotationView>> {
  const done = await carryOut(store, streams.rotation(ask.params.id ?? ''), noun, ask)
  return thenShow(done, () => show(store, ask))
}

/** POST /rotations/{id}/check: what a changed board would mean. Nothing is written. */
export async function check(store: Store, ask: Ask): Promise<Result<RotationCheckView>> {
  const known = await knownRotation(store, ask)
  const form = checkForm.safeParse(ask.body ?? {})
  if (!form.success) return err(refusalOfForm('S101', form.error.issues[0]))
  const found = known.state.plans.find(p => p.plan === form.data.plan)
  if (!found) return notFound()
  const problem = problemOf(known.facts, known.state.id, found.request)
  return ok(checkView(await viewingOf(store, ask), problem, form.data.groups))
}

/** The input of the act: the request with the limits that were found, the groups, and what drew them. */
async function solved({ state, facts }: KnownRotation, asked: RotationRequest): Promise<Result<unknown>> {
  const seed = must(facts.seed, 'a seed')
  const problem = problemOf(facts, state.id, asked)
  const { organisation } = facts
  const found = await solveInThread({ problem, organisation, seed, milliseconds: SOLVING_MS })
  if (!found.ok) return found
  const { groups, slack } = found
  const request = slack ? { ...asked, slack } : asked
  const fingerprint = problemFingerprint(slack ? problemOf(facts, state.id, request) : problem)
  return ok({ request, problem: fingerprint, seed, groups })
}

/** The rotation with the groups and the seed that a decision on it would be told of. */
async function knownRotation(store: Store, ask: Ask): Promise<KnownRotation> {
  const id = ask.params.id ?? ''
  const known = (await factsFor(store, streams.rotation(id), ask.person, ask.now)) as KnownRotation
  const { groupsOfRotation, seed } = await rotationLookups(store.database.pool, store.organ, id)
  const groups = await factsForAll(store, groupsOfRotation.map(streams.reviewGroup), ask.person, ask.now)
  const facts = { ...known.facts, groups: groups.map(g => g.state as RotationFacts['groups'][number]), seed }
  return { ...known, facts }
}
