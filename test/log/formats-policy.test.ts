import assert from 'node:assert/strict'
import { test } from 'node:test'
import { COSIGNATURE_V1, ED25519, parseVerifierKey, signerKey, verifierKey } from '../../domain/log/key.ts'
import { type Policy, parsePolicy } from '../../domain/log/policy.ts'
import { must } from '../../domain/result.ts'
import cases from '../vectors/formats/policy.json' with { type: 'json' }

/*
 * The cases of transparency-dev/formats for policies (witness/). That library reads the policies of Sigsum, of which
 * tlog-policy is a stricter kind; each case is put as it is, which tlog-policy refuses for the reason named here, and again
 * with the cause removed. The causes: keys of plain notes (0x01) for witnesses; the same key for two witnesses (w2 and w3);
 * comments after the items of a line; no newline at the end.
 */

/** The same public key as a cosigner's; w3 gets one of its own. */
function mended(policy: string): string {
  const third = signerKey('w3.example', COSIGNATURE_V1, new Uint8Array(32).fill(3)).verifier.text
  return `${policy}\n`
    .replace(/(witness w3) \S+/, `$1 ${third}`)
    .replace(/\S+\+[0-9a-f]{8}\+A[A-Za-z0-9+/]+/g, text => {
      const parsed = parseVerifierKey(text)
      assert.ok(parsed.ok && parsed.value.type === ED25519)
      return verifierKey(parsed.value.name, COSIGNATURE_V1, parsed.value.publicKey).text
    })
    .replace(/(?<=\S[ \t]+)#.*$/gm, '')
}

function sentenceOf(text: string): string {
  const policy = parsePolicy(text)
  return policy.ok ? '' : policy.error.sentence
}

/** The group that the quorum names. */
function quorumGroup(text: string): Policy['groups'][number] {
  const policy = parsePolicy(text)
  assert.ok(policy.ok, sentenceOf(text))
  return must(
    policy.value.groups.find(({ name }) => name === policy.value.quorum),
    'the group of the quorum',
  )
}

for (const { name, policy } of cases.TestParsePolicy) {
  test(`transparency-dev/formats: TestParsePolicy/${name}`, () => {
    assert.match(sentenceOf(policy), name === 'tidy' ? /签名类型应为 0x04/ : /应是「witness 名称 公钥 \[网址\]」/)
    const { threshold, members } = quorumGroup(mended(policy))
    assert.equal(threshold, 2)
    assert.equal(members.length, 2)
  })
}

for (const { name, policy, wantN } of cases.TestParsePolicy_GroupN) {
  test(`transparency-dev/formats: TestParsePolicy_GroupN/${name}`, () => {
    assert.match(sentenceOf(policy), /签名类型应为 0x04/)
    assert.equal(quorumGroup(mended(policy)).threshold, wantN)
  })
}

/** What the library says, and what we say to the same. */
const sentences: Readonly<Record<string, RegExp>> = {
  'policy file must define a quorum': /缺少 quorum 行/,
  'quorum component "unknown" not found': /第 1 行的名称「unknown」在前面没有定义/,
  'duplicate component name': /第 2 行的名称「w1」在前面已经定义过/,
  'invalid threshold': /第 4 行的人数应是 all、any 或 1 至 1/,
  'invalid witness name': /第 1 行的名称「all」是保留字/,
  'invalid group name': /第 1 行的名称「none」是保留字/,
}

for (const { name, policy, error } of cases.TestParsePolicy_Errors) {
  test(`transparency-dev/formats: TestParsePolicy_Errors/${name} (${error})`, () => {
    assert.match(sentenceOf(mended(policy)), must(sentences[error], error))
  })
}
