import type { Role } from './access.ts'
import type { Actor, Emitted, Read } from './decider.ts'
import { streams } from './ids.ts'
import type { Lookups } from './module.ts'
import type { BaseFacts } from './organisation/facts.ts'
import type { Organisation } from './organisation/organisation.ts'
import { perform } from './perform.ts'
import { foundation, moduleFor } from './registry.ts'
import { err, type Result, refuse } from './result.ts'
import { dayOf, type Instant } from './time.ts'

/** Something a person asks for: an act, by its noun, on a stream. */
export interface Command {
  readonly stream: string
  readonly noun: string
  readonly input: unknown
  readonly person: string
  readonly now: Instant
}

export interface Decision {
  readonly emitted: readonly Emitted[]
  readonly actor: Actor
  readonly roles: ReadonlySet<Role>
}

/** Every stream a command's decision reads, given what of it was read already. */
export function streamsNeeded(command: Command, state: unknown, lookups: Lookups): readonly string[] {
  const more = moduleFor(command.stream).needs(state, command.input, lookups)
  return [...new Set([command.stream, ...foundation, ...more])]
}

export function baseFacts(person: string, now: Instant, read: Read): BaseFacts {
  return { person, now, today: dayOf(now), organisation: read(streams.organisation) as Organisation }
}

/**
 * Decides a command from states handed in; `exists` says whether its stream has any event. Pure: the
 * database and the in-memory record both call this, and so does whoever replays a history.
 */
export function decide(command: Command, exists: boolean, read: Read, lookups: Lookups): Result<Decision> {
  const module = moduleFor(command.stream)
  const act = module.acts.find(a => a.noun === command.noun)
  if (!act) return err(refuse('NOT_FOUND', 'S15', '没有这项操作。'))
  const state = read(command.stream)
  const base = baseFacts(command.person, command.now, read)
  const facts = module.facts(base, state, command.input, read, lookups)
  if (exists && !module.maySee(state, facts)) return err(refuse('NOT_FOUND', 'S143', '没有找到，或您无权查看。'))
  const roles = module.roles(state, facts)
  const decided = perform(act, roles, state, command.input, facts)
  return decided.ok ? { ok: true, value: { emitted: decided.value, actor: module.actor(state, base), roles } } : decided
}
