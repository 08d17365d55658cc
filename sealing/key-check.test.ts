import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type LogSource, memorySource } from '../domain/log/source.ts'
import { signedCheckpoint, TEST_ORIGIN, testKey } from '../test/support/log.ts'
import { LEADER, MEMBER, registeredKeys } from '../test/support/sealing-keys.ts'
import { type AnsweredKey, checkKeys, type KeysAnswer, readKeysAnswer, whyNotSeal } from './key-check.ts'
import { createMemberKey } from './member-keys.ts'
import { contentRecipients, custodiansOf, leadershipRecipients, superiorRecipients } from './recipients.ts'

const { log, answer } = await registeredKeys()

const check = async (given: KeysAnswer, source: LogSource = log.source) =>
  checkKeys(source, given, { policy: log.policy })

const changedKey = (change: Partial<AnsweredKey>, at = 0): KeysAnswer => ({
  ...answer,
  keys: answer.keys.map((key, n) => (n === at ? { ...key, ...change } : key)),
})

async function refusalOf(given: KeysAnswer, source: LogSource = log.source): Promise<string> {
  const report = await check(given, source)
  return report.ok ? (whyNotSeal(report.value)?.sentence ?? 'accepted') : report.error.sentence
}

/** The log's files with one of them changed or taken away. */
function withFile(path: string, change: (bytes: Uint8Array) => Uint8Array | undefined): LogSource {
  const files = new Map(log.files)
  const bytes = change(files.get(path) ?? assert.fail(`no ${path}`))
  if (bytes) files.set(path, bytes)
  else files.delete(path)
  return memorySource(files)
}

test('S122 每一把收件公钥都在公开日志里，登记的人和用途一致，并有两位见证人', async () => {
  const report = await check(answer)
  assert.ok(report.ok, JSON.stringify(report))
  assert.deepEqual(
    report.value.findings.map(({ state, key }) => [state, key.purpose, key.person]),
    [
      ['IN_LOG', 'CONTENT', LEADER],
      ['IN_LOG', 'CONTENT', MEMBER],
      ['IN_LOG', 'IDENTITY', MEMBER],
      ['IN_LOG', 'IDENTITY', 'head-personnel'],
      ['IN_LOG', 'SUPERIOR', LEADER],
    ],
  )
  assert.equal(report.value.sentence, '5 把收件公钥都在公开日志里，登记的人和用途一致，并由w1、w2见证。')
})

test('S122 服务器把一名成员的公钥换成自己的，立刻被认出来，什么也不封', async () => {
  const impostor = await createMemberKey()
  const swapped = changedKey({ recipient: impostor.recipient })
  assert.match(await refusalOf(swapped), /与公开日志里登记的公钥不一致，可能被人调换，请不要提交/)
  const report = await check(swapped)
  assert.ok(report.ok)
  assert.equal(contentRecipients(report.value, [LEADER, MEMBER]).ok, false)
  assert.equal(custodiansOf(report.value, []).ok, false)
  assert.match(report.value.sentence, /有 1 把与公开日志不符/)
})

test('S122 把别人的公钥说成这个人的、把别的用途说成收件、另起一个名称，都不行', async () => {
  assert.match(await refusalOf(changedKey({ person: 'someone-else' })), /别的人或别的用途/)
  assert.match(await refusalOf(changedKey({ purpose: 'CONTENT' }, 2)), /别的人或别的用途/)
  assert.match(await refusalOf(changedKey({ key: 'another-name' })), /别的人或别的用途/)
})

test('S122 指错登记的位置、版本、流，或指到别的条目，都不行', async () => {
  const [first, second] = answer.keys
  assert.ok(first && second)
  assert.match(await refusalOf(changedKey({ index: second.index })), /不是它的登记/)
  assert.match(await refusalOf(changedKey({ index: 0 })), /不是它的登记/)
  assert.match(await refusalOf(changedKey({ version: first.version + 1 })), /不是它的登记/)
  assert.match(await refusalOf(changedKey({ stream: 'catalogue' })), /不是它的登记/)
  assert.match(await refusalOf(changedKey({ index: log.entries.length })), /还没有进入已签名的公开日志/)
})

test('S122 条目被改、检查点另签一棵树、换一把签名密钥，都认得出来', async () => {
  const bundles = [...log.files.keys()].filter(path => path.startsWith('tile/entries/'))
  const [path = ''] = bundles.slice(-1)
  const impostor = await createMemberKey()
  const genuine = answer.keys[0]?.recipient ?? ''
  const forged = withFile(path, bytes =>
    Buffer.from(Buffer.from(bytes).toString('latin1').replace(genuine, impostor.recipient), 'latin1'),
  )
  assert.match(await refusalOf(changedKey({ recipient: impostor.recipient }), forged), /不在公开日志里/)

  const head = { origin: TEST_ORIGIN, size: log.entries.length, root: new Uint8Array(32).fill(9) }
  const otherTree = withFile('checkpoint', () => signedCheckpoint(head, [log.key], log.witnesses))
  assert.match(await refusalOf(answer, otherTree), /不在公开日志里/)
  const otherKey = withFile('checkpoint', () => signedCheckpoint(head, [testKey('impostor')], log.witnesses))
  assert.match(await refusalOf(answer, otherKey), /没有通过核对/)
})

test('S122 见证人没有签名的日志，策略要求见证时不认', async () => {
  const head = { origin: TEST_ORIGIN, size: log.entries.length, root: new Uint8Array(32) }
  const alone = withFile('checkpoint', () => signedCheckpoint(head, [log.key]))
  assert.match(await refusalOf(answer, alone), /见证不够/)
})

test('S122 没有见证人的日志可以用，但照实说没有别的单位见证', async () => {
  const without = await registeredKeys({ witnesses: 0 })
  const report = await checkKeys(without.log.source, without.answer)
  assert.ok(report.ok)
  assert.match(report.value.sentence, /目前没有别的单位见证/)
})

test('S122 名单说的是另一本日志、另一把日志公钥，不认', async () => {
  assert.match(await refusalOf({ ...answer, origin: 'elsewhere.invalid/log' }), /不是同一本/)
  assert.match(await refusalOf({ ...answer, vkey: testKey('impostor').verifier.text }), /不是同一本/)
})

test('S122 日志读不到的时候，不冒险提交，也不说成被人调换', async () => {
  const broken: LogSource = { read: () => Promise.reject(new Error('连接中断。')) }
  assert.match(await refusalOf(answer, broken), /读不到公开日志.*连接中断/)
  assert.match(await refusalOf(answer, memorySource(new Map())), /还没有签名的检查点/)
})

test('S122 停用的公钥凭停用登记认出来，不再往它上面封；谎称停用也认得出来', async () => {
  const later = await registeredKeys({ revoke: true })
  const report = await checkKeys(later.log.source, later.answer, { policy: later.log.policy })
  assert.ok(report.ok, JSON.stringify(report))
  assert.deepEqual(
    report.value.findings.filter(({ key }) => key.person === MEMBER && key.purpose === 'CONTENT').map(f => f.state),
    ['REVOKED', 'IN_LOG'],
  )
  const recipients = contentRecipients(report.value, [LEADER, MEMBER])
  assert.ok(recipients.ok)
  assert.equal(recipients.value.recipients.length, 2)
  assert.ok(recipients.value.recipients.includes(later.secrets.get(`CONTENT ${MEMBER}`)?.recipient ?? ''))

  const [first] = answer.keys
  assert.ok(first)
  const { stream, version, index } = answer.keys[1] ?? assert.fail()
  assert.match(await refusalOf(changedKey({ revoked: { stream, version, index } })), /却没有这条停用登记/)
})

test('CMP-005 只封给看得见本件的成员；没有公钥的成员列出来，一把都没有就不在网上收', async () => {
  const report = await check(answer)
  assert.ok(report.ok)
  const one = contentRecipients(report.value, [MEMBER, 'head-finance'])
  assert.ok(one.ok)
  assert.deepEqual([one.value.keys.length, one.value.without], [1, ['head-finance']])
  const nobody = contentRecipients(report.value, ['head-finance'])
  assert.match(nobody.ok ? '' : nobody.error.sentence, /改用信函、来访或电话/)
})

test('CMP-005 涉及组长的件只封给上级机关的那一把；没有登记党组的公钥就说没有', async () => {
  const report = await check(answer)
  assert.ok(report.ok)
  const superior = superiorRecipients(report.value)
  assert.deepEqual(superior.ok && superior.value.recipients, [answer.keys[4]?.recipient])
  assert.equal(leadershipRecipients(report.value).ok, false)
})

test('CMP-003 身份只封给现任的、与本件无关的受托人', async () => {
  const report = await check(answer)
  assert.ok(report.ok)
  const personsOf = (...given: [readonly string[], (readonly string[])?]) => {
    const custodians = custodiansOf(report.value, ...given)
    return custodians.ok ? custodians.value.map(({ person }) => person) : []
  }
  assert.deepEqual(personsOf([]), [MEMBER, 'head-personnel'])
  assert.deepEqual(personsOf([MEMBER]), ['head-personnel'])
  assert.deepEqual(personsOf([], ['head-personnel']), ['head-personnel'])
})

test('S122 读不懂的名单不用：少一栏、公钥不是公钥、位置是负的', () => {
  assert.ok(readKeysAnswer(JSON.parse(JSON.stringify(answer))).ok)
  for (const odd of [
    undefined,
    {},
    { ...answer, keys: 1 },
    changedKey({ recipient: 'age1pq1' }),
    changedKey({ index: -1 }),
  ]) {
    assert.equal(readKeysAnswer(odd).ok, false)
  }
})
