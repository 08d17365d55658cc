import type { Actor } from '../decider.ts'
import { blankOf, type EventSchemas } from '../schema.ts'
import type { Instant } from '../time.ts'
import type { Entry } from './entry.ts'

/** What stands for a hidden person: nobody has this code. */
export const HIDDEN = '（未公开）'

export interface RestoredEvent {
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
  readonly version: number
  readonly at: Instant
  readonly by: Actor
}

const nothing: Readonly<Record<string, unknown>> = {}

/**
 * An entry as an event again, so that the domain's own functions can be run on it: public fields as they are, opened ones
 * by their disclosures, and a blank of the right shape for what stays hidden. Nothing that is computed from a blank may be
 * called proved.
 * @throws when the type is not declared.
 */
export function restoreEvent(
  entry: Entry,
  schemas: EventSchemas,
  opened: Readonly<Record<string, unknown>> = nothing,
): RestoredEvent {
  const { _sd, ...clear } = entry.data
  const person = opened['by.person']
  return {
    type: entry.type,
    data: { ...blanksOf(schemas, entry.type), ...withoutActor(opened), ...clear },
    version: entry.version,
    at: entry.at,
    by: {
      person: typeof person === 'string' ? person : HIDDEN,
      post: entry.by.post,
      department: entry.by.department,
    },
  }
}

const withoutActor = (opened: Readonly<Record<string, unknown>>) =>
  opened === nothing ? nothing : Object.fromEntries(Object.entries(opened).filter(([name]) => !name.startsWith('by.')))

const blanks = new WeakMap<object, Readonly<Record<string, unknown>>>()

function blanksOf(schemas: EventSchemas, type: string): Readonly<Record<string, unknown>> {
  const shape = schemas[type]
  if (!shape) throw new Error(`event type not declared: ${type}`)
  const known = blanks.get(shape)
  if (known) return known
  const made = Object.fromEntries(
    Object.entries(shape).flatMap(([field, schema]) => {
      const blank = blankOf(schema, HIDDEN)
      return blank === undefined ? [] : [[field, blank]]
    }),
  )
  blanks.set(shape, made)
  return made
}
