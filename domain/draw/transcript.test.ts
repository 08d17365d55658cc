import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changed, judged, places } from '../../test/support/changed-transcript.ts'
import {
  announced,
  BEACON,
  BEFORE_BEACON,
  CODES,
  DICE,
  type DrawDraft,
  diceReveal,
  drawDraft,
  drawReveal,
  played,
  revealed,
  SECRET,
} from '../../test/support/draw.ts'
import { must, type Result } from '../result.ts'
import { announceDraw, fingerprintOf } from './announcement.ts'
import { conductDraw } from './conduct.ts'
import { knownChains, timeOfRound } from './drand.ts'
import { standingAfter, substitute } from './substitution.ts'
import { seedOf } from './tickets.ts'
import { type DrawTranscript, recompute, transcriptOf } from './transcript.ts'
import { parseTranscript } from './transcript-schema.ts'

function good<T>(result: Result<T>): T {
  assert.ok(result.ok, result.ok ? '' : result.error.sentence)
  return result.value
}

function refused<T>(result: Result<T>, clause: string, sentence: RegExp): void {
  assert.ok(!result.ok)
  assert.equal(result.error.clause, clause, result.error.sentence)
  assert.match(result.error.sentence, sentence)
}

const unweighted = drawDraft.pool.map(entry => ({ ...entry, weight: 1 }))

test('RND-001 公告前就拒绝：重复的编号、空的分层、超过100%的比例、已经产生的轮次、不够的检查人', () => {
  const [first] = drawDraft.pool
  const cases: readonly [Partial<DrawDraft>, string, RegExp][] = [
    [{ pool: [...drawDraft.pool, must(first, 'an entry')] }, 'RND-001', /编号「YG-2026-0001」重复/],
    [{ rules: [...drawDraft.rules, { stratum: '审定', rate: 0.1 }] }, 'RND-004', /「审定」没有任何对象/],
    [{ rules: drawDraft.rules.map(rule => ({ stratum: rule.stratum, rate: 1.5 })) }, 'RND-004', /超过了100%/],
    [{ source: { kind: 'DRAND', chain: 'ab', round: 1_000 } }, 'RND-001', /不认识公告所写的 drand 链/],
    [{ source: { kind: 'CEREMONY', plan: { kind: 'DICE', sources: [] } } }, 'RND-001', /不足64比特/],
    [{ perObject: 1 }, 'RND-003', /不得少于2人/],
    [{ perObject: 5 }, 'RND-003', /对象「YG-2026-0001」回避后只剩4名检查人/],
    [{ codes: 1 }, 'RND-001', /一次性码的个数/],
    [{ codeCommitment: '12' }, 'RND-001', /64位十六进制/],
    [{ method: 'INDEX' }, 'RND-004', /权重都应是1/],
    [{ method: 'RFC3797', pool: unweighted }, 'RND-004', /公开的骰子或彩票/],
    [{ method: 'RFC3797', pool: unweighted, source: DICE }, 'RND-004', /不能分层/],
  ]
  for (const [changes, clause, sentence] of cases) refused(announced(changes), clause, sentence)
  const late = timeOfRound(must(knownChains[0], 'quicknet'), BEACON.round)
  refused(announceDraw(drawDraft, late), 'RND-001', /第1000轮的随机数已经产生/)
  assert.ok(announceDraw(drawDraft, BEFORE_BEACON).ok)
})

test('RND-001 RND-005 同样的内容无论按什么先后交来，公告的哈希相同，抽取的结果也相同', () => {
  const turned = {
    pool: drawDraft.pool.toReversed(),
    rules: drawDraft.rules.toReversed(),
    inspectors: drawDraft.inspectors.toReversed(),
  }
  const [one, other] = [good(announced()), good(announced(turned))]
  assert.equal(fingerprintOf(one), fingerprintOf(other))
  assert.deepEqual(transcriptOf(one, drawReveal), transcriptOf(other, drawReveal))
  assert.notEqual(fingerprintOf(one), fingerprintOf(good(announced({ perObject: 3 }))))
})

test('RND-001 S128 抽取用公告的轮次和揭示的一次性码，缺一样、换一样都不抽', () => {
  const announcement = good(announced())
  const draw = good(conductDraw(announcement, drawReveal))
  assert.deepEqual(draw.seed, seedOf(Buffer.from(revealed(1), 'hex'), Buffer.from(BEACON.randomness ?? '', 'hex')))
  assert.deepEqual(
    draw.drawn.map(({ stratum, ids }) => [stratum, ids.length]),
    [
      ['初审', 3],
      ['审议', 2],
    ],
  )
  refused(conductDraw(announcement, { code: revealed(1) }), 'RND-001', /还没有 drand 第1000轮/)
  refused(conductDraw(announcement, { ...drawReveal, code: revealed(2) }), 'RND-001', /一次性码与抽取前公布的承诺不符/)
  refused(
    conductDraw(announcement, { ...drawReveal, beacon: { ...BEACON, round: 999 } }),
    'RND-001',
    /公告约定的是第1000轮/,
  )
  const byDice = good(announced({ source: DICE }))
  assert.ok(conductDraw(byDice, diceReveal).ok)
  refused(conductDraw(byDice, drawReveal), 'RND-001', /还没有录入公开仪式的数字/)
})

test('E-62 RND-002 任何人照记录重算，得出同样的对象、检查人和替补；写成 JSON 再读也一样', () => {
  const { transcript, standing } = played()
  const recomputed = good(recompute(transcript))
  assert.deepEqual(recomputed.pairs, standing.pairs)
  assert.equal(recomputed.randomness, BEACON.randomness)
  const read = good(parseTranscript(JSON.stringify(transcript)))
  assert.deepEqual(recompute(read), recompute(transcript))
  assert.ok(recompute({ ...transcript, secret: Buffer.from(SECRET).toString('hex') }).ok)
})

test('E-62 三种抽取方法、两种随机数来源都能重算', () => {
  const one = unweighted.map(entry => ({ ...entry, stratum: '全部' }))
  const rules = [{ stratum: '全部', count: 4 }]
  const others = [
    played({ method: 'INDEX', pool: unweighted }),
    played({ method: 'RFC3797', pool: one, rules, source: DICE }, diceReveal),
    played({ source: DICE }, diceReveal),
  ]
  for (const { transcript, standing } of others) assert.deepEqual(good(recompute(transcript)).pairs, standing.pairs)
})

test('E-62 RND-001 记录里改动任何一处，重算都说不符', () => {
  const { transcript } = played()
  const whole = { ...transcript, secret: Buffer.from(SECRET).toString('hex') }
  // The form's version, and why somebody was replaced, are not computed from anything.
  const every = places(whole).filter(path => path[0] !== 'v' && path.at(-1) !== 'reason')
  assert.ok(judged(whole).ok)
  assert.ok(every.length > 80, `${every.length}`)
  for (const path of every) {
    const result = judged(changed(whole, path))
    assert.ok(!result.ok, path.join('.'))
    assert.match(result.error.clause, /^(?:RND-00[134]|E-61)$/)
  }
})

test('E-62 记录里少一个或多一个抽中的、检查人、替补，重算都说不符', () => {
  const { transcript } = played()
  const { result, substitutions } = transcript
  const [first, ...rest] = result.drawn
  const others: readonly DrawTranscript['result'][] = [
    { ...result, drawn: rest },
    { ...result, drawn: [...result.drawn, { stratum: '审定', ids: [] }] },
    { ...result, drawn: [{ stratum: first?.stratum ?? '', ids: first?.ids.slice(1) ?? [] }, ...rest] },
    { ...result, pairs: result.pairs.slice(1) },
    { ...result, pairs: [...result.pairs, ...result.pairs] },
    { ...result, pairs: result.pairs.toReversed() },
  ]
  for (const other of others) assert.ok(!recompute({ ...transcript, result: other }).ok)
  refused(recompute({ ...transcript, substitutions: substitutions.slice(1) }), 'RND-003', /第1次替补/)
  refused(
    recompute({ ...transcript, substitutions: substitutions.toSpliced(1, 1) }),
    'RND-001',
    /第2次替补：揭示的一次性码/,
  )
})

test('E-62 不是抽取记录的文件读不进来，并指出哪里不对', () => {
  refused(parseTranscript('{"v":1'), 'RND-001', /不是完整的 JSON/)
  refused(parseTranscript('{}'), 'RND-001', /格式不对（v）/)
  const text = JSON.stringify(played().transcript)
  refused(parseTranscript(text.replace('"codes":8', '"codes":"8"')), 'RND-001', /announcement\.codes/)
  refused(parseTranscript(text.replace('"codes":8', '"codes":8,"more":1')), 'RND-001', /格式不对（announcement）/)
})

test('E-61 RND-003 抽取后才发现要回避：按原次序顺补，不揭示新的一次性码，别的对象不动', () => {
  const announcement = good(announced())
  const standing = standingAfter(announcement, good(conductDraw(announcement, drawReveal)), drawReveal.code)
  const pair = must(standing.pairs[0], 'a pair')
  const [leaving = '', staying] = pair.inspectors
  const after = good(substitute(standing, { kind: 'RECUSAL', object: pair.object, inspector: leaving }))
  assert.equal(after.standing.code, standing.code)
  assert.equal(after.standing.revealed, 1)
  assert.equal(after.pairs.length, 1)
  assert.equal(after.pairs[0]?.inspectors[0], staying)
  assert.ok(!after.pairs[0]?.inspectors.includes(leaving))
  assert.deepEqual(after.standing.pairs.slice(1), standing.pairs.slice(1))
  const again = { kind: 'RECUSAL', object: pair.object, inspector: leaving } as const
  refused(substitute(after.standing, again), 'RND-003', /没有被派去检查/)
})

test('RND-003 一个对象的检查人接连回避，直到不够两人时拒绝', () => {
  const announcement = good(announced())
  let standing = standingAfter(announcement, good(conductDraw(announcement, drawReveal)), drawReveal.code)
  const object = must(standing.pairs[0], 'a pair').object
  const free = 6 - (drawDraft.conflicts[object]?.length ?? 0)
  const next = () => {
    const inspector = standing.pairs.find(pair => pair.object === object)?.inspectors[0] ?? ''
    return substitute(standing, { kind: 'RECUSAL', object, inspector })
  }
  for (let left = free; left > 2; left -= 1) standing = good(next()).standing
  refused(next(), 'RND-003', new RegExp(`「${object}」回避后只剩1名检查人`))
})

test('RND-001 对象或检查人事后不能参加：揭示下一个一次性码，另抽替补，抽中过的不再抽', () => {
  const announcement = good(announced())
  const before = standingAfter(announcement, good(conductDraw(announcement, drawReveal)), drawReveal.code)
  const object = must(before.draw.drawn[0]?.ids[0], 'a drawn object')
  const request = { kind: 'OBJECT_UNAVAILABLE', object } as const
  refused(substitute(before, { ...request, code: revealed(3) }), 'RND-001', /不是上一个码的前一个/)
  refused(substitute(before, { ...request, object: 'x', code: revealed(2) }), 'RND-001', /不在抽中的名单里/)
  const { standing, pairs } = good(substitute(before, { ...request, code: revealed(2) }))
  const newcomer = must(pairs[0], 'a substitute').object
  assert.ok(!before.everDrawn.has(newcomer))
  assert.equal(drawDraft.pool.find(({ id }) => id === newcomer)?.stratum, '初审')
  assert.equal(standing.pairs.length, before.pairs.length)
  assert.ok(!standing.pairs.some(pair => pair.object === object))

  const inspector = must(standing.pairs[0]?.inspectors[0], 'an inspector')
  const ill = { kind: 'INSPECTOR_UNAVAILABLE', inspector, code: revealed(3) } as const
  const after = good(substitute(standing, ill))
  assert.ok(!after.standing.pairs.some(pair => pair.inspectors.includes(inspector)))
  assert.ok(after.standing.pairs.every(pair => new Set(pair.inspectors).size === 2))
  refused(substitute(after.standing, { ...ill, code: revealed(4) }), 'RND-003', /没有承担任何对象/)
})

test('RND-001 一层的对象都用完后没有替补；一次性码用完后须作废重来', () => {
  const announcement = good(
    announced({
      rules: [
        { stratum: '初审', rate: 1 },
        { stratum: '审议', count: 1 },
      ],
    }),
  )
  let standing = standingAfter(announcement, good(conductDraw(announcement, drawReveal)), drawReveal.code)
  const gone = standing.draw.drawn[0]?.ids ?? []
  assert.equal(gone.length, CODES - 2)
  for (const [i, object] of gone.entries()) {
    const done = good(substitute(standing, { kind: 'OBJECT_UNAVAILABLE', object, code: revealed(i + 2) }))
    assert.deepEqual(done.pairs, [])
    standing = done.standing
  }
  assert.equal(standing.pairs.length, 1)
  const object = standing.pairs[0]?.object ?? ''
  const more = substitute(standing, { kind: 'OBJECT_UNAVAILABLE', object, code: revealed(CODES) })
  refused(more, 'RND-001', /一次性码已经用完/)
})
