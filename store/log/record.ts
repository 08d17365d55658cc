import { releasedFields } from '../../domain/disclosure/release.ts'
import { moduleOf } from '../../domain/ids.ts'
import { disclosureText } from '../../domain/log/disclosure-digest.ts'
import type { Entry, Salts } from '../../domain/log/entry.ts'
import type { RecordFile } from '../../domain/log/record-file.ts'
import type { Matter } from '../../domain/matter/matter.ts'
import { fold } from '../../domain/registry.ts'
import type { Store } from '../store.ts'
import { EVENT_COLUMNS, type EventRow, visibilitiesOf } from './entries.ts'

export interface LoggedRow extends EventRow {
  readonly index: number
  readonly entry: string
  readonly salts: Salts | null
}

/**
 * All of one stream as the log has it: where each entry stands, its text, and the disclosures that are handed out now: of
 * a matter what `domain/disclosure/release.ts` lets out, and everywhere public fields that were too long for the entry.
 * A field whose salt was destroyed, or that was not filled in, has no disclosure.
 * @returns undefined when nothing of this stream is in the log.
 */
export async function readRecord(store: Store, stream: string): Promise<RecordFile | undefined> {
  const { rows } = await store.database.pool.query<LoggedRow>({
    name: 'log-record',
    text: `select l.index, l.entry, s.salts, ${EVENT_COLUMNS}
             from log_entry l
             join event e on e.organ = l.organ and e.stream = l.stream and e.version = l.version
             left join log_salt s on s.organ = l.organ and s.stream = l.stream and s.version = l.version
            where l.organ = $1 and l.stream = $2
            order by l.version`,
    values: [store.organ, stream],
  })
  if (rows.length === 0) return undefined
  // From what is logged alone, so that nothing is handed out that is not in the log yet.
  const released = releasedOf(stream, rows)
  const entries = rows.map(row => {
    const fields = [...detachedOf(row), ...(released.get(row.version) ?? [])]
    return { index: row.index, entry: row.entry, disclosures: disclosuresOf(row, fields) }
  })
  return { stream, entries }
}

function releasedOf(stream: string, rows: readonly LoggedRow[]): ReadonlyMap<number, readonly string[]> {
  if (moduleOf(stream) !== 'matter') return new Map()
  const events = rows.map(({ type, data, version, at, actor }) => ({ type, data, version, at, by: actor }))
  return releasedFields(fold(stream, events) as Matter, events)
}

/** Public fields that were too long to stand in the entry in clear. */
export function detachedOf({ stream, type, data, entry }: LoggedRow): readonly string[] {
  const visibilities = visibilitiesOf(stream, type)
  const { data: clear } = JSON.parse(entry) as Entry
  return Object.keys(data).filter(field => visibilities[field] === 'public' && !Object.hasOwn(clear, field))
}

export function disclosuresOf({ data, salts }: LoggedRow, fields: readonly string[]): string[] {
  return fields.flatMap(name => {
    const salt = salts?.[name]
    return salt === undefined || data[name] === undefined ? [] : [disclosureText({ salt, name, value: data[name] })]
  })
}
