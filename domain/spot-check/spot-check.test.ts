import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  APPROVAL,
  announced,
  BATCH,
  BEACON_AT,
  batchOf,
  beaconText,
  DRAND,
  drawn,
  FILING,
  frozen,
  inspectionOf,
  LEADER,
  MEMBER,
  matters,
  OTHER,
  prepared,
  spotCheckStory,
} from '../../test/support/spot-check-story.ts'
import type { Pair } from '../draw/pairs.ts'
import { recompute } from '../draw/transcript.ts'
import { streams } from '../ids.ts'
import { must } from '../result.ts'
import type { Rulebook } from '../rulebook/rulebook.ts'
import { maySeeSpotCheck, type SpotCheckFacts } from './facts.ts'
import { notDrawnFor } from './not-drawn.ts'
import { drawGap } from './overdue.ts'
import { currentPairs, transcriptOf } from './transcript.ts'
import { proposedWeights, weightOf } from './weights.ts'

const first = <T>(list: readonly T[]): T => must(list[0], 'the first')

test('S128 随机抽对象、随机派检查人：准备、冻结、公告、抽取，每个对象开一项检查', () => {
  const story = drawn()
  const { stage, drawn: result, inspections } = batchOf(story)
  assert.equal(stage, 'DRAWN')
  assert.deepEqual(
    result?.drawn.map(({ stratum, ids }) => [stratum, ids.length]),
    [
      [APPROVAL, 2],
      [FILING, 2],
    ],
  )
  assert.equal(inspections.length, 4)
  for (const { object, inspection } of inspections) {
    const opened = inspectionOf(story, inspection)
    const pair: Pair | undefined = result.pairs.find(one => one.object === object)
    assert.deepEqual([opened.stage, opened.object, opened.inspectors], ['OPEN', object, pair?.inspectors])
    assert.equal(opened.inspectors.length, 2)
  }
})

test('S60 审定、事后报备、重点关注、关键环节的对象权重更大，权重随批次公布；标了重点关注的看不出是谁反映', () => {
  const [plain] = matters(1, () => ({ level: 'REPORT', postFiled: false }))
  assert.ok(plain)
  const weigh = (traits: object, flagged: readonly string[] = []) =>
    weightOf({ ...plain, ...traits }, proposedWeights, new Set(flagged))
  assert.equal(weigh({}), 1)
  assert.equal(weigh({ level: 'FILING' }), 2)
  assert.equal(weigh({ level: 'APPROVAL', keyNode: true }), 4)
  assert.equal(weigh({ postFiled: true }), 4)
  assert.equal(weigh({}, [plain.id]), weigh({ highRisk: true }))
  assert.equal(weigh({ highRisk: true }, [plain.id]), weigh({ highRisk: true }))

  const flagged = 'MATTER:2023-000003'
  const story = frozen(undefined, { flagged: [flagged] })
  const weightIn = (id: string) => batchOf(story).frozen?.pool.find(entry => entry.id === id)?.weight
  assert.equal(weightIn(flagged), 1 + proposedWeights.filing + proposedWeights.concern)
  assert.equal(weightIn('MATTER:2023-000009'), 1 + proposedWeights.filing)
})

test('RND-001 公告在随机数产生以前：已经产生的轮次、太近的轮次都不收', () => {
  const story = frozen()
  const says = { clause: 'RND-001', field: 'source' }
  story.on('2023-08-24')
  story.refused(LEADER, BATCH, 'announcement', { source: DRAND }, { ...says, says: /已经产生/ })
  story.on('2023-08-23', '23:30')
  story.refused(LEADER, BATCH, 'announcement', { source: DRAND }, { ...says, says: /公告60分钟以后产生/ })
  story.on('2023-08-23', '22:00')
  const unknown = { ...DRAND, chain: 'ab'.repeat(32) }
  story.refused(LEADER, BATCH, 'announcement', { source: unknown }, { ...says, says: /不认识所填的 drand 链/ })
  story.refused(MEMBER, BATCH, 'announcement', { source: DRAND }, { clause: 'S145', says: /小组组长办理/ })
  story.does(LEADER, BATCH, 'announcement', { source: DRAND })
  assert.equal(batchOf(story).announcement?.source.at, BEACON_AT)
})

test('RND-001 没有抽取密钥不公告；随机数没到不抽；粘贴错的、别的轮次的随机数不收', () => {
  const story = frozen()
  const keyless = spotCheckStory()
  keyless.world.lookUp({ drawSecret: undefined } as never)
  frozen(keyless)
  keyless.refused(LEADER, BATCH, 'announcement', { source: DRAND }, { clause: 'RND-001', says: /没有抽取密钥/ })

  announced(story)
  story.refused(MEMBER, BATCH, 'draw', { beacon: beaconText }, { clause: 'RND-001', says: /还没有产生/ })
  story.on('2023-08-24')
  story.refused(MEMBER, BATCH, 'draw', {}, { clause: 'RND-001', says: /请粘贴 drand 第1000轮/ })
  story.refused(MEMBER, BATCH, 'draw', { beacon: '{}' }, { clause: 'RND-001', says: /不是 drand 的一轮/ })
  const other = beaconText.replace('1000', '1001')
  story.refused(MEMBER, BATCH, 'draw', { beacon: other }, { clause: 'RND-001', says: /第1001轮/ })
  const forged = beaconText.replace('"signature":"b4', '"signature":"b5')
  story.refused(MEMBER, BATCH, 'draw', { beacon: forged }, { clause: 'RND-001', says: /签名|哈希值/ })
  story.does(MEMBER, BATCH, 'draw', { beacon: beaconText })
})

test('RND-001 封闭网络用掷骰：地点、两名以上见证人和次数事先公告，号码录入后抽取', () => {
  const story = frozen()
  const plan = {
    kind: 'DICE',
    sources: Array.from({ length: 25 }, (_, i) => ({ name: `第${i + 1}掷`, count: 1, from: 1, to: 6 })),
  }
  const source = { kind: 'CEREMONY', at: '2023-08-24T02:00:00.000Z', plan, place: '演示：三楼会议室' }
  const lonely = { source: { ...source, witnesses: ['演示见证人甲'] } }
  story.refused(LEADER, BATCH, 'announcement', lonely, { clause: 'RND-001', says: /两名以上见证人/ })
  const weak = { ...plan, sources: plan.sources.slice(0, 3) }
  const witnesses = ['演示见证人甲', '演示见证人乙']
  const tooFew = { source: { ...source, plan: weak, witnesses } }
  story.refused(LEADER, BATCH, 'announcement', tooFew, { clause: 'RND-001', says: /不足64比特/ })
  story.does(LEADER, BATCH, 'announcement', { source: { ...source, witnesses } })
  story.on('2023-08-24', '10:30')
  const thrown = plan.sources.map(({ name }, i) => ({ name, numbers: [(i % 6) + 1] }))
  const short = { ceremony: { kind: 'DICE', sources: thrown.slice(1) } }
  story.refused(MEMBER, BATCH, 'draw', short, { clause: 'RND-001', says: /公告有25个来源/ })
  story.does(MEMBER, BATCH, 'draw', { ceremony: { kind: 'DICE', sources: thrown } })
  const transcript = transcriptOf(batchOf(story))
  assert.ok(transcript && recompute(transcript).ok)
})

test('RND-002 一批只抽一次；重抽须两人作废并写明理由，原批次和检查留在案上', () => {
  const story = drawn()
  const again = { beacon: beaconText }
  story.refused(MEMBER, BATCH, 'draw', again, { clause: 'RND-002', says: /已抽取，不能抽取/ })
  story.refused(LEADER, BATCH, 'cancellation', { reason: '演示：想换一批' }, { clause: 'RND-002', says: /不能取消/ })
  const next = streams.spotCheck('2023-02')
  const replacing = { ...prepared, replaces: '2023-01' }
  story.refused(MEMBER, next, 'preparation', replacing, { clause: 'RND-002', says: /只有已经作废的批次才能重抽/ })

  story.does(MEMBER, BATCH, 'void-requests', { reason: '演示：名单有误，漏了一个处室' })
  story.refused(MEMBER, BATCH, 'voiding', {}, { clause: 'RND-002', says: /提出的人不能自己批准/ })
  story.does(LEADER, BATCH, 'void-refusals', { reason: '演示：再核实' })
  story.refused(LEADER, BATCH, 'voiding', {}, { clause: 'RND-002', says: /没有人提出作废/ })
  story.does(MEMBER, BATCH, 'void-requests', { reason: '演示：核实后仍须作废' })
  story.does(OTHER, BATCH, 'voiding', {})

  const voided = batchOf(story)
  assert.deepEqual([voided.stage, voided.drawn?.pairs.length], ['VOIDED', 4])
  for (const { inspection } of voided.inspections) assert.equal(inspectionOf(story, inspection).stage, 'CANCELLED')
  story.does(MEMBER, next, 'preparation', replacing)
  assert.equal(batchOf(story, next).replaces, '2023-01')
})

test('RND-002 公告了的抽取，随机数产生以后不能由一人取消；迟迟不抽的报警', () => {
  const rulebook = (story: ReturnType<typeof announced>) => story.world.state<Rulebook>(streams.rulebook)
  const early = announced()
  early.refused(
    MEMBER,
    BATCH,
    'void-requests',
    { reason: '演示：还没到时候' },
    { clause: 'RND-002', says: /可由组长取消/ },
  )
  early.does(LEADER, BATCH, 'cancellation', { reason: '演示：会议室不能用' })
  assert.equal(batchOf(early).stage, 'CANCELLED')

  const late = announced()
  late.on('2023-08-24')
  late.refused(LEADER, BATCH, 'cancellation', { reason: '演示：不想抽了' }, { clause: 'RND-002', says: /由两人作废/ })
  assert.equal(drawGap(batchOf(late), rulebook(late), '2023-08-24'), undefined)
  assert.match(drawGap(batchOf(late), rulebook(late), '2023-08-28')?.sentence ?? '', /既未抽取也未作废/)
  late.does(MEMBER, BATCH, 'void-requests', { reason: '演示：密钥丢失，抽不成了' })
  late.does(LEADER, BATCH, 'voiding', {})
  assert.equal(drawGap(batchOf(late), rulebook(late), '2023-08-28'), undefined)
})

test('RND-003 检查人至少两名，经办、审核、复核、同处室和有利害关系的都不派', () => {
  const own = matters(12, i => (i === 0 ? { departments: ['PERSONNEL'] } : i === 1 ? { people: [MEMBER] } : {}))
  const story = frozen(spotCheckStory(own))
  const { conflicts } = must(batchOf(story).frozen, 'a frozen pool')
  assert.deepEqual(conflicts['MATTER:2023-000001'], ['head-personnel'])
  assert.deepEqual(conflicts['MATTER:2023-000002'], [MEMBER])

  const alone = spotCheckStory()
  const one = { ...prepared, perObject: 1 }
  alone.refused(MEMBER, BATCH, 'preparation', one, { clause: 'RND-003', says: /检查人不得少于2人/ })
  const everybody = batchOf(story).frozen?.inspectors ?? []
  const barred = spotCheckStory(matters(12, i => (i === 3 ? { people: everybody.slice(1) } : {})))
  barred.does(MEMBER, BATCH, 'preparation', prepared)
  barred.refused(MEMBER, BATCH, 'freezing', {}, { clause: 'RND-003', says: /回避后只剩1名检查人/ })
})

test('RND-004 没有对象的分层、没有规则的分层、超过100%的比例、重复的编号，冻结以前就不收', () => {
  const story = spotCheckStory()
  const withStrata = (strata: object[]) => ({ ...prepared, strata })
  const over = withStrata([{ stratum: APPROVAL, rate: 1.2 }])
  story.refused(MEMBER, BATCH, 'preparation', over, { clause: 'RND-004', says: /不超过100%/ })
  const both = withStrata([{ stratum: APPROVAL, rate: 0.1, count: 1 }])
  story.refused(MEMBER, BATCH, 'preparation', both, { clause: 'RND-004', says: /两者只写一个/ })

  story.does(MEMBER, BATCH, 'preparation', withStrata([{ stratum: APPROVAL, rate: 0.5 }]))
  story.refused(MEMBER, BATCH, 'freezing', {}, { clause: 'RND-004', says: /没有抽取规则/ })
  story.does(MEMBER, BATCH, 'preparation', withStrata([...prepared.strata, { stratum: '会议', rate: 0.5 }]))
  story.refused(MEMBER, BATCH, 'freezing', {}, { clause: 'RND-004', says: /会议/ })
  story.does(MEMBER, BATCH, 'preparation', prepared)
  story.world.lookUp({ candidates: [...matters(12), ...matters(1)] })
  story.refused(MEMBER, BATCH, 'freezing', {}, { clause: 'RND-001', says: /重复/ })
  story.world.lookUp({ candidates: [] })
  story.refused(MEMBER, BATCH, 'freezing', {}, { clause: 'RND-001', says: /对象池是空的/ })
})

test('RND-005 名录取冻结当日的快照：以后入库的不算；剔除须在对象库中，公众只看到剔除了哪些', () => {
  const story = spotCheckStory()
  story.does(LEADER, streams.organisation, 'inspectors', { person: 'clerk-ports-1', from: '2023-08-23' })
  story.does(LEADER, streams.organisation, 'inspectors', { person: 'clerk-ports-2', from: '2023-09-01' })
  story.does(MEMBER, BATCH, 'preparation', prepared)
  const stranger = { exclusions: [{ id: 'MATTER:2099-000001', ground: 'CLASSIFIED' }] }
  story.refused(MEMBER, BATCH, 'freezing', stranger, { clause: 'RND-005', says: /不在对象库中/ })
  const exclusions = [{ id: 'MATTER:2023-000002', ground: 'UNDER_INVESTIGATION' }]
  const event = first(story.does(MEMBER, BATCH, 'freezing', { exclusions }))
  const { frozen: snapshot } = batchOf(story)
  assert.deepEqual((event.data as { excluded: unknown }).excluded, ['MATTER:2023-000002'])
  assert.equal(snapshot?.pool.length, 11)
  assert.ok(snapshot.inspectors.includes('clerk-ports-1'))
  assert.ok(!snapshot.inspectors.includes('clerk-ports-2'))

  story.refused(MEMBER, BATCH, 'preparation', prepared, { clause: 'RND-001', says: /已冻结/ })
  story.does(MEMBER, BATCH, 'thaw', { reason: '演示：剔除有误' })
  assert.equal(batchOf(story).frozen, undefined)
})

test('E-61 抽到检查人须回避的件：按原随机序顺补，不重抽；不能参加的，其全部对象都换人', () => {
  const story = drawn()
  const { object, inspectors } = first(currentPairs(batchOf(story)))
  const [staying = '', out = ''] = inspectors
  const recusal = { ground: 'RECUSED', object, out, reason: '演示：是近亲属经办' }
  story.refused(MEMBER, BATCH, 'substitutions', recusal, { clause: 'S145', says: /小组组长办理/ })
  const nowhere = { ...recusal, object: undefined }
  story.refused(LEADER, BATCH, 'substitutions', nowhere, { clause: 'E-61', says: /请选择替补涉及的对象/ })
  story.does(LEADER, BATCH, 'substitutions', recusal)
  const after = must(
    currentPairs(batchOf(story)).find(pair => pair.object === object),
    'the pair',
  )
  assert.equal(after.inspectors.length, 2)
  assert.ok(after.inspectors.includes(staying) && !after.inspectors.includes(out))
  assert.equal(batchOf(story).substitutions[0]?.code, undefined, 'a recusal reveals no code')
  const inspection = must(
    batchOf(story).inspections.find(one => one.object === object),
    'its inspection',
  ).inspection
  assert.deepEqual(inspectionOf(story, inspection).inspectors, after.inspectors)

  story.does(LEADER, BATCH, 'substitutions', { ground: 'LEFT', out: staying, reason: '演示：已调离' })
  assert.ok(currentPairs(batchOf(story)).every(pair => !pair.inspectors.includes(staying)))
  assert.match(batchOf(story).substitutions[1]?.code ?? '', /^[0-9a-f]{64}$/)
})

test('E-61 对象不能检查的，补抽同层的下一个，原检查终止，新检查由新抽的人承担', () => {
  const story = drawn()
  const { object } = first(currentPairs(batchOf(story)))
  const old = must(
    batchOf(story).inspections.find(one => one.object === object),
    'its inspection',
  ).inspection
  story.does(LEADER, BATCH, 'substitutions', { ground: 'OBJECT_UNAVAILABLE', object, reason: '演示：已定密' })
  const state = batchOf(story)
  assert.equal(inspectionOf(story, old).stage, 'CANCELLED')
  assert.equal(state.inspections.at(-1)?.inspection, '2023-01-5')
  assert.equal(inspectionOf(story, '2023-01-5').object, state.substitutions[0]?.pairs[0]?.object)
  assert.ok(currentPairs(state).every(pair => pair.object !== object))
})

test('E-62 结果被质疑：任何人用公布的记录重算，得到同样的对象和检查人；改动一处就看得出', () => {
  const story = drawn()
  const { object, inspectors } = first(currentPairs(batchOf(story)))
  const out = first(inspectors)
  story.does(LEADER, BATCH, 'substitutions', { ground: 'RECUSED', object, out, reason: '演示：回避' })
  const transcript = must(transcriptOf(batchOf(story)), 'a transcript')
  const redone = recompute(transcript)
  assert.ok(redone.ok)
  assert.deepEqual(redone.value.pairs, currentPairs(batchOf(story)))
  assert.ok(!JSON.stringify(transcript).includes('演示：回避'), 'words that somebody typed are not published')

  const [other] = transcript.announcement.pool.filter(({ id }) => id !== transcript.result.drawn[0]?.ids[0])
  const drawnOtherwise = transcript.result.drawn.map((one, i) => (i === 0 ? { ...one, ids: [other?.id ?? ''] } : one))
  const forged = { ...transcript, result: { ...transcript.result, drawn: drawnOtherwise } }
  assert.equal(recompute(forged).ok, false)
})

test('S128 准备中的批次只有问责小组看得到；冻结以后机关人员看得到，运维看不到', () => {
  const story = spotCheckStory()
  story.does(MEMBER, BATCH, 'preparation', prepared)
  const organisation = story.organisation()
  const sees = (person: string) =>
    maySeeSpotCheck(batchOf(story), {
      ...{ person, organisation, now: story.now(), today: story.today(), inspections: {} },
      rulebook: story.world.state<Rulebook>(streams.rulebook),
    } satisfies SpotCheckFacts)
  assert.deepEqual([sees(MEMBER), sees('clerk-ports-1')], [true, false])
  story.does(MEMBER, BATCH, 'freezing', {})
  assert.deepEqual([sees('clerk-ports-1'), sees('operator-1')], [true, false])
})

test('S128 三年未抽到的处室和事项列得出来，抽到过的、新设的不在其列', () => {
  const story = drawn()
  const listed = [
    { kind: 'DIVISION', code: 'SCI_TECH', since: '2020-01-01' },
    { kind: 'DIVISION', code: 'PORTS', since: '2020-01-01' },
    { kind: 'DIVISION', code: 'TOLL_ADMIN', since: '2023-01-01' },
    { kind: 'ITEM', code: 'A-1', since: '2019-01-01' },
  ] as const
  const found = notDrawnFor(3, '2023-09-01', listed, [batchOf(story)])
  assert.deepEqual(
    found.map(({ code }) => code),
    ['A-1', 'PORTS'],
  )
})
