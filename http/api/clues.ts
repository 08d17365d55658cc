import type { FastifyReply } from 'fastify'
import * as z from 'zod'
import { type Accountability, noAccountability } from '../../domain/accountability/accountability.ts'
import { accountabilityActs } from '../../domain/accountability/acts.ts'
import {
  type AccountabilityFacts,
  maySeeAccountability,
  ownDepartments,
  rolesTowardsAccountability,
  seesWhole,
} from '../../domain/accountability/facts.ts'
import { meetingsOf, responsibilityChain } from '../../domain/accountability/responsibility.ts'
import { idOf, streams } from '../../domain/ids.ts'
import type { Matter } from '../../domain/matter/matter.ts'
import type { Meeting } from '../../domain/meeting/meeting.ts'
import { ok, type Result } from '../../domain/result.ts'
import { loadStreams } from '../../store/events.ts'
import { factsFor, type Known } from '../../store/facts/facts.ts'
import { nextId } from '../../store/facts/next-ids.ts'
import type { Store } from '../../store/store.ts'
import { listClues } from '../../store/views/accountability.ts'
import { notFound } from '../errors.ts'
import { sendHeldFile } from '../held-file.ts'
import { chainPreview, cluePage, clueRow } from '../present/accountability.ts'
import { actionsOf } from '../present/actions.ts'
import type { Ask } from '../route.ts'
import { carryOut, create, thenShow } from './acts.ts'
import type { ChainPreview, ClueList, CluePage } from './contract.ts'
import { viewingOf } from './viewing.ts'

export const clueQuery = z.strictObject({
  state: z.enum(['open', 'done', 'all'], { error: 'state 为 open、done 或 all' }).default('open'),
})
export const chainQuery = z.strictObject({
  matter: z.string({ error: 'matter 必填' }).regex(/^[A-Za-z0-9_.@-]{1,64}$/, { error: 'matter 为件号' }),
  tier: z.coerce.number({ error: 'tier 为 0 到 4' }).int().min(0).max(4),
})

type KnownClue = Known<Accountability, AccountabilityFacts>

/** GET /clues */
export async function list(store: Store, ask: Ask<z.output<typeof clueQuery>>): Promise<Result<ClueList>> {
  const [viewing, found] = await Promise.all([viewingOf(store, ask), listClues(store, ask.query.state)])
  const facts: AccountabilityFacts = { ...viewing, matters: {}, meetings: {} }
  return ok({
    rows: found
      .filter(state => maySeeAccountability(state, facts))
      .map(state => clueRow(viewing, state, seesWhole(state, facts))),
    actions: actionsOf(
      accountabilityActs.filter(({ noun }) => noun === 'registration'),
      rolesTowardsAccountability(noAccountability, facts),
      noAccountability,
      facts,
    ),
  })
}

/** GET /clues/{id} */
export async function show(store: Store, ask: Ask): Promise<Result<CluePage>> {
  const known = await knownClue(store, ask)
  if (known.version === 0 || !known.visible) return notFound()
  return ok(cluePage(await viewingOf(store, ask), known))
}

/** POST /clues */
export async function register(store: Store, ask: Ask, reply: FastifyReply): Promise<Result<CluePage>> {
  const next = async () => streams.accountability(await nextId(store.database.pool, store, 'accountability', ask.now))
  const made = await create(store, 'registration', ask, next)
  if (!made.ok) return made
  const id = idOf(made.value.stream)
  reply.header('location', `/api/v1/clues/${id}`)
  return show(store, { ...ask, params: { id } })
}

/** POST /clues/{id}/{noun} */
export async function act(store: Store, ask: Ask, noun: string): Promise<Result<CluePage>> {
  const stream = streams.accountability(ask.params.id ?? '')
  return thenShow(await carryOut(store, stream, noun, ask), () => show(store, ask))
}

/** GET /clues/{id}/chain: who did what on a matter, before a finding is made of it; for the group alone. */
export async function chain(store: Store, ask: Ask<z.output<typeof chainQuery>>): Promise<Result<ChainPreview>> {
  const known = await knownClue(store, ask)
  if (known.version === 0 || !known.visible || !seesWhole(known.state, known.facts)) return notFound()
  const { matter: id, tier } = ask.query
  const pool = store.database.pool
  const matter = (await loadStreams(pool, store, [streams.matter(id)])).states.get(streams.matter(id))?.state as Matter
  if (matter.status === 'NONE') return notFound()
  const ids = meetingsOf(matter)
  const { states } = await loadStreams(pool, store, ids.map(streams.meeting))
  const meetings = Object.fromEntries(ids.map(one => [one, states.get(streams.meeting(one))?.state as Meeting]))
  const links = responsibilityChain(matter, meetings, known.facts.organisation)
  const upTo = links.filter(link => tier === 0 || link.tier <= tier)
  return ok(chainPreview(await viewingOf(store, ask), upTo))
}

/** GET /clues/{id}/files/{hash}: the inspected get their own files and nobody else's. */
export async function file(store: Store, dataDir: string, ask: Ask, reply: FastifyReply): Promise<Result<unknown>> {
  const { state, version, visible, facts } = await knownClue(store, ask)
  const held = filesSeen(state, facts).find(({ hash }) => hash === ask.params.hash)
  return version === 0 || !visible || !held ? notFound() : sendHeldFile(dataDir, held, reply)
}

function filesSeen(state: Accountability, facts: AccountabilityFacts) {
  const whole = seesWhole(state, facts)
  const own = ownDepartments(state, facts)
  const theirs = (department: string) => whole || own.includes(department)
  return [
    ...state.explanations.filter(e => theirs(e.department)).flatMap(e => e.answer?.files ?? []),
    ...state.findings.flatMap(({ rectification: r }) =>
      r && theirs(r.department) ? r.reports.flatMap(({ files }) => files) : [],
    ),
  ]
}

async function knownClue(store: Store, ask: Ask<unknown>): Promise<KnownClue> {
  return (await factsFor(store, streams.accountability(ask.params.id ?? ''), ask.person, ask.now)) as KnownClue
}
