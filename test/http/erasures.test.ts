import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ErasureList } from '../../http/api/contract.ts'
import { type Edge, openEdge } from './edge.ts'

let edge: Edge
before(async () => {
  edge = await openEdge()
})
after(() => edge.close())

const form = {
  stream: 'organisation',
  version: 2,
  field: 'by.person',
  ground: 'ART15_PRIVACY',
  reason: '演示：该字段误含与本件无关的个人信息',
}

test('PII-004 销毁盐值：办公室申请、驻厅纪检同意，旁人看不到申请', async () => {
  const office = await edge.signIn('clerk-general-office-1')
  const discipline = await edge.signIn('discipline-leader')
  const stranger = await edge.signIn('head-planning')

  const asked = await office.post('/erasures/erasure-requests', form)
  assert.equal(asked.status, 200, asked.text)
  assert.deepEqual(
    (asked.body as ErasureList).rows.map(r => [r.stream, r.version, r.field, r.stage]),
    [['organisation', 2, 'by.person', 'REQUESTED']],
  )
  assert.deepEqual((await stranger.get('/erasures')).body, { rows: [], actions: [] })
  assert.equal((await stranger.post('/erasures/erasure-confirmations', { erasure: 1 })).status, 403)

  const done = await discipline.post('/erasures/erasure-confirmations', { erasure: 1 })
  assert.equal((done.body as ErasureList).rows[0]?.stage, 'DESTROYED')
  assert.equal((await discipline.post('/erasures/erasure-confirmations', { erasure: 1 })).status, 409)
})

for (const [why, change] of [
  ['没有的流', { stream: 'matter/none' }],
  ['不是流的名字', { stream: '\u0000' }],
  ['太大的序号', { version: 2 ** 40 }],
  ['负的序号', { version: -1 }],
  ['序号是文字', { version: '2' }],
  ['没有的字段', { field: '__proto__' }],
  ['公开的字段', { field: 'department' }],
  ['过程性信息不是理由', { ground: 'ART16_DELIBERATIVE' }],
  ['事由太短', { reason: '短' }],
] as const) {
  test(`PII-004 坏的申请被拒，什么也不发生：${why}`, async () => {
    const office = await edge.signIn('clerk-general-office-1')
    const before = await edge.events()
    const answer = await office.post('/erasures/erasure-requests', { ...form, ...change })
    assert.ok([400, 422].includes(answer.status), `${answer.status} ${answer.text}`)
    assert.equal(await edge.events(), before)
  })
}
