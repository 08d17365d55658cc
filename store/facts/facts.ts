import type { Role } from '../../domain/access.ts'
import { baseFacts } from '../../domain/command.ts'
import type { Lookups } from '../../domain/module.ts'
import { foundation, moduleFor } from '../../domain/registry.ts'
import { must } from '../../domain/result.ts'
import type { Instant } from '../../domain/time.ts'
import { loadStreams } from '../events.ts'
import type { Store } from '../store.ts'

/** A stream as one person sees it: its state, what a decision on it would be told, and what the person is towards it. */
export interface Known<State = unknown, Facts = unknown> {
  readonly stream: string
  /** 0 when nothing ever happened there. */
  readonly version: number
  readonly state: State
  readonly facts: Facts
  readonly roles: ReadonlySet<Role>
  /** Whether the person may know that it exists. */
  readonly visible: boolean
}

export async function factsFor(store: Store, stream: string, person: string, now: Instant): Promise<Known> {
  const [known] = await factsForAll(store, [stream], person, now)
  return must(known, stream)
}

/**
 * What a decision without an input would know of these streams, in two statements for all of them: what they are thought to
 * need, and what they turn out to need besides.
 */
export async function factsForAll(
  store: Store,
  streams: readonly string[],
  person: string,
  now: Instant,
): Promise<readonly Known[]> {
  const none: Lookups = {}
  const needs = (stream: string, state: unknown) => moduleFor(stream).needs(state, {}, none)
  const guessed = streams.flatMap(stream => {
    const before = store.known.get(stream)
    return before ? needs(stream, before.state) : []
  })
  const { pool } = store.database
  const { states } = await loadStreams(pool, store, [...new Set([...foundation, ...streams, ...guessed])])
  const wanted = streams.flatMap(stream => needs(stream, states.get(stream)?.state))
  const missing = [...new Set(wanted)].filter(stream => !states.has(stream))
  if (missing.length > 0)
    for (const [stream, state] of (await loadStreams(pool, store, missing)).states) states.set(stream, state)

  const read = (stream: string) => must(states.get(stream), `stream ${stream} among those needed`).state
  const base = baseFacts(person, now, read)
  return streams.map(stream => {
    const module = moduleFor(stream)
    const { version, state } = must(states.get(stream), stream)
    const facts = module.facts(base, state, {}, read, none)
    return { stream, version, state, facts, roles: module.roles(state, facts), visible: module.maySee(state, facts) }
  })
}
