import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { PublicMatter } from '../../domain/disclosure/public-matter.ts'
import { noMatter } from '../../domain/matter/matter.ts'
import { noMeeting } from '../../domain/meeting/meeting.ts'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { upsertView } from '../events.ts'
import { openStore, type Store } from '../store.ts'
import { findLoggedMatter } from './log-entries.ts'
import {
  COUNT_CAP,
  countPublicMatters,
  readLatestConclusions,
  readSiteSettings,
  searchPublicMatters,
} from './public.ts'
import { readPublicMeetings } from './public-meetings.ts'
import { addRows, noRows, type ViewRows, viewTables } from './rows.ts'

const ORGAN = 'TEST'
let database: TestDatabase
let store: Store

before(async () => {
  database = await testDatabase()
  store = openStore(database, ORGAN)
})
after(() => database.close())

interface Told {
  readonly title: string
  readonly on: string
  readonly closed?: true
  readonly concludedOn?: string
  readonly organ?: string
}

function addMatter(rows: ViewRows, id: string, { title, on, closed, concludedOn, organ = ORGAN }: Told): void {
  addRows(rows, organ, `matter/${id}`, 1, {
    ...noMatter,
    id,
    title,
    status: concludedOn ? 'NOTED' : 'SUBMITTED_INITIAL',
    item: 'I-1',
    department: 'PORTS',
    handler: 'handler-zhang',
    level: 'REPORT',
    board: 'PERMIT',
    draftedAt: `${on}T01:00:00.000Z`,
    submittedAt: `${on}T01:00:00.000Z`,
    ...(concludedOn ? { concludedAt: `${concludedOn}T01:00:00.000Z` } : {}),
    ...(closed ? { disclosure: { attribute: 'NONE', ground: 'ART15_PRIVACY', reason: '涉及个人隐私' } } : {}),
  })
}

/** Empties the views and fills them with these rows. */
async function given(fill: (rows: ViewRows) => void): Promise<void> {
  const rows = noRows()
  fill(rows)
  for (const table of viewTables) {
    await database.pool.query(`delete from ${table}`)
    if (rows[table].length > 0) await database.pool.query(upsertView(table, '$1'), [JSON.stringify(rows[table])])
  }
}

const word = (text: string) => ({ text, boards: [], departments: [], items: [] })
const idsFor = async (text: string) =>
  (await searchPublicMatters(store, { words: [word(text)], limit: 20 })).matters.map(m => m.id)
const ids = (matters: readonly PublicMatter[]) => matters.map(m => m.id)

test('META-003 按标题、件号查得到，两个字也查得到，全角半角和大小写不论', async () => {
  await given(rows => {
    addMatter(rows, '2026-000001', { title: '国道G105线改建工程', on: '2026-09-01' })
    addMatter(rows, '2026-000002', { title: '港口岸线使用', on: '2026-09-02' })
  })

  assert.deepEqual(await idsFor('岸线'), ['2026-000002'])
  assert.deepEqual(await idsFor('ｇ１０５线'), ['2026-000001'])
  assert.deepEqual(await idsFor('2026-000002'), ['2026-000002'])
  assert.deepEqual(await idsFor('线'), ['2026-000002', '2026-000001'])
  assert.deepEqual(await idsFor('线岸'), [], 'the fragments must stand in this order')
})

test('PUB-007 查询词里的通配符、引号和反斜杠只是文字', async () => {
  await given(rows => {
    addMatter(rows, 'm-1', { title: '完成率100%的路段', on: '2026-09-01' })
    addMatter(rows, 'm-2', { title: '完成率1000的路段', on: '2026-09-01' })
  })

  assert.deepEqual(await idsFor('100%'), ['m-1'])
  for (const hostile of ['%', '_', '\\', "'; drop table event; --", '{"}', '%%%']) {
    assert.deepEqual(await idsFor(hostile), hostile === '%' ? ['m-1'] : [], hostile)
  }
})

test('S11 不予公开的件：列得出件号和进度，用标题里的任何词都查不到，取出的内容里也没有', async () => {
  await given(rows => addMatter(rows, 'm-1', { title: '某企业技术秘密评审', on: '2026-09-01', closed: true }))

  const face = (await findLoggedMatter(store, 'm-1'))?.face

  for (const text of ['技术', '秘密评审', '某企业', '企']) assert.deepEqual(await idsFor(text), [], text)
  assert.equal(face?.title, '（标题不予公开）')
  assert.match(face?.withheld ?? '', /条例第15条/)
  assert.ok(!JSON.stringify(face).includes('技术秘密'))
})

test('最近送审的排在最前，同一天的按件号；别的机关的件不混进来', async () => {
  await given(rows => {
    addMatter(rows, 'm-1', { title: '甲件', on: '2026-09-01' })
    addMatter(rows, 'm-3', { title: '丙件', on: '2026-09-02' })
    addMatter(rows, 'm-2', { title: '乙件', on: '2026-09-02' })
    addMatter(rows, 'm-9', { title: '别处的件', on: '2026-09-03', organ: 'OTHER' })
  })

  assert.deepEqual(ids((await searchPublicMatters(store, { limit: 10 })).matters), ['m-3', 'm-2', 'm-1'])
  assert.deepEqual(ids((await searchPublicMatters(store, { limit: 1, offset: 1 })).matters), ['m-2'])
  assert.deepEqual(ids((await searchPublicMatters(store, { limit: 9, to: '2026-09-01' })).matters), ['m-1'])
  assert.equal(await findLoggedMatter(store, 'm-9'), undefined)
})

test('S25 最新结论按作出结论的日期排，还在审议的不列', async () => {
  await given(rows => {
    addMatter(rows, 'm-1', { title: '早送审晚结论', on: '2026-09-01', concludedOn: '2026-10-08' })
    addMatter(rows, 'm-2', { title: '晚送审早结论', on: '2026-09-09', concludedOn: '2026-10-01' })
    addMatter(rows, 'm-3', { title: '还在审议', on: '2026-09-20' })
  })

  assert.deepEqual(ids(await readLatestConclusions(store, 5)), ['m-1', 'm-2'])
  const open = await searchPublicMatters(store, { stage: 'OPEN', limit: 5 })
  assert.deepEqual([ids(open.matters), open.count], [['m-3'], 1])
  const counts = await countPublicMatters(store)
  assert.deepEqual(
    counts.map(c => [c.status, c.concluded, c.count]).sort(),
    [
      ['已知悉', true, 2],
      ['待初审', false, 1],
    ].sort(),
  )
})

test('件数数到上限为止', async () => {
  await given(rows => {
    for (let no = 0; no < COUNT_CAP + 5; no++) addMatter(rows, `m-${no}`, { title: '同名的件', on: '2026-09-01' })
  })

  const { count, capped, matters } = await searchPublicMatters(store, { words: [word('同名')], limit: 20 })

  assert.deepEqual([count, capped, matters.length], [COUNT_CAP, true, 20])
})

test('S21 会议公开会次、时间、议题和处室；没有通知的会议不列，不予公开的标题不从议程里出来', async () => {
  const meeting = {
    ...noMeeting,
    id: 'INITIAL-PORTS-2026-1',
    stage: 'NOTICED',
    kind: 'INITIAL',
    body: 'PORTS',
    year: 2026,
    seq: 1,
    scheduledAt: '2026-09-10T02:00:00.000Z',
    chair: 'head-li',
    recorder: 'clerk-wang',
    members: [{ person: 'head-li', department: 'PORTS', title: '港口处处长', voting: true }],
    items: [
      { no: 1, matter: 'm-1', title: '某企业技术秘密评审', stage: 'WAITING', recusals: [], opinions: [] },
      { no: 2, matter: 'm-2', title: '码头扩建', stage: 'WAITING', recusals: [], opinions: [] },
    ],
  }
  await given(rows => {
    addMatter(rows, 'm-1', { title: '某企业技术秘密评审', on: '2026-09-01', closed: true })
    addMatter(rows, 'm-2', { title: '码头扩建', on: '2026-09-01' })
    addRows(rows, ORGAN, `meeting/${meeting.id}`, 1, meeting)
    addRows(rows, ORGAN, 'meeting/INITIAL-PORTS-2026-2', 1, {
      ...meeting,
      id: 'INITIAL-PORTS-2026-2',
      stage: 'PLANNED',
    })
  })

  const week = { from: '2026-09-07T00:00:00.000Z', before: '2026-09-14T00:00:00.000Z', limit: 9 }
  const [shown, ...others] = await readPublicMeetings(store, week)

  assert.deepEqual(others, [])
  assert.deepEqual(
    shown?.items.map(({ matter = '' }) => [matter, shown.titles.get(matter)]),
    [
      ['m-1', '（标题不予公开）'],
      ['m-2', '码头扩建'],
    ],
  )
  assert.deepEqual(shown?.departments, ['PORTS'])
  const told = JSON.stringify([shown, ...(shown?.titles.values() ?? [])])
  for (const inside of ['head-li', 'clerk-wang', '处长', '技术秘密']) assert.ok(!told.includes(inside))
})

test('WEB-002 站点信息没有填报时为空；填报不合格式时当作没有填报', async () => {
  assert.equal((await readSiteSettings(store)).siteIdCode, '')
  const set = (value: unknown) =>
    database.pool.query(
      `insert into setting (organ, key, value) values ($1, 'portal.site', $2)
       on conflict (organ, key) do update set value = excluded.value`,
      [ORGAN, JSON.stringify(value)],
    )

  await set({ siteIdCode: '4400000000', secret: 'x' })
  assert.deepEqual(
    Object.entries(await readSiteSettings(store)).filter(([, value]) => value !== ''),
    [['siteIdCode', '4400000000']],
  )
  await set({ siteIdCode: 7 })
  assert.equal((await readSiteSettings(store)).siteIdCode, '')
})
