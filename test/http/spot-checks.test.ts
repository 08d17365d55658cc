import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { recompute } from '../../domain/draw/transcript.ts'
import { parseTranscript } from '../../domain/draw/transcript-schema.ts'
import { proposedWeights } from '../../domain/spot-check/weights.ts'
import type { CandidateList, SpotCheckList, SpotCheckPage, StrataList } from '../../http/api/contract.ts'
import { type Edge, openEdge, problemIn } from './edge.ts'
import { done } from './sitting.ts'

/** The demonstration of 2026: its matters are concluded, and no beacon of its days is known, so that dice are thrown. */
let edge: Edge
before(async () => {
  edge = await openEdge()
})
after(() => edge.close())

const LEADER = 'discipline-leader'
const MEMBER = 'supervision-office-head'
const RANGE = 'kinds=MATTER&kinds=ITEM&kinds=DIVISION&kinds=MEETING&kinds=PUBLIC_RECORD&from=2026-01-01&to=2026-11-23'
const plan = {
  kind: 'DICE',
  sources: Array.from({ length: 25 }, (_, i) => ({ name: `第${i + 1}掷`, count: 1, from: 1, to: 6 })),
}
const source = {
  ...{ kind: 'CEREMONY', at: '2026-11-24T02:00:00.000Z', plan, place: '演示：三楼会议室' },
  witnesses: ['演示见证人甲', '演示见证人乙'],
}
const thrown = { kind: 'DICE', sources: plan.sources.map(({ name }, i) => ({ name, numbers: [((i * 5) % 6) + 1] })) }

async function preparation() {
  const member = await edge.signIn(MEMBER)
  const { strata } = done<StrataList>(await member.get(`/spot-checks/strata?${RANGE}`))
  return {
    title: '演示：2026年第四季度权力运行抽查',
    rule: {
      kinds: ['MATTER', 'ITEM', 'DIVISION', 'MEETING', 'PUBLIC_RECORD'],
      ...{ from: '2026-01-01', to: '2026-11-23', boards: [], departments: [] },
    },
    strata: strata.map(({ stratum }) => ({ stratum, rate: 0.05 })),
    weights: proposedWeights,
    perObject: 2,
  }
}

test('RND-005 对象库来自记录：已办件、事项、处室、会议、公开记录，各有分层；只有问责小组查得到', async () => {
  const member = await edge.signIn(MEMBER)
  const { strata, proposedRate } = done<StrataList>(await member.get(`/spot-checks/strata?${RANGE}`))
  const kinds = new Set(strata.map(({ stratum }) => stratum.split('·')[0]))
  assert.deepEqual([...kinds].sort(), ['事项', '会议', '公开记录', '处室', '已办件'].sort())
  assert.equal(proposedRate, 0.05)
  const found = done<CandidateList>(await member.get(`/spot-checks/candidates?${RANGE}&q=MATTER:`))
  assert.ok(found.total > 0 && found.rows.every(({ id }) => id.startsWith('MATTER:2026-')))
  const narrow = RANGE.replace('from=2026-01-01&to=2026-11-23', 'from=2025-01-01&to=2025-12-31')
  const none = done<CandidateList>(await member.get(`/spot-checks/candidates?${narrow}&q=MATTER:`))
  assert.equal(none.total, 0)
  const clerk = await edge.signIn('clerk-ports-1')
  assert.equal((await clerk.get(`/spot-checks/strata?${RANGE}`)).status, 404)
})

test('S128 一个批次从准备到抽取：冻结的池、公告的承诺、抽中的对象和检查人都在页面上，任何人可以重算', async () => {
  edge.moveTo('2026-11-23')
  const [member, leader] = [await edge.signIn(MEMBER), await edge.signIn(LEADER)]
  const made = done<SpotCheckPage>(await member.post('/spot-checks', await preparation()))
  assert.deepEqual([made.id, made.stage], ['2026-01', 'PREPARED'])
  const clerk = await edge.signIn('clerk-ports-1')
  assert.equal((await clerk.get('/spot-checks/2026-01')).status, 404)

  const frozen = done<SpotCheckPage>(await member.post('/spot-checks/2026-01/freezing', {}))
  assert.ok((frozen.frozen?.pool.length ?? 0) > 20)
  assert.ok(frozen.frozen?.pool.some(({ id, title }) => id.startsWith('MATTER:') && title !== id))
  const page = done<SpotCheckPage>(await leader.post('/spot-checks/2026-01/announcement', { source }))
  assert.match(page.announcement?.codeCommitment ?? '', /^[0-9a-f]{64}$/)
  assert.equal((await member.get('/spot-checks/2026-01/transcript')).status, 404)
  const early = await member.post('/spot-checks/2026-01/draw', { ceremony: thrown })
  assert.deepEqual([early.status, problemIn(early).clause], [409, 'RND-001'])

  edge.moveTo('2026-11-24', '10:30')
  const drawing = await edge.signIn(MEMBER)
  const drawn = done<SpotCheckPage>(await drawing.post('/spot-checks/2026-01/draw', { ceremony: thrown }))
  assert.equal(drawn.stage, 'DRAWN')
  const quota = drawn.frozen?.strata.reduce((sum, one) => sum + one.quota, 0)
  assert.equal(drawn.drawn?.pairs.length, quota)
  assert.ok(drawn.drawn?.pairs.every(({ inspection }) => inspection?.stageName === '待制定方案'))

  const stranger = await edge.signIn('clerk-ports-1')
  const transcript = await stranger.get('/spot-checks/2026-01/transcript')
  const parsed = parseTranscript(transcript.text)
  assert.ok(parsed.ok, 'the form that the verifier reads')
  const redone = recompute(parsed.value)
  if (!redone.ok) assert.fail(redone.error.sentence)
  assert.deepEqual(
    redone.value.pairs.map(({ object, inspectors }) => [object, inspectors]),
    drawn.drawn?.pairs.map(({ object, inspectors }) => [object.id, inspectors.map(({ id }) => id)]),
  )
})

test('RND-002 重抽先由两人作废；新批次写明替代哪一批，原批次还在', async () => {
  edge.moveTo('2026-11-24', '11:00')
  const [member, leader] = [await edge.signIn(MEMBER), await edge.signIn(LEADER)]
  const own = { ...(await preparation()), replaces: '2026-01' }
  const early = await member.post('/spot-checks', own)
  assert.deepEqual([early.status, problemIn(early).clause], [422, 'RND-002'])
  done(await member.post('/spot-checks/2026-01/void-requests', { reason: '演示：对象库漏了一个处室' }))
  const alone = await member.post('/spot-checks/2026-01/voiding', {})
  assert.deepEqual([alone.status, problemIn(alone).clause], [403, 'RND-002'])
  done(await leader.post('/spot-checks/2026-01/voiding', {}))
  const again = done<SpotCheckPage>(await member.post('/spot-checks', own))
  assert.deepEqual([again.id, again.replaces], ['2026-02', '2026-01'])
  const old = done<SpotCheckPage>(await member.get('/spot-checks/2026-01'))
  assert.deepEqual([old.stage, old.replacedBy], ['VOIDED', '2026-02'])
  const { rows } = done<SpotCheckList>(await member.get('/spot-checks'))
  assert.deepEqual(
    rows.map(({ id, stage }) => [id, stage]),
    [
      ['2026-02', 'PREPARED'],
      ['2026-01', 'VOIDED'],
    ],
  )
})

test('RND-002 公告后没有抽取的批次在列表上报警', async () => {
  edge.moveTo('2026-11-24', '11:00')
  const [member, leader] = [await edge.signIn(MEMBER), await edge.signIn(LEADER)]
  done(await member.post('/spot-checks/2026-02/freezing', {}))
  const past = { source: { ...source, at: '2026-11-23T02:00:00.000Z' } }
  const refused = await leader.post('/spot-checks/2026-02/announcement', past)
  assert.deepEqual([refused.status, problemIn(refused).clause], [422, 'RND-001'])
  const at = '2026-11-25T02:00:00.000Z'
  done(await leader.post('/spot-checks/2026-02/announcement', { source: { ...source, at } }))
  edge.moveTo('2026-12-01')
  const { overdue } = done<SpotCheckList>(await (await edge.signIn(MEMBER)).get('/spot-checks'))
  assert.deepEqual(
    overdue.map(({ id, clause }) => [id, clause]),
    [['2026-02', 'RND-002']],
  )
})
