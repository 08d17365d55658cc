import type { FastifyReply } from 'fastify'
import * as z from 'zod'
import { idOf, streams } from '../../domain/ids.ts'
import { ok, type Result } from '../../domain/result.ts'
import { supervisionActs } from '../../domain/supervision/acts.ts'
import { maySeeSupervision, rolesTowardsSupervision, type SupervisionFacts } from '../../domain/supervision/facts.ts'
import { noSupervision, type Supervision } from '../../domain/supervision/supervision.ts'
import { factsFor, type Known } from '../../store/facts/facts.ts'
import { nextId } from '../../store/facts/next-ids.ts'
import type { Store } from '../../store/store.ts'
import { listCards } from '../../store/views/accountability.ts'
import { notFound } from '../errors.ts'
import { sendHeldFile } from '../held-file.ts'
import { actionsOf } from '../present/actions.ts'
import { cardPage, cardRow } from '../present/card.ts'
import type { Ask } from '../route.ts'
import { carryOut, create, thenShow } from './acts.ts'
import type { CardList, CardPage } from './contract.ts'
import { viewingOf } from './viewing.ts'

export const cardQuery = z.strictObject({
  state: z
    .enum(['open', 'defended', 'revoked', 'all'], { error: 'state 为 open、defended、revoked 或 all' })
    .default('open'),
})

/** GET /cards */
export async function list(store: Store, ask: Ask<z.output<typeof cardQuery>>): Promise<Result<CardList>> {
  const [viewing, found] = await Promise.all([viewingOf(store, ask), listCards(store, ask.query.state)])
  return ok({
    rows: found.filter(card => maySeeSupervision(card, viewing)).map(card => cardRow(viewing, card)),
    actions: actionsOf(
      supervisionActs.filter(({ noun }) => noun === 'showing'),
      rolesTowardsSupervision(noSupervision, viewing),
      noSupervision,
      viewing,
    ),
  })
}

/** GET /cards/{id} */
export async function show(store: Store, ask: Ask): Promise<Result<CardPage>> {
  const known = await knownCard(store, ask)
  return known.version === 0 || !known.visible ? notFound() : ok(cardPage(await viewingOf(store, ask), known))
}

/** POST /cards */
export async function showCard(store: Store, ask: Ask, reply: FastifyReply): Promise<Result<CardPage>> {
  const next = async () => streams.supervision(await nextId(store.database.pool, store, 'supervision', ask.now))
  const made = await create(store, 'showing', ask, next)
  if (!made.ok) return made
  const id = idOf(made.value.stream)
  reply.header('location', `/api/v1/cards/${id}`)
  return show(store, { ...ask, params: { id } })
}

/** POST /cards/{id}/{noun} */
export async function act(store: Store, ask: Ask, noun: string): Promise<Result<CardPage>> {
  const stream = streams.supervision(ask.params.id ?? '')
  return thenShow(await carryOut(store, stream, noun, ask), () => show(store, ask))
}

/** GET /cards/{id}/files/{hash} */
export async function file(store: Store, dataDir: string, ask: Ask, reply: FastifyReply): Promise<Result<unknown>> {
  const { state, version, visible } = await knownCard(store, ask)
  const held = state.defence?.files.find(({ hash }) => hash === ask.params.hash)
  return version === 0 || !visible || !held ? notFound() : sendHeldFile(dataDir, held, reply)
}

async function knownCard(store: Store, ask: Ask): Promise<Known<Supervision, SupervisionFacts>> {
  const stream = streams.supervision(ask.params.id ?? '')
  return (await factsFor(store, stream, ask.person, ask.now)) as Known<Supervision, SupervisionFacts>
}
