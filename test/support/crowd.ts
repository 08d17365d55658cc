/** A 初审例会 that sixty people sit in, told in memory and then put into a real database. */
import { streams } from '../../domain/ids.ts'
import { createDemoAccounts } from '../../store/accounts.ts'
import { rebuildViews } from '../../store/rebuild.ts'
import type { Store } from '../../store/store.ts'
import { noticed, opened, submitted } from './journey.ts'
import { foundedWorld, type Story, tellStory } from './story.ts'
import type { World } from './world.ts'

export interface Crowd {
  readonly story: Story
  readonly meeting: string
  readonly recorder: string
  /** Everybody who votes, the chair last. */
  readonly members: readonly string[]
  readonly matters: readonly string[]
}

const MEMBERS = 60
const ITEM = 'DEMO-PF-01'
const DEPARTMENT = 'PLANNING'

/** Given an open meeting of a division of sixty, everybody present, with so many items. */
export async function crowdOpen(items: number): Promise<Crowd> {
  const story = tellStory(await foundedWorld())
  const seated = () => story.organisation().assignments.filter(a => a.department === DEPARTMENT && isSeated(a.post))
  for (let n = 1; seated().length <= MEMBERS; n++) join(story, `crowd-${n}`, `演示${String(n).padStart(2, '0')}`)
  // Who handled the matters would have to leave for each of them (S10): that clerk moves on before the meeting.
  const handler = 'crowd-1'
  const matters = Array.from({ length: items }, () => submitted(story, ITEM, { handler }))
  const assignment = seated().find(held => held.person === handler)?.id
  story.does('operator-1', streams.organisation, 'post-endings', { assignment, to: story.today() })
  story.afterWorkdays(1)
  const meeting = noticed(story, 'INITIAL', matters)
  opened(story, meeting)
  const { members, chair, recorder } = story.meeting(meeting)
  const others = members.map(m => m.person).filter(person => person !== chair)
  return { story, meeting, recorder, members: [...others, chair], matters }
}

function join(story: Story, person: string, name: string): void {
  const on = streams.organisation
  story.does('operator-1', on, 'persons', { person, name, demo: true })
  const post = { person, post: 'CLERK', department: DEPARTMENT, from: story.today() }
  story.does('operator-1', on, 'post-assignments', post)
}

const isSeated = (post: string) => post === 'DIVISION_HEAD' || post === 'DIVISION_DEPUTY' || post === 'CLERK'

/** Writes a told history into an empty database, and gives everybody in it an account of the demonstration. */
export async function pourInto(store: Store, { world, organisation, now }: Story): Promise<void> {
  await insertEvents(store, world)
  await rebuildViews(store)
  await createDemoAccounts(store, Object.keys(organisation().persons), now())
}

async function insertEvents({ organ, database }: Store, { events }: World): Promise<void> {
  const rows = events.map(({ stream, version, type, data, at, by }) => ({ stream, version, type, data, at, actor: by }))
  await database.pool.query(
    `insert into event (organ, stream, version, type, data, at, actor, seen)
     select $1, stream, version, type, data, at, actor, '{}'
       from json_to_recordset($2::json)
         as e(stream text, version int, type text, data json, at timestamptz, actor json)`,
    [organ, JSON.stringify(rows)],
  )
  await database.pool.query(
    'insert into stream_head (organ, stream, version) select organ, stream, max(version) from event group by 1, 2',
  )
}
