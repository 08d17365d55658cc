import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { proposedWeights } from '../../domain/spot-check/weights.ts'
import type { InspectionList, InspectionPage, SpotCheckPage, StrataList } from '../../http/api/contract.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
let drawn: InspectionPage
const LEADER = 'discipline-leader'
const MEMBER = 'supervision-office-head'
const rule = { kinds: ['DIVISION'], from: '2026-01-01', to: '2026-11-23', boards: [], departments: ['SCI_TECH'] }
const plan = {
  kind: 'DICE',
  sources: Array.from({ length: 25 }, (_, i) => ({ name: `第${i + 1}掷`, count: 1, from: 1, to: 6 })),
}
const source = {
  ...{ kind: 'CEREMONY', at: '2026-11-24T01:00:00.000Z', plan, place: '演示：三楼会议室' },
  witnesses: ['演示见证人甲', '演示见证人乙'],
}

/** 科技处 itself is drawn: the pool has nothing else. */
before(async () => {
  office = await openOffice()
  const member = await office.as(MEMBER)
  const asked = `kinds=DIVISION&from=${rule.from}&to=${rule.to}&departments=SCI_TECH`
  const { strata } = await member.get<StrataList>(`/spot-checks/strata?${asked}`)
  const { id } = await member.post<SpotCheckPage>('/spot-checks', {
    ...{ title: '演示：科技处专项抽查', rule, weights: proposedWeights, perObject: 2 },
    strata: strata.map(({ stratum }) => ({ stratum, count: 1 })),
  })
  await member.post(`/spot-checks/${id}/freezing`, {})
  await (await office.as(LEADER)).post(`/spot-checks/${id}/announcement`, { source })
  office.moveTo('2026-11-24', '10:00')
  const thrown = plan.sources.map(({ name }, i) => ({ name, numbers: [(i % 6) + 1] }))
  await (await office.as(MEMBER)).post(`/spot-checks/${id}/draw`, { ceremony: { kind: 'DICE', sources: thrown } })
  drawn = await (await office.as(LEADER)).get<InspectionPage>(`/inspections/${id}-1`)
})
after(() => office.close())

const path = () => `/inspections/${drawn.id}`
const as = (person: string) => office.as(person)
const by = async <T = InspectionPage>(person: string, noun: string, body: unknown = {}) =>
  (await as(person)).post<T>(`${path()}/${noun}`, body)

test('RND-006 抽中的检查人定方案、取证、记发现、签字；进行中被检查处室看不到发现，结论作出后看得到', async () => {
  const [one, other] = drawn.inspectors.map(({ id }) => id)
  assert.ok(one && other)
  const head = await as('head-sci-tech')
  await by(one, 'plan', { from: '2026-11-24', to: '2026-12-04', items: [{ what: '报备材料是否齐全', clause: 'S106' }] })
  const file = { hash: await (await as(one)).upload('台账.txt', '演示：台账'), name: '台账.txt' }
  const stolen = await (await as(other)).refused(`${path()}/evidence`, { what: '演示：别人的文件', files: [file] })
  assert.equal(stolen.clause, 'RND-006')
  await by(one, 'evidence', { what: '演示：台账', files: [file] })
  const finding = { clause: 'S106', department: 'SCI_TECH', words: '演示：缺少会议纪要', evidence: [1] }
  await by(one, 'findings', { grade: 'MINOR', ...finding })
  const working = await head.get<InspectionPage>(path())
  assert.deepEqual([working.findings, working.evidence, working.report], [[], [], undefined])
  const { report } = await by(other, 'report', { report: '演示：发现一个轻微问题。' })
  await by(one, 'signatures', { sha256: report?.sha256 })
  const concluded = await by(other, 'signatures', { sha256: report?.sha256 })
  assert.equal(concluded.stage, 'CONCLUDED')
  assert.deepEqual(
    concluded.report?.signatures.map(({ method }) => method),
    ['平台代管的密钥签名', '平台代管的密钥签名'],
  )
  assert.equal((await head.get<InspectionPage>(path())).findings.length, 1)
  const { rows } = await head.get<InspectionList>('/inspections?mine=1')
  assert.deepEqual(
    rows.map(({ id, publishClock }) => [id, publishClock?.remainingWorkdays]),
    [[drawn.id, 20]],
  )
})

test('S153 公开、责令整改、报告、复查、办结，一步一步都在页面上；不相干的人如同没有', async () => {
  const [one = ''] = drawn.inspectors.map(({ id }) => id)
  const early = await (await as(LEADER)).refused(`${path()}/closure`)
  assert.equal(early.clause, 'S153')
  await by(LEADER, 'publication', { summary: '演示：发现一个轻微问题，已责令整改。' })
  await by(LEADER, 'rectification-orders', { finding: 1, department: 'SCI_TECH', dueOn: '2026-12-15' })
  const head = await as('head-sci-tech')
  const file = { hash: await head.upload('整改.txt', '演示：整改材料'), name: '整改.txt' }
  await by('head-sci-tech', 'rectifications', { finding: 1, words: '演示：已补齐会议纪要。', files: [file] })
  await by(one, 'verifications', { finding: 1, result: 'FULL', words: '演示：已到位。' })
  const closed = await by(LEADER, 'closure')
  assert.deepEqual([closed.stage, closed.findings[0]?.rectification?.stageName], ['CLOSED', '已到位'])
  const stranger = await (await as('clerk-ports-1')).refused(`${path()}/responses`, { words: '演示：无关的人' })
  assert.deepEqual([stranger.status, stranger.clause], [404, 'S143'])
})
