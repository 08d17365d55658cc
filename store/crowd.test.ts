import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { streams } from '../domain/ids.ts'
import type { Meeting } from '../domain/meeting/meeting.ts'
import { must } from '../domain/result.ts'
import { type Crowd, crowdOpen, pourInto } from '../test/support/crowd.ts'
import { DEMO_ORGAN, type TestDatabase, testDatabase } from '../test/support/database.ts'
import { loadStreams } from './events.ts'
import { handle } from './handle.ts'
import { openStore, type Store } from './store.ts'

let database: TestDatabase
let store: Store
let crowd: Crowd
before(async () => {
  crowd = await crowdOpen(1)
  const [matter] = crowd.matters
  crowd.story.does(crowd.recorder, streams.meeting(crowd.meeting), 'item-starts', { matter })
  database = await testDatabase()
  store = openStore(database, DEMO_ORGAN)
  await pourInto(store, crowd.story)
})
after(() => database.close())

test('S93 六十人在同一时刻表态：人人办成，各记一次，没有人被要求再试', async () => {
  const stream = streams.meeting(crowd.meeting)
  const [matter] = crowd.matters
  const now = crowd.story.now()
  assert.equal(crowd.members.length, 60)

  const answers = await Promise.all(
    crowd.members.map(person => {
      const input = { matter, person, position: 'AGREE', words: '材料齐全，同意。' }
      return handle(store, { stream, noun: 'opinions', input, person, now, key: `vote-${person}` })
    }),
  )

  const refused = answers.flatMap(answer => (answer.ok ? [] : [answer.error.sentence]))
  assert.deepEqual(refused, [])
  assert.equal(store.turns.names(), 0)
  const { states } = await loadStreams(database.pool, openStore(database, DEMO_ORGAN), [stream])
  const { items } = must(states.get(stream), stream).state as Meeting
  const spoken = items.flatMap(item => item.opinions.map(o => o.person))
  assert.deepEqual(spoken.toSorted(), crowd.members.toSorted())
})
