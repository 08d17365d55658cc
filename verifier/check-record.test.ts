import assert from 'node:assert/strict'
import { test } from 'node:test'
import { publicFaceOf } from '../domain/disclosure/public-matter.ts'
import { streams } from '../domain/ids.ts'
import { fromUtf8, utf8 } from '../domain/log/bytes.ts'
import { leafHash } from '../domain/log/hashing.ts'
import { type RecordFile, recordPath } from '../domain/log/record-file.ts'
import { memorySource } from '../domain/log/source.ts'
import {
  APPROVAL_ITEM,
  FILING_ITEM,
  leaderReviewed,
  met,
  REPORT_ITEM,
  submitted,
  throughAllTiers,
  upToTier,
} from '../test/support/journey.ts'
import { logOf, signedCheckpoint, TEST_ORIGIN, type TestLog, testKey } from '../test/support/log.ts'
import { foundedWorld, type Story, tellStory } from '../test/support/story.ts'
import { checkRecord, type Expectations } from './check-record.ts'
import { type RecordReport, readShown, type Shown } from './report.ts'

const founded = await foundedWorld()

/** A matter agreed by all its tiers and handled, one on its way, and the log of both. */
const story = tellStory(founded.copy())
const whole = submitted(story, FILING_ITEM, {}, { details: { amount: 12_800_000, location: '广州' } })
throughAllTiers(story, whole)
story.does(story.matter(whole).handler, streams.matter(whole), 'handling', { startedOn: story.today() })
story.does(story.matter(whole).handler, streams.matter(whole), 'handling-completion', {
  finishedOn: story.today(),
  result: '已立项12个项目',
})
const other = submitted(story, APPROVAL_ITEM)
upToTier(story, other, 3)
const log = logOf(story.world.events, { witnesses: 2 })

/** What the portal embeds in the page of a matter. */
function shownOf(told: Story, id: string): Shown {
  const face = publicFaceOf(told.matter(id)) ?? assert.fail('no public face')
  const version = told.world.events.filter(e => e.stream === streams.matter(id)).length
  const page = { stream: streams.matter(id), version, today: told.today(), face, names: {} }
  return readShown(JSON.stringify(page)) ?? assert.fail('unreadable')
}

const shown = shownOf(story, whole)
const check = (files: TestLog['files'], page: Shown, more: Expectations = {}) =>
  checkRecord(memorySource(files), page, { policy: log.policy, ...more })

/** The log with one file changed; the others are the same. */
function changed(path: string, change: (bytes: Uint8Array) => Uint8Array | undefined): TestLog['files'] {
  const files = new Map(log.files)
  const bytes = change(files.get(path) ?? assert.fail(`no ${path}`))
  if (bytes) files.set(path, bytes)
  else files.delete(path)
  return files
}

const path = recordPath(streams.matter(whole))
const recordOf = (id: string) =>
  JSON.parse(fromUtf8(log.files.get(recordPath(streams.matter(id))) ?? new Uint8Array()) ?? '') as RecordFile

/** The log with this matter's record changed. */
const withRecord = (change: (record: RecordFile) => RecordFile) =>
  changed(path, () => utf8(JSON.stringify(change(recordOf(whole)))))

const stateOf = (report: RecordReport, name: string) => report.steps.find(step => step.name === name)?.state
const sentenceOf = (report: RecordReport, state: string) => report.steps.find(step => step.state === state)?.sentence
const fieldOf = (report: RecordReport, label: string) => report.fields.find(field => field.label === label)

test('S11 公众在浏览器里核对一件：逐栏、逐级都与公开日志一致，签名和两位见证人都对', async () => {
  const report = await check(log.files, shown)

  assert.equal(report.headline, '已证实：本页内容与公开日志一致，没有被改动。')
  assert.deepEqual(
    report.steps.map(({ name, state }) => [name, state]),
    [
      ['page', 'OK'],
      ['record', 'OK'],
      ['disclosures', 'OK'],
      ['tree', 'OK'],
      ['signature', 'OK'],
      ['witnesses', 'OK'],
    ],
  )
  assert.deepEqual(
    report.fields.filter(field => field.verdict !== 'PROVED'),
    [],
  )
  assert.deepEqual(
    ['标题', '金额', '地点', '结果', '第3级 复核小组复核'].map(label => fieldOf(report, label)?.shown),
    [shown.face.title, '12,800,000元', '广州', '已立项12个项目', '同意，2026年7月14日，GROUP-PLAN_FUND-1-2026-1'],
  )
  assert.equal(report.entries.length, shown.version)
  assert.deepEqual(
    report.cosigners.map(({ name }) => name),
    ['w1', 'w2'],
  )
  assert.match(sentenceOf(report, 'OK') ?? '', /全部一致/)
})

test('S11 没有证明的也写明：登记是否属实、公钥的来处、没有公开的内容、没有显示的栏目', async () => {
  const report = await checkRecord(log.source, shown)
  for (const said of [
    /是否属实/,
    /公钥和见证单位名单取自本站/,
    /程序也是本站发来的/,
    /没有交出，只看本件/,
    /项目代码：.*分不清/,
  ]) {
    assert.ok(
      report.limits.some(limit => said.test(limit)),
      String(said),
    )
  }
  assert.ok(!report.limits.some(limit => limit.includes('没有见证单位')))
})

test('S11 没有见证人不算不符，但要说出来', async () => {
  const alone = logOf(story.world.events)
  const report = await checkRecord(alone.source, shown)
  assert.equal(report.verdict, 'PROVED')
  assert.equal(stateOf(report, 'witnesses'), 'OPEN')
  assert.ok(report.limits.some(limit => limit.includes('没有见证单位')))
})

test('S11 页面上任何一栏、任何一级被改，都指得出是哪一处，日志里原来是什么', async () => {
  const lies: readonly (readonly [field: string, value: unknown, label: string, logged: string])[] = [
    ['title', '关于别的事的请示', '标题', String(shown.face.title)],
    ['amount', 128_000, '金额', '12,800,000元'],
    ['status', '不同意', '状态', '已办理'],
    ['concludedOn', '2026-07-13', '结论日期', '2026年7月14日'],
    ['department', 'GENERAL_OFFICE', '送审处室', String(shown.face.department)],
    ['result', undefined, '结果', '已立项12个项目'],
    ['timesReturned', 1, '退回补正', '0次'],
    ['withheld', '不予公开', '不主动公开的理由', '没有这一栏'],
    ['approvedBy', '某人', 'approvedBy', '没有这一栏'],
  ]
  for (const [field, value, label, logged] of lies) {
    const { [field]: _, ...face } = shown.face
    const report = await check(log.files, { ...shown, face: value === undefined ? face : { ...face, [field]: value } })
    assert.equal(report.verdict, 'CONTRADICTED', field)
    assert.match(report.headline, /本页有 1 处与公开日志不符/)
    assert.deepEqual([fieldOf(report, label)?.verdict, fieldOf(report, label)?.logged], ['CONTRADICTED', logged])
  }

  const tiers = (shown.face.tiers as { tier: number; conclusion: string }[]).filter(({ tier }) => tier !== 3)
  const skipped = await check(log.files, { ...shown, face: { ...shown.face, tiers } })
  assert.equal(fieldOf(skipped, '第3级 复核小组复核')?.shown, '没有这一栏')
  assert.equal(skipped.verdict, 'CONTRADICTED')
})

test('S11 页面用别的件的披露冒充，或者盐被换过：与当时留下的指纹不符', async () => {
  const foreign = recordOf(other).entries.flatMap(entry => entry.disclosures)
  const borrowed = await check(
    withRecord(record => ({
      ...record,
      entries: record.entries.map(entry => (entry.disclosures.length > 0 ? { ...entry, disclosures: foreign } : entry)),
    })),
    shown,
  )
  assert.equal(borrowed.verdict, 'CONTRADICTED')
  assert.match(sentenceOf(borrowed, 'FAILED') ?? '', /与日志中的承诺不符/)

  const resalted = await check(
    withRecord(record => ({
      ...record,
      entries: record.entries.map(entry => ({ ...entry, disclosures: entry.disclosures.map(otherSalt) })),
    })),
    shown,
  )
  assert.equal(stateOf(resalted, 'disclosures'), 'FAILED')
  assert.match(resalted.headline, /没有通过：公开的内容与当时登记的不符/)
})

/** The same name and value with another salt. */
function otherSalt(disclosure: string): string {
  const [, name, value] = JSON.parse(Buffer.from(disclosure, 'base64url').toString()) as unknown[]
  return Buffer.from(JSON.stringify(['AAAAAAAAAAAAAAAAAAAAAA', name, value])).toString('base64url')
}

test('S11 抽掉、换掉或改动一条登记，都通不过', async () => {
  const without = (at: number) =>
    withRecord(record => ({ ...record, entries: record.entries.filter((_, index) => index !== at) }))
  const middle = await check(without(4), shown)
  assert.match(sentenceOf(middle, 'FAILED') ?? '', /第 5 条登记没有交出|前后不相接/)
  assert.equal(middle.verdict, 'CONTRADICTED')

  const foreign = await check(
    withRecord(record => ({ ...record, entries: recordOf(other).entries })),
    shown,
  )
  assert.ok(foreign.steps.some(step => step.state === 'FAILED' && step.sentence.includes('不属于')))

  // The law of the numbers is kept, the text is canonical: only the tree can tell.
  const rewritten = await check(
    withRecord(record => ({
      ...record,
      entries: record.entries.map(entry => ({
        ...entry,
        entry: entry.entry.replace('"conclusion":"AGREED"', '"conclusion":"DEFERRED"'),
      })),
    })),
    shown,
  )
  assert.equal(stateOf(rewritten, 'tree'), 'FAILED')

  const moved = await check(
    withRecord(record => ({ ...record, entries: record.entries.map(e => ({ ...e, index: e.index + 1 })) })),
    shown,
  )
  assert.equal(moved.verdict, 'CONTRADICTED')
})

test('S11 日志文件里一个比特被改，或者少了一个文件', async () => {
  const leaves = [...log.files.keys()].find(name => name.startsWith('tile/0/')) ?? assert.fail('no tile')
  for (const index of [0, 40, 100]) {
    const flipped = await check(
      changed(leaves, bytes => bytes.map((byte, at) => (at === index * 32 ? byte ^ 1 : byte))),
      shown,
    )
    assert.equal(stateOf(flipped, 'tree'), 'FAILED', `leaf ${index}`)
  }
  const missing = await check(
    changed(leaves, () => undefined),
    shown,
  )
  assert.match(sentenceOf(missing, 'FAILED') ?? '', /没有提供 tile\/0\//)
})

test('S11 检查点换一把钥匙签、见证人不够、见证被改：通不过', async () => {
  const impostor = testKey('impostor', TEST_ORIGIN)
  const head = { origin: TEST_ORIGIN, size: log.entries.length, root: new Uint8Array(32) }
  const forged = await check(
    changed('checkpoint', () => signedCheckpoint(head, [impostor])),
    shown,
  )
  assert.match(forged.headline, /没有通过：日志的签名不对/)

  const unwitnessed = await check(
    changed('checkpoint', bytes => cutLines(bytes, line => !line.startsWith('— witness-2'))),
    shown,
  )
  assert.match(unwitnessed.headline, /没有通过：日志缺少应有的见证/)
  assert.match(sentenceOf(unwitnessed, 'FAILED') ?? '', /见证不够.*w1/)

  const garbage = await check(
    changed('checkpoint', () => utf8('garbage')),
    shown,
  )
  assert.equal(stateOf(garbage, 'signature'), 'FAILED')
})

const cutLines = (bytes: Uint8Array, keep: (line: string) => boolean) =>
  utf8((fromUtf8(bytes) ?? '').split('\n').filter(keep).join('\n'))

test('S11 自然人相对人只公开姓氏，公众核对不了，写明原因，不算不符', async () => {
  const told = tellStory(founded.copy())
  const id = submitted(told, REPORT_ITEM, {}, { details: { counterparty: { kind: 'PERSON', name: '欧阳某某' } } })
  const report = await checkRecord(logOf(told.world.events).source, shownOf(told, id))

  assert.equal(report.verdict, 'PROVED')
  const { verdict, why, shown: words } = fieldOf(report, '行政相对人') ?? assert.fail('no field')
  assert.deepEqual([verdict, words], ['UNKNOWN', '欧某'])
  assert.match(why ?? '', /只公开姓氏/)
})

test('S11 应当披露的一栏没有随记录交出：既不说对，也不说错', async () => {
  const files = withRecord(record => ({
    ...record,
    entries: record.entries.map(entry => ({
      ...entry,
      disclosures: entry.disclosures.filter(text => !Buffer.from(text, 'base64url').toString().includes('"amount"')),
    })),
  }))
  const report = await check(files, shown)
  assert.equal(report.headline, '部分证实：1 栏无法核对，其余与公开日志一致。')
  assert.equal(fieldOf(report, '金额')?.verdict, 'UNKNOWN')
})

test('S11 不主动公开的件：级次、结论和法定依据照样核对得了', async () => {
  const told = tellStory(founded.copy())
  const disclosure = { attribute: 'NONE', ground: 'ART15_TRADE_SECRET', reason: '涉及企业报价和工艺，公开会损害其权益' }
  const id = submitted(told, REPORT_ITEM, {}, { details: { disclosure, amount: 500 } })
  upToTier(told, id, 3)
  const page = shownOf(told, id)
  const report = await checkRecord(logOf(told.world.events).source, page)
  assert.equal(report.verdict, 'PROVED')
  assert.equal(fieldOf(report, '不主动公开的理由')?.shown, '不予公开（条例第15条：商业秘密）')

  const opened = await checkRecord(logOf(told.world.events).source, { ...page, face: { ...page.face, amount: 500 } })
  assert.equal(opened.verdict, 'CONTRADICTED')
})

test('S11 退回、失效、重来的件也推算得出来', async () => {
  const told = tellStory(founded.copy())
  const id = submitted(told, FILING_ITEM)
  met(told, 'INITIAL', [id])
  leaderReviewed(told, id, 'RETURNED')
  told.does(told.matter(id).handler, streams.matter(id), 'supplements', { note: '已补充', materialChange: true })
  const report = await checkRecord(logOf(told.world.events).source, shownOf(told, id))
  assert.equal(report.verdict, 'PROVED')
  assert.ok(fieldOf(report, '第2级 厅分管领导审核')?.shown.startsWith('已作废，退回补正'))
})

test('S11 日志还没跟上、还没有检查点、还没有本件：不下结论，请稍后再验', async () => {
  const ahead = await check(log.files, { ...shown, version: shown.version + 1 })
  assert.match(ahead.headline, /还不能证实/)

  const early = await check(
    changed('checkpoint', () => log.checkpointAt(60)),
    shown,
  )
  assert.equal(early.verdict, 'NOT_YET')
  assert.match(sentenceOf(early, 'OPEN') ?? '', /还没有进入已签名的检查点/)

  for (const missing of ['checkpoint', path]) {
    const report = await check(
      changed(missing, () => undefined),
      shown,
    )
    assert.equal(report.verdict, 'NOT_YET', missing)
  }
})

test('S11 页面打开后又有新登记：按页面当时的样子核对，并提醒刷新', async () => {
  const told = tellStory(founded.copy())
  const id = submitted(told, FILING_ITEM)
  const page = shownOf(told, id)
  met(told, 'INITIAL', [id])
  const report = await checkRecord(logOf(told.world.events).source, page)
  assert.equal(report.verdict, 'PROVED')
  assert.ok(report.steps.some(step => /新登记，刷新页面/.test(step.sentence)))
})

test('S11 与上次看到的日志比：只增不改的通过，改写过的通不过，换了公钥的要去核实', async () => {
  const grown = await check(log.files, shown, { kept: log.checkpointAt(50) })
  assert.equal(stateOf(grown, 'kept'), 'OK')

  const rewritten = logOf(
    story.world.events.map((event, at) => (at === 10 ? { ...event, at: '2026-01-01T00:00:00.000Z' } : event)),
    { witnesses: 2 },
  )
  const forked = await check(rewritten.files, shown, { kept: log.checkpointAt(50) })
  assert.match(forked.headline, /公开日志被改写过/)
  const shortened = await check(log.files, shown, { kept: longer().checkpointAt(log.entries.length + 1) })
  assert.match(sentenceOf(shortened, 'FAILED') ?? '', /现在只有/)

  const elsewhere = logOf(story.world.events, { seed: 'another' })
  const replaced = await check(log.files, shown, { kept: elsewhere.checkpointAt(50) })
  assert.equal(replaced.verdict, 'PARTLY')
  assert.match(sentenceOf(replaced, 'OPEN') ?? '', /公钥换了/)
})

function longer(): TestLog {
  const told = story.copy()
  submitted(told, REPORT_ITEM)
  return logOf(told.world.events, { witnesses: 2 })
}

test('S11 纸上的二维码：指向本件的一条登记，或者不是', async () => {
  const last = log.entries.findLast(entry => entry.event.stream === streams.matter(whole)) ?? assert.fail('no entry')
  const leaf = Buffer.from(leafHash(last.bytes)).toString('hex')
  const good = await check(log.files, shown, { leaf })
  assert.equal(stateOf(good, 'paper'), 'OK')
  const bad = await check(log.files, shown, { leaf: '0'.repeat(64) })
  assert.match(bad.headline, /纸上的二维码与本件不符/)
})

test('S11 网络断开时抛出，由页面说明；页面嵌入的数据读不懂时不猜', async () => {
  const broken = {
    read: async () => {
      throw new Error('连接失败')
    },
  }
  await assert.rejects(checkRecord(broken, shown), /连接失败/)
  for (const text of [
    '',
    '[]',
    '{}',
    '{"stream":1,"version":1,"face":{},"names":{}}',
    '{"stream":"a","version":1.5}',
  ]) {
    assert.equal(readShown(text), undefined, text)
  }
})
