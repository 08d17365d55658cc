import { type ErasureFacts, type Erasures, erasureActs } from '../../domain/disclosure/erasure.ts'
import { streams } from '../../domain/ids.ts'
import { nameOfGround, type nonDisclosureGrounds } from '../../domain/matter/disclosure-words.ts'
import { ok, type Result } from '../../domain/result.ts'
import { factsFor, type Known } from '../../store/facts/facts.ts'
import type { Store } from '../../store/store.ts'
import { actionsOf } from '../present/actions.ts'
import { someone } from '../present/viewing.ts'
import type { Ask } from '../route.ts'
import { carryOut, thenShow } from './acts.ts'
import type { ErasureList } from './contract.ts'
import { viewingOf } from './viewing.ts'

/** GET /erasures */
export async function list(store: Store, ask: Ask): Promise<Result<ErasureList>> {
  const viewing = await viewingOf(store, ask)
  const known = (await factsFor(store, streams.disclosure, ask.person, ask.now)) as Known<Erasures, ErasureFacts>
  // The requests say why something had to go: for those who ask and those who decide, and nobody else.
  if (!known.roles.has('OFFICE') && !known.roles.has('DISCIPLINE')) return ok({ rows: [], actions: [] })
  const rows = known.state.all.map(({ ground, requestedBy, ...erasure }) => ({
    ...erasure,
    ground: nameOfGround(ground as (typeof nonDisclosureGrounds)[number]),
    requestedBy: someone(viewing, requestedBy),
  }))
  return ok({ rows, actions: actionsOf(erasureActs, known.roles, known.state, known.facts) })
}

/** POST /erasures/{noun} */
export async function act(store: Store, ask: Ask, noun: string): Promise<Result<ErasureList>> {
  return thenShow(await carryOut(store, streams.disclosure, noun, ask, 'NEW'), () => list(store, ask))
}
