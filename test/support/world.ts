import { createHash } from 'node:crypto'
import type { Recorder } from '../../demo/recorder.ts'
import { meetingsOf } from '../../domain/accountability/responsibility.ts'
import { type Command, decide, streamsNeeded } from '../../domain/command.ts'
import type { Actor } from '../../domain/decider.ts'
import { idOf, moduleOf } from '../../domain/ids.ts'
import type { Matter } from '../../domain/matter/matter.ts'
import { meetingIdPrefix } from '../../domain/meeting/ids.ts'
import type { Lookups, StoredEvent } from '../../domain/module.ts'
import { checkEmitted, hiddenFieldsOf, moduleFor } from '../../domain/registry.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { ReviewGroup } from '../../domain/review-group/review-group.ts'
import { groupsOfRotation } from '../../domain/rotation/group-ids.ts'
import type { Rotation } from '../../domain/rotation/rotation.ts'
import { splitSummaryId } from '../../domain/summary/summary.ts'
import type { Instant } from '../../domain/time.ts'

export interface WorldEvent extends StoredEvent {
  readonly stream: string
}

/**
 * The record in memory: the same decisions as the database's, one after another. For tests of rules and of histories; what
 * the database adds (concurrency, crashes, idempotency) is tested on the database.
 */
export interface World {
  readonly do: (
    person: string,
    now: Instant,
    stream: string,
    noun: string,
    input?: unknown,
  ) => Result<readonly WorldEvent[]>
  readonly state: <T>(stream: string) => T
  readonly events: readonly WorldEvent[]
  readonly nextMatterId: (now: string) => string
  readonly putFile: (name: string, content: string) => string
  /** What lookups answer from now on besides what the record itself can tell: sealed parts, candidates, next numbers. */
  readonly lookUp: (answers: Lookups) => void
  /** An independent copy as of now; cheap, because states are immutable. */
  readonly copy: () => World
  readonly recorder: Recorder
}

interface Kept {
  readonly states: Map<string, { readonly version: number; readonly state: unknown }>
  readonly events: WorldEvent[]
  readonly files: Map<string, { name: string; size: number; mime: string }>
  matters: number
  answers: Lookups
}

function hiddenFieldsAt(
  events: readonly WorldEvent[],
  noun: string,
  input: Record<string, unknown> | undefined,
): Lookups {
  const found =
    noun === 'erasure-requests' && events.find(e => e.stream === input?.stream && e.version === input?.version)
  return found ? { hiddenFields: hiddenFieldsOf(found.stream, found.type) } : {}
}

export function createWorld(
  kept: Kept = { states: new Map(), events: [], files: new Map(), matters: 0, answers: {} },
): World {
  const read = (stream: string) => kept.states.get(stream)?.state ?? moduleFor(stream).initial(idOf(stream))

  // Nothing is signed in memory: plans are drawn with the seed of a log that has no entries.
  const rotationLookups = ({ stream, noun, input }: Command): Lookups => {
    const known = [...kept.states].flatMap(([name, { state }]) => {
      const { id, board, from } = state as ReviewGroup
      return moduleOf(name) === 'review-group' && board ? [{ id, board, from }] : []
    })
    const { plan } = (input ?? {}) as { plan?: number }
    const plans = noun === 'establishments' ? (read(stream) as Rotation).plans : []
    const planned = plans.find(p => p.plan === plan)?.groups ?? []
    return { groupsOfRotation: groupsOfRotation(known, idOf(stream), planned), seed: { size: 0, root: '' } }
  }

  const lookupsFor = (command: Command): Lookups => {
    const input = command.input as Record<string, unknown> | undefined
    const module = moduleOf(command.stream)
    const summarised = module === 'summary' ? splitSummaryId(idOf(command.stream)).item : undefined
    return {
      ...kept.answers,
      files: Object.fromEntries(kept.files),
      calledThisYear:
        module === 'meeting' && command.noun === 'calling'
          ? [...kept.states.keys()].filter(s => s.startsWith(`meeting/${meetingIdPrefix(input ?? {})}`)).length
          : 0,
      ...hiddenFieldsAt(kept.events, command.noun, input),
      ...(module === 'rotation' ? rotationLookups(command) : {}),
      ...(module === 'accountability' && typeof input?.matter === 'string'
        ? { meetingsOfMatter: meetingsOf(read(`matter/${input.matter}`) as Matter) }
        : {}),
      mattersOfItem: summarised
        ? [...kept.states]
            .filter(([s, k]) => moduleOf(s) === 'matter' && (k.state as Matter).item === summarised)
            .map(([s]) => idOf(s))
        : [],
    }
  }

  const append = (stream: string, type: string, data: unknown, at: Instant, by: Actor): WorldEvent => {
    const before = kept.states.get(stream)
    const event = { stream, type, data, at, by, version: (before?.version ?? 0) + 1 }
    kept.states.set(stream, { version: event.version, state: moduleFor(stream).evolve(read(stream), event) })
    kept.events.push(event)
    return event
  }

  const handle = (command: Command): Result<readonly WorldEvent[]> => {
    const lookups = lookupsFor(command)
    // Reads go through the same list as the database's, so that a stream left out of `needs` fails here too.
    const needed = new Set(streamsNeeded(command, read(command.stream), lookups))
    const readNeeded = (stream: string) => {
      if (!needed.has(stream)) throw new Error(`not among the streams needed: ${stream}`)
      return read(stream)
    }
    const decision = decide(command, kept.states.has(command.stream), readNeeded, lookups)
    if (!decision.ok) return decision
    const checked = decision.value.emitted.map(emitted => {
      const stream = emitted.on ?? command.stream
      if (!needed.has(stream)) throw new Error(`writes to a stream that was not read: ${stream}`)
      return { stream, type: emitted.type, data: checkEmitted(stream, emitted) }
    })
    return ok(checked.map(e => append(e.stream, e.type, e.data, command.now, decision.value.actor)))
  }

  const putFile = (name: string, content: string) => {
    const hash = createHash('sha256').update(content).digest('hex')
    kept.files.set(hash, { name, size: Buffer.byteLength(content), mime: 'text/plain' })
    return hash
  }
  const nextMatterId = (now: string) => `${now.slice(0, 4)}-${String(++kept.matters).padStart(6, '0')}`

  return {
    do: (person, now, stream, noun, input = {}) => handle({ person, now, stream, noun, input }),
    state: <T>(stream: string) => read(stream) as T,
    events: kept.events,
    nextMatterId,
    putFile,
    lookUp: answers => {
      kept.answers = { ...kept.answers, ...answers }
    },
    copy: () =>
      createWorld({
        states: new Map(kept.states),
        events: [...kept.events],
        files: new Map(kept.files),
        matters: kept.matters,
        answers: kept.answers,
      }),
    recorder: {
      handle: async command => handle(command),
      state: async stream => read(stream),
      nextMatterId: async now => nextMatterId(now),
      putFile: async (name, content) => putFile(name, content),
    },
  }
}
