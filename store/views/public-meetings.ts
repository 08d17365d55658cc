import type { DeliberationLevel } from '../../domain/catalogue/power-item.ts'
import { type PublicMeeting, publicFaceOfMeeting } from '../../domain/disclosure/public-meeting.ts'
import type { Meeting } from '../../domain/meeting/meeting.ts'
import type { Instant } from '../../domain/time.ts'
import type { Store } from '../store.ts'

/** A meeting's public face, with the titles that the public may read. */
export interface TitledMeeting extends PublicMeeting {
  /** By the number of the matter; a title that is withheld is not among them. */
  readonly titles: ReadonlyMap<string, string>
}

/** Meetings of which notice was given, from one moment on and before another, the latest first. */
export async function readPublicMeetings(
  store: Store,
  { from, before, limit, offset = 0 }: { from: Instant; before: Instant; limit: number; offset?: number },
): Promise<readonly TitledMeeting[]> {
  const rows = await noticed(store)
    .where('scheduled_at', '>=', new Date(from))
    .where('scheduled_at', '<', new Date(before))
    .orderBy('scheduled_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .offset(offset)
    .execute()
  return withTitles(
    store,
    rows.map(row => row.state as Meeting),
  )
}

/** One meeting, once its notice went out. */
export async function findPublicMeeting(store: Store, id: string): Promise<TitledMeeting | undefined> {
  const row = await noticed(store).where('id', '=', id).executeTakeFirst()
  return row && (await withTitles(store, [row.state as Meeting]))[0]
}

const noticed = (store: Store) =>
  store.database.kysely
    .selectFrom('meeting_view')
    .select('state')
    .where('organ', '=', store.organ)
    .where('stage', 'not in', ['NONE', 'PLANNED'])

// The agenda has the title that the matter was submitted under; a title that is withheld must not come out here.
async function withTitles(store: Store, meetings: readonly Meeting[]): Promise<readonly TitledMeeting[]> {
  const ids = [...new Set(meetings.flatMap(m => m.items.map(i => i.matter)))]
  const rows =
    ids.length === 0
      ? []
      : await store.database.kysely
          .selectFrom('public_matter_view')
          .select(['id', 'title', 'level'])
          .where('organ', '=', store.organ)
          .where('id', 'in', ids)
          .execute()
  const titles = new Map(rows.map(row => [row.id, row.title]))
  const levels = new Map(rows.map(row => [row.id, row.level as DeliberationLevel]))
  return meetings.flatMap(meeting => {
    const face = publicFaceOfMeeting(meeting, matter => levels.get(matter))
    return face ? [{ ...face, titles }] : []
  })
}
