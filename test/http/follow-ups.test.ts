import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Matter } from '../../domain/matter/matter.ts'
import { currentTier } from '../../domain/matter/route.ts'
import type { FollowUpList, FollowUpPage, StallList } from '../../http/api/contract.ts'
import { mattersPutOff } from '../../store/views/staff-follow-ups.ts'
import { type Edge, openEdge, problemIn, type Visitor } from './edge.ts'
import { conclude, done, opinionOf, type Sitting, sitInitial, speakers } from './sitting.ts'

let edge: Edge
let sitting: Sitting
/** The division that the meeting told to do things: its own. */
let owner: string
before(async () => {
  edge = await openEdge()
  sitting = await sitInitial(edge)
  owner = sitting.page.body.code
  for (const person of speakers(sitting)) {
    done(await (await sitting.as(person)).post(`${sitting.path}/opinions`, opinionOf(sitting, person)))
  }
  await conclude(sitting, [
    { words: '演示：补充交通组织方案', owner, dueOn: '2026-12-04' },
    { words: '演示：报送整改情况', owner, dueOn: '2026-12-18' },
  ])
  done(await (await sitting.as(sitting.page.chair.id)).post(`${sitting.path}/minutes-signature`))
})
after(() => edge.close())

const ids = async (visitor: Visitor, query = '') =>
  done<FollowUpList>(await visitor.get(`/follow-ups${query}`)).rows.map(row => row.id)

test('MTG-013 会议议定的事项，纪要签发后成为督办，按期限排列，逾期的挑得出来', async () => {
  edge.moveTo('2026-12-07')
  const office = await edge.signIn('clerk-general-office-1')
  const [first, second] = [`${sitting.id}.1`, `${sitting.id}.2`]
  assert.deepEqual(await ids(office), [first, second])
  assert.deepEqual(await ids(office, '?state=overdue'), [first])
  assert.deepEqual(await ids(office, '?state=done'), [])
  assert.deepEqual(await ids(office, '?mine=1'), [])
  const { rows } = done<FollowUpList>(await office.get('/follow-ups'))
  assert.deepEqual(
    rows.map(row => [row.words, row.owner.code, row.dueOn, row.overdue, row.meeting.id]),
    [
      ['演示：补充交通组织方案', owner, '2026-12-04', true, sitting.id],
      ['演示：报送整改情况', owner, '2026-12-18', false, sitting.id],
    ],
  )
})

test('MTG-013 督办只有责任处室、办公室、厅领导和驻厅纪检看得到，旁人如同没有', async () => {
  edge.moveTo('2026-12-07')
  const own = await edge.signIn(sitting.page.chair.id)
  assert.equal((await ids(own, '?mine=1')).length, 2)
  for (const person of ['agency-head', 'discipline-leader']) {
    assert.equal((await ids(await edge.signIn(person))).length, 2, person)
  }
  for (const person of ['clerk-planning-1', 'operator-1']) {
    const stranger = await edge.signIn(person)
    assert.deepEqual(await ids(stranger), [], person)
    const hidden = await stranger.get(`/follow-ups/${sitting.id}.1`)
    const nothing = await stranger.get('/follow-ups/DIRECTOR-DIRECTOR-2026-1.99')
    assert.deepEqual([hidden.status, hidden.text], [404, nothing.text], person)
    assert.equal((await stranger.post(`/follow-ups/${sitting.id}.1/replies`, { words: '已经办理。' })).status, 404)
  }
})

test('MTG-013 责任处室反馈，办公室退回、延期、核实办结，一步一步都在督办单上', async () => {
  edge.moveTo('2026-12-07')
  const path = `/follow-ups/${sitting.id}.2`
  const own = await edge.signIn(sitting.page.chair.id)
  const office = await edge.signIn('clerk-general-office-1')
  const early = await office.post(`${path}/completion`, { result: '已经办结。' })
  assert.deepEqual([early.status, problemIn(early).clause], [409, 'MTG-013'])
  done(await own.post(`${path}/replies`, { words: '整改情况已报。' }))
  done(await office.post(`${path}/returns`, { words: '请附照片。' }))
  done(await office.post(`${path}/extensions`, { dueOn: '2026-12-25', reason: '补充材料需要时间' }))
  const again = done<FollowUpPage>(await own.post(`${path}/replies`, { words: '照片已附。' }))
  assert.equal(again.stage, 'REPLIED')
  assert.equal(again.actions.find(a => a.noun === 'completion')?.allowed, false)
  const page = done<FollowUpPage>(await office.post(`${path}/completion`, { result: '已核实。' }))
  assert.deepEqual([page.stage, page.dueOn, page.extensions, page.result], ['DONE', '2026-12-25', 1, '已核实。'])
  assert.deepEqual(
    page.said.map(said => said.kindName),
    ['反馈', '退回继续办理', '延长期限', '反馈'],
  )
  assert.ok((await ids(office, '?state=done')).includes(`${sitting.id}.2`))
})

test('MTG-004 E-12 查找停滞的件不漏：凡仍在审而暂缓过、顺延过的都找得到，别的不取', async () => {
  const { rows } = await edge.store.database.pool.query<{ state: Matter }>('select state from matter_view')
  const expected = rows
    .map(row => row.state)
    .filter(matter => currentTier(matter) !== undefined)
    .filter(matter => matter.postponements > 0 || matter.records.some(r => r.conclusion === 'DEFERRED'))
  assert.ok(expected.length > 0, 'the demonstration has a matter that was put off')
  const found = await mattersPutOff(edge.store)
  assert.deepEqual(found.map(matter => matter.id).toSorted(), expected.map(matter => matter.id).toSorted())
})

test('MTG-013 逾期未办的督办自己冒出来，只给办公室、厅领导和驻厅纪检看', async () => {
  edge.moveTo('2026-12-07')
  const stalls = async (person: string) =>
    done<StallList>(await (await edge.signIn(person)).get('/stalls')).rows.filter(row => row.clause === 'MTG-013')
  for (const person of ['clerk-general-office-1', 'leader-1', 'discipline-leader']) {
    const rows = await stalls(person)
    assert.deepEqual(
      rows.map(row => [row.kindName, row.link]),
      [['督办逾期', `/follow-ups/${sitting.id}.1`]],
      person,
    )
  }
  for (const person of [sitting.page.chair.id, 'operator-1']) {
    assert.deepEqual((await (await edge.signIn(person)).get('/stalls')).body, { rows: [] }, person)
  }
  edge.moveTo('2026-12-04')
  assert.deepEqual(await stalls('leader-1'), [], 'on its last day it is not late')
})
