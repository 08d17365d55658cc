import assert from 'node:assert/strict'
import { test } from 'node:test'
import { COSIGNATURE_V1, ED25519, ML_DSA_44, signerKey, verifierKey } from './key.ts'
import { formatPolicy, type Policy, parsePolicy, quorumMet } from './policy.ts'

const seed = (byte: number) => new Uint8Array(32).fill(byte)
const log = signerKey('log.example', ED25519, seed(1)).verifier
const [w1, w2, w3] = [2, 3, 4].map(byte => signerKey(`w${byte}.example`, COSIGNATURE_V1, seed(byte)).verifier.text)
const witnesses = `witness 甲 ${w1}\nwitness 乙 ${w2} https://w.example/乙\nwitness 丙 ${w3}\n`

function read(text: string): Policy {
  const policy = parsePolicy(text)
  assert.ok(policy.ok, policy.ok ? '' : policy.error.sentence)
  return policy.value
}

test('tlog-policy: tabs, spaces, empty lines and comments make no difference, and the policy reads back', () => {
  const text = `# 说明\n\n\tlog  ${log.text}\thttps://log.example/ \n${witnesses} \t\n  # none\ngroup 两位 2 甲 乙 丙\nquorum\t两位\n`
  const policy = read(text)
  assert.deepEqual(policy.logs, [{ key: log, url: 'https://log.example/' }])
  assert.deepEqual(
    policy.witnesses.map(({ name, url }) => [name, url]),
    [
      ['甲', undefined],
      ['乙', 'https://w.example/乙'],
      ['丙', undefined],
    ],
  )
  assert.deepEqual(policy.groups, [{ name: '两位', threshold: 2, members: ['甲', '乙', '丙'] }])
  assert.deepEqual(read(formatPolicy(policy)), policy)
})

test('tlog-policy: none, one witness, k of n, all, any, and groups of groups', () => {
  const enough = (rest: string, ...cosigners: string[]) => quorumMet(read(witnesses + rest), new Set(cosigners))
  assert.ok(enough('quorum none\n'))
  assert.ok(!enough('quorum 甲\n', '乙', '丙'))
  assert.ok(enough('quorum 甲\n', '甲'))
  for (const [k, least] of Object.entries({ any: 1, 1: 1, 2: 2, 3: 3, all: 3 })) {
    for (const cosigners of [[], ['丙'], ['甲', '丙'], ['甲', '乙', '丙']]) {
      assert.equal(enough(`group g ${k} 甲 乙 丙\nquorum g\n`, ...cosigners), cosigners.length >= least, k)
    }
  }
  const nested = 'group 厅外 any 乙 丙\ngroup 两边 all 甲 厅外\nquorum 两边\n'
  assert.ok(!enough(nested, '甲'))
  assert.ok(!enough(nested, '乙', '丙'))
  assert.ok(enough(nested, '甲', '丙'))
  assert.ok(!enough('quorum 甲\n', '两边', 'none'), 'names that are no witnesses count for nothing')
})

test('tlog-policy: what breaks a rule is refused, with its line', () => {
  const again = verifierKey('another.example', COSIGNATURE_V1, signerKey('a', ED25519, seed(2)).verifier.publicKey).text
  const bad: readonly (readonly [string, string, RegExp])[] = [
    ['no quorum', witnesses, /缺少 quorum 行/],
    ['two quorum lines', 'quorum none\nquorum none\n', /第 2 行是第二个 quorum 行/],
    ['undefined quorum', 'quorum 丁\n', /第 1 行的名称「丁」在前面没有定义/],
    ['quorum before its definition', `quorum 甲\n${witnesses}`, /第 1 行的名称「甲」在前面没有定义/],
    ['quorum without a name', 'quorum\n', /应是「quorum 名称」/],
    ['quorum with two names', `${witnesses}quorum 甲 乙\n`, /第 4 行应是「quorum 名称」/],
    ['undefined member', `${witnesses}group g any 丁\nquorum g\n`, /第 4 行的成员「丁」在前面没有定义/],
    ['a group of itself', `${witnesses}group g any g\nquorum g\n`, /成员「g」在前面没有定义/],
    ['none as a member', `${witnesses}group g any none\nquorum g\n`, /成员「none」在前面没有定义/],
    ['a member twice', `${witnesses}group g any 甲 甲\nquorum g\n`, /成员「甲」已经是某一组的成员/],
    ['a member of two groups', `${witnesses}group g any 甲\ngroup h any 甲\nquorum g\n`, /第 5 行的成员「甲」已经是/],
    ['k of 0', `${witnesses}group g 0 甲\nquorum g\n`, /第 4 行的人数应是 all、any 或 1 至 1/],
    ['k above n', `${witnesses}group g 3 甲 乙\nquorum g\n`, /1 至 2/],
    ['k with a leading zero', `${witnesses}group g 01 甲\nquorum g\n`, /人数/],
    ['k below 0', `${witnesses}group g -1 甲\nquorum g\n`, /人数/],
    ['k not a number', `${witnesses}group g most 甲\nquorum g\n`, /人数/],
    ['no members', `${witnesses}group g all\nquorum g\n`, /至少一个成员/],
    ['a name twice', `${witnesses}group 甲 any 乙\nquorum 甲\n`, /名称「甲」在前面已经定义过/],
    ['a keyword as a name', `witness none ${w1}\nquorum none\n`, /名称「none」是保留字/],
    ['the same witness key', `${witnesses}witness 丁 ${w1}\nquorum none\n`, /第 4 行的公钥在前面的 witness 行里/],
    ['the same key renamed', `${witnesses}witness 丁 ${again}\nquorum none\n`, /第 4 行的公钥在前面的 witness 行里/],
    ['the same log key', `log ${log.text}\nlog ${log.text}\nquorum none\n`, /第 2 行的公钥在前面的 log 行里/],
    ['a witness with a key of notes', `witness 甲 ${log.text}\nquorum none\n`, /不是见证人的公钥/],
    ['a mistyped key', `log ${log.text.slice(0, -1)}\nquorum none\n`, /第 1 行的公钥无法使用：公钥的密钥部分/],
    ['a witness without a key', 'witness 甲\nquorum none\n', /应是「witness 名称 公钥 \[网址\]」/],
    ['a log with three items', `log ${log.text} a b\nquorum none\n`, /应是「log 公钥 \[网址\]」/],
    ['a comment after the items', `log ${log.text} a #b\nquorum none\n`, /应是「log 公钥 \[网址\]」/],
    ['an unknown keyword', 'Quorum none\n', /第 1 行的第一个词应是/],
    ['CRLF', 'quorum none\r\n', /控制字符/],
    ['NUL', 'quorum none\0\n', /控制字符/],
    ['DEL', 'quorum none\x7f\n', /控制字符/],
    ['half a character', '# \ud800\nquorum none\n', /控制字符/],
    ['no final newline', 'quorum none', /末尾缺少换行符/],
    ['empty', '', /末尾缺少换行符/],
  ]
  for (const [what, text, sentence] of bad) {
    const result = parsePolicy(text)
    assert.ok(!result.ok, what)
    assert.deepEqual([result.error.code, result.error.clause], ['INVALID', 'S11'], what)
    assert.match(result.error.sentence, sentence, what)
  }
})

test('tlog-policy: names are opaque: a Kelvin sign is no K, and composed and decomposed letters differ', () => {
  const text = `witness K ${w1}\nwitness \u212a ${w2}\nwitness e\u0301 ${w3}\n`
  assert.ok(quorumMet(read(`${text}quorum \u212a\n`), new Set(['\u212a'])))
  assert.ok(!quorumMet(read(`${text}quorum \u212a\n`), new Set(['K'])))
  assert.equal(parsePolicy(`${text}quorum \u00e9\n`).ok, false)
})

test('tlog-policy: only spaces and tabs part the items of a line', () => {
  assert.equal(read(`witness 甲\u3000乙 ${w1}\nquorum 甲\u3000乙\n`).quorum, '甲\u3000乙')
})

test('tlog-policy: a log and a witness may share a key; 40 of each, and ML-DSA-44, are no limit', () => {
  const items = Array.from({ length: 40 }, (_, i) => i + 1)
  const keys = items.map(i => signerKey(`k${i}`, i === 1 ? ML_DSA_44 : COSIGNATURE_V1, seed(i)).verifier.text)
  const text = [
    ...keys.map(key => `log ${key}`),
    ...keys.map((key, i) => `witness w${i} ${key}`),
    ...keys.map((_, i) => `group g${i} all w${i}${i === 0 ? '' : ` g${i - 1}`}`),
    'quorum g39\n',
  ].join('\n')
  const names = keys.map((_, i) => `w${i}`)
  assert.ok(quorumMet(read(text), new Set(names)))
  assert.ok(!quorumMet(read(text), new Set(names.slice(1))))
})
