import { hash } from 'node:crypto'
import type { PoolClient } from 'pg'
import { type Command, decide, streamsNeeded } from '../domain/command.ts'
import type { Lookups, StoredEvent } from '../domain/module.ts'
import { checkEmitted, moduleFor } from '../domain/registry.ts'
import { err, must, ok, type Result, refuse } from '../domain/result.ts'
import { append, type EventToAppend, loadStreams } from './events.ts'
import { lookupsFor, needsLookups } from './facts/lookups.ts'
import type { KnownState, Store } from './store.ts'
import { addRows, noRows } from './views/rows.ts'

export interface KeyedCommand extends Command {
  /** The same key again does nothing twice; unique per person. */
  readonly key: string
  /** The version that the person was looking at, where they said so: anything newer refuses the command. */
  readonly expected?: number | undefined
}

export interface Outcome {
  readonly stream: string
  readonly version: number
  readonly state: unknown
  /** True when this key had been carried out before and nothing was done now. */
  readonly repeated: boolean
}

/** Somebody else wrote to a stream that this decision looked at. */
const OVERTAKEN = Symbol('overtaken')
const ATTEMPTS = 8

/**
 * Carries out one command when it is its stream's turn. Sixty people who vote at one moment do so one after another, and all
 * of them have voted.
 */
export function handle(store: Store, command: KeyedCommand): Promise<Result<Outcome>> {
  return store.turns.take(command.stream, () => handleNow(store, command))
}

/**
 * Carries out one command in one transaction with one commit: load → facts → decide → append → views → outbox.
 *
 * What was known when deciding is locked and checked again by the append. So a decision may first be tried on states that
 * are known from before, and the append's one statement is then the whole transaction. Only what is accepted there counts:
 * a refusal, a collision or a key seen before leads to the long way, which reads everything anew. A person is thus refused
 * by a rule that saw the newest state, never by a collision.
 */
async function handleNow(store: Store, command: KeyedCommand): Promise<Result<Outcome>> {
  const digest = hash('sha256', JSON.stringify([command.stream, command.noun, command.input ?? null]))
  const quick = await tryKnown(store, command, digest)
  if (quick) return quick
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const done = await inTransaction(store, trx => carryOut(trx, store, command, digest))
    if (done === OVERTAKEN) continue
    if (done.written) remember(store, done.written)
    return done.result
  }
  return err(refuse('CHANGED_MEANWHILE', 'S15', '刚才有别人正在办理，请刷新后再试。'))
}

/** The short way. `undefined` means nothing was done and nothing is known for sure. */
async function tryKnown(store: Store, command: KeyedCommand, digest: string): Promise<Result<Outcome> | undefined> {
  const own = store.known.get(command.stream)
  if (!own || needsLookups(command)) return undefined
  if (command.expected !== undefined && command.expected !== own.version) return undefined
  const states = new Map<string, KnownState>()
  for (const stream of streamsNeeded(command, own.state, {})) {
    const known = store.known.get(stream)
    if (!known) return undefined
    states.set(stream, known)
  }
  const change = decideChange(command, states, {}, digest)
  if (!change.ok) return undefined
  try {
    if (!(await write(store.database.pool, store, change.value))) return undefined
    remember(store, change.value.written)
    return ok(outcomeOf(command, change.value, own))
  } catch (error) {
    if (isCollision(error)) return undefined
    throw error
  }
}

/** How the long way ended; `written` is there when something is to be committed. */
interface Done {
  readonly result: Result<Outcome>
  readonly written?: ReadonlyMap<string, KnownState>
}

/** The long way, inside its transaction. */
async function carryOut(
  trx: PoolClient,
  store: Store,
  command: KeyedCommand,
  digest: string,
): Promise<Done | typeof OVERTAKEN> {
  const { stream } = command
  // Guessed from what is known; what turns out to be needed besides is read by a second statement.
  const guess = streamsNeeded(command, store.known.get(stream)?.state ?? initialOf(stream), {})
  const { states, earlier } = await loadStreams(trx, store, guess, keyOf(command))
  const own = must(states.get(stream), 'the own stream')
  if (earlier) {
    const { stream: on, version } = earlier
    return earlier.digest === digest
      ? { result: ok({ stream: on, version, state: own.state, repeated: true }) }
      : { result: err(refuse('INVALID', 'S15', '同一个幂等键已用于另一项操作，请刷新页面后重试。', 'Idempotency-Key')) }
  }
  const lookups = await lookupsFor(trx, store, command)
  const missing = streamsNeeded(command, own.state, lookups).filter(s => !states.has(s))
  if (missing.length > 0) {
    for (const [name, known] of (await loadStreams(trx, store, missing)).states) states.set(name, known)
  }
  const change = decideChange(command, states, lookups, digest)
  // Whoever may not know that there is anything is not told that it has changed either.
  const hidden = !change.ok && change.error.code === 'NOT_FOUND'
  if (!hidden && command.expected !== undefined && command.expected !== own.version) {
    const changed = refuse('CHANGED_MEANWHILE', 'S15', '您打开页面之后，别人已经办理过，请先看最新情况再办。')
    return { result: err(changed) }
  }
  if (!change.ok) return { result: change }
  if (!(await write(trx, store, change.value))) return OVERTAKEN
  return { result: ok(outcomeOf(command, change.value, own)), written: change.value.written }
}

/** What a command changes: its events, the states after them, and what it looked at. */
interface Change extends Omit<Parameters<typeof append>[2], 'rows'> {
  readonly written: ReadonlyMap<string, KnownState>
}

function decideChange(
  command: KeyedCommand,
  states: ReadonlyMap<string, KnownState>,
  lookups: Lookups,
  digest: string,
): Result<Change> {
  const { stream, now } = command
  const stateOf = (name: string) => must(states.get(name), `stream ${name} among those needed`)
  const decision = decide(command, stateOf(stream).version > 0, name => stateOf(name).state, lookups)
  if (!decision.ok) return decision
  const { emitted, actor } = decision.value
  const events: EventToAppend[] = []
  const written = new Map<string, KnownState>()
  for (const one of emitted) {
    const target = one.on ?? stream
    const before = written.get(target) ?? stateOf(target)
    const event = { stream: target, version: before.version + 1, type: one.type, data: checkEmitted(target, one) }
    const stored: StoredEvent = { ...event, at: now, by: actor }
    events.push(event)
    written.set(target, { version: event.version, state: moduleFor(target).evolve(before.state, stored) })
  }
  const seen: Record<string, number> = {}
  for (const name of streamsNeeded(command, stateOf(stream).state, lookups)) {
    // A stream without events has no head to hold; that it came into being is a collision on its first version.
    if (!written.has(name) && stateOf(name).version > 0) seen[name] = stateOf(name).version
  }
  return ok({ events, written, at: now, actor, seen, key: keyOf(command), stream, digest })
}

async function write(trx: Pick<PoolClient, 'query'>, store: Store, change: Change): Promise<boolean> {
  const rows = noRows()
  for (const [stream, { version, state }] of change.written) addRows(rows, store.organ, stream, version, state)
  return append(trx, store, { ...change, rows })
}

/** Commits what was written and rolls back what was not; a collision counts as being overtaken. */
async function inTransaction(
  store: Store,
  work: (trx: PoolClient) => Promise<Done | typeof OVERTAKEN>,
): Promise<Done | typeof OVERTAKEN> {
  const client = await store.database.pool.connect()
  try {
    await client.query('begin')
    const done = await work(client)
    await client.query(done !== OVERTAKEN && done.written ? 'commit' : 'rollback')
    return done
  } catch (error) {
    await client.query('rollback')
    if (isCollision(error)) return OVERTAKEN
    throw error
  } finally {
    client.release()
  }
}

/** Only after commit: what is known is what stands in the record. */
function remember(store: Store, written: ReadonlyMap<string, KnownState>): void {
  for (const [stream, known] of written) store.known.set(stream, known)
}

function outcomeOf(command: KeyedCommand, change: Change, own: KnownState): Outcome {
  const { version, state } = change.written.get(command.stream) ?? own
  return { stream: command.stream, version, state, repeated: false }
}

function keyOf(command: KeyedCommand): string {
  return `${command.person}:${command.key}`
}

function initialOf(stream: string): unknown {
  return moduleFor(stream).initial(stream.slice(stream.indexOf('/') + 1))
}

/** Unique violations of the record's own keys, serialisation failures and deadlocks: somebody else was first. */
function isCollision(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === '23505' || code === '40001' || code === '40P01'
}
