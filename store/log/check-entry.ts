import { canonical } from '../../domain/canonical.ts'
import type { Entry, Salts } from '../../domain/log/entry.ts'
import { EVENT_COLUMNS, type EventRow, entryOf } from './entries.ts'

/** An entry beside the event and the salts it was made from; those may be gone. */
export interface CheckedRow extends EventRow {
  readonly index: number
  readonly entry: string
  readonly leaf: Buffer
  readonly salts: Salts | null
  /** Null when there is no such event. */
  readonly found: number | null
}

/** Entries from an index on, in order, each with its event and its salts. */
export const CHECKED_ROWS = `
select l.index, l.entry, l.leaf, s.salts, e.version as found, ${EVENT_COLUMNS},
       l.stream as stream, l.version as version
  from log_entry l
  left join event e on e.organ = l.organ and e.stream = l.stream and e.version = l.version
  left join log_salt s on s.organ = l.organ and s.stream = l.stream and s.version = l.version
 where l.organ = $1 and l.index >= $2
 order by l.index limit $3`

/** As long as any salt, so that the same fields are detached. */
const UNKNOWN_SALT = 'A'.repeat(22)

/**
 * Makes an entry again from its event and its salts.
 * @param destroyed fields of this event whose salts a logged decision has destroyed: their digests say nothing any more, and
 * all others must still be as they were.
 * @returns what is wrong; `undefined` when all is well.
 */
export function entryFault(row: CheckedRow, destroyed: ReadonlySet<string>): string | undefined {
  if (row.found === null) return '没有对应的事件'
  const unknown = new Set<string>()
  const saltFor = (field: string) => {
    const salt = row.salts?.[field]
    if (salt === undefined) unknown.add(field)
    return salt ?? UNKNOWN_SALT
  }
  let text: string
  try {
    text = entryOf(row, saltFor).text
  } catch (error) {
    return `无法由事件重新生成：${error instanceof Error ? error.message : String(error)}`
  }
  const lost = [...unknown].filter(field => !destroyed.has(field))
  if (lost.length > 0) return `缺少字段 ${lost.join('、')} 的盐值，又没有销毁它的决定`
  const kept = [...destroyed].filter(field => row.salts?.[field] !== undefined)
  if (kept.length > 0) return `字段 ${kept.join('、')} 的盐值已决定销毁，却还在`
  const same = unknown.size === 0 ? text === row.entry : sameButFor(text, row.entry, unknown)
  return same ? undefined : '与由事件和盐值重新生成的不同：事件、条目或盐值被改动过'
}

/** Whether two entries differ in nothing but the digests of these fields. */
function sameButFor(made: string, logged: string, unknown: ReadonlySet<string>): boolean {
  const [ours, theirs] = [JSON.parse(made) as Entry, JSON.parse(logged) as Entry]
  const ofActor = [...unknown].filter(field => field.startsWith('by.')).length
  return (
    withoutDigests(ours) === withoutDigests(theirs) &&
    differing(ours.by._sd, theirs.by._sd) === ofActor &&
    differing(ours.data._sd ?? [], theirs.data._sd ?? []) === unknown.size - ofActor
  )
}

function withoutDigests({ by, data, ...rest }: Entry): string {
  return canonical({ ...rest, by: { ...by, _sd: by._sd.length }, data: { ...data, _sd: data._sd?.length ?? 0 } })
}

/** How many digests of the one are not among those of the other, which has as many. */
function differing(ours: readonly string[], theirs: readonly string[]): number {
  const known = new Set(ours)
  return theirs.filter(digest => !known.has(digest)).length
}
