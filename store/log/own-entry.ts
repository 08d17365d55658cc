import type { Store } from '../store.ts'
import { EVENT_COLUMNS } from './entries.ts'
import { detachedOf, disclosuresOf, type LoggedRow } from './record.ts'

/** One entry as the log has it, with the disclosures of the fields that were asked for. */
export interface OwnEntry {
  readonly index: number
  readonly entry: string
  readonly disclosures: readonly string[]
}

/**
 * An entry for somebody to whom these of its fields are handed out; public fields that were too long for the entry come
 * along, as everywhere. Whether they may have them is for the caller to know.
 * @returns undefined when it is not in the log yet.
 */
export async function readOwnEntry(
  store: Store,
  stream: string,
  version: number,
  fields: readonly string[],
): Promise<OwnEntry | undefined> {
  const { rows } = await store.database.pool.query<LoggedRow>({
    name: 'own-entry',
    text: `select l.index, l.entry, s.salts, ${EVENT_COLUMNS}
             from log_entry l
             join event e on e.organ = l.organ and e.stream = l.stream and e.version = l.version
             left join log_salt s on s.organ = l.organ and s.stream = l.stream and s.version = l.version
            where l.organ = $1 and l.stream = $2 and l.version = $3`,
    values: [store.organ, stream, version],
  })
  const row = rows[0]
  if (!row) return undefined
  const { index, entry, salts, actor, data } = row
  // The actor is no field of the data: it is hidden under a name of its own.
  const known = { ...row, data: { ...data, 'by.person': actor.person } }
  return { index, entry, disclosures: disclosuresOf({ ...known, salts }, [...fields, ...detachedOf(row)]) }
}
