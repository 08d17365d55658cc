import { matterEvents } from '../matter/events.ts'
import type { Matter } from '../matter/matter.ts'
import { visibilityOf } from '../schema.ts'

/** An event of a matter's stream, as far as it matters here. */
interface Told {
  readonly version: number
  readonly type: string
}

/**
 * S11, practice 3.1: which hidden fields of a matter's events are handed out to the public now, by version. Nothing while it
 * is a draft, and nothing when it is not open by itself (PUB-004). Of several sets of details only the last counts: what a
 * draft once said is no public document (条例第16条). A counterparty is named where the law says so (3.5), and a natural
 * person never in full, so that field stays closed (PII-002).
 */
export function releasedFields(matter: Matter, events: readonly Told[]): ReadonlyMap<number, readonly string[]> {
  if (!matter.submittedAt || matter.disclosure.attribute !== 'ACTIVE') return new Map()
  const details = events.findLast(e => e.type === 'matter.details-set') ?? events[0]
  const said = events.filter(e => e.version >= (details?.version ?? 1) || !saysDetails(e))
  return new Map(said.map(event => [event.version, fieldsOf(event, matter)] as const).filter(([, f]) => f.length > 0))
}

const saysDetails = ({ type }: Told) => type === 'matter.details-set' || type === 'matter.drafted'

function fieldsOf({ type }: Told, matter: Matter): readonly string[] {
  const shape = matterEvents[type as keyof typeof matterEvents] ?? {}
  return Object.entries(shape)
    .filter(([, schema]) => visibilityOf(schema) === 'released')
    .map(([field]) => field)
    .filter(field => field !== 'counterparty' || namesCounterparty(matter))
}

function namesCounterparty({ board, counterparty }: Matter): boolean {
  return (board === 'PERMIT' || board === 'ENFORCEMENT') && counterparty?.kind === 'ORGANISATION'
}
