import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Custodian, openInner, openOuter, type ReporterIdentity, sealIdentity } from './identity.ts'
import { createMemberKey, type MemberKey } from './member-keys.ts'
import { openBytes } from './seal.ts'

const keys = (await Promise.all([1, 2, 3].map(createMemberKey))) as [MemberKey, MemberKey, MemberKey]
const [one, two, three] = keys
const custodians: readonly Custodian[] = keys.map(({ recipient }, n) => ({ person: `custodian-${n + 1}`, recipient }))
const identity: ReporterIdentity = { name: '演示甲', contact: '13800000000（演示）', unit: '演示公司' }

async function sealedTo(list: readonly Custodian[]) {
  const sealed = await sealIdentity(identity, list)
  assert.ok(sealed.ok)
  return sealed.value
}

test('CMP-003 举报人身份封给三名受托人：任何两人先后都能打开', async () => {
  const sealed = await sealedTo(custodians)
  assert.deepEqual(
    sealed.map(({ first, second }) => [first, second]),
    [
      ['custodian-1', 'custodian-2'],
      ['custodian-1', 'custodian-3'],
      ['custodian-2', 'custodian-3'],
    ],
  )
  const keyOf = (person: string) => keys[custodians.findIndex(custodian => custodian.person === person)]?.identity ?? ''
  for (const { first, second, sealed: outer } of sealed) {
    const inner = await openOuter(outer, keyOf(first))
    assert.ok(inner.ok)
    assert.deepEqual(await openInner(inner.value, keyOf(second)), { ok: true, value: identity })
  }
})

test('CMP-003 一个人打不开身份：无论手里是哪一把密钥，无论先后，无论拿到哪几份', async () => {
  const sealed = await sealedTo(custodians)
  for (const { identity: alone } of keys) {
    for (const { sealed: outer } of sealed) {
      const inner = await openOuter(outer, alone)
      if (!inner.ok) continue
      const read = await openInner(inner.value, alone)
      assert.equal(read.ok, false)
      assert.equal(Buffer.from(inner.value).includes('演示甲'), false)
      assert.equal((await openBytes(inner.value, [alone])).ok, false)
    }
  }
})

test('CMP-003 次序不能颠倒：第二人没有第一人打不开，第三人什么也打不开', async () => {
  const [pair] = await sealedTo(custodians.slice(0, 2))
  assert.ok(pair)
  assert.equal((await openOuter(pair.sealed, two.identity)).ok, false)
  assert.equal((await openOuter(pair.sealed, three.identity)).ok, false)
  const inner = await openOuter(pair.sealed, one.identity)
  assert.ok(inner.ok)
  assert.equal((await openInner(inner.value, three.identity)).ok, false)
})

test('CMP-003 受托人不足两人，身份不密封，并告诉举报人先匿名提交', async () => {
  for (const few of [[], custodians.slice(0, 1)]) {
    const refused = await sealIdentity(identity, few)
    assert.match(refused.ok ? '' : refused.error.sentence, /不足两人.*先匿名提交/)
  }
})

test('CMP-003 同一个人列两次、两个人用一把密钥，都算不得两个人', async () => {
  const [first] = custodians
  assert.ok(first)
  for (const list of [
    [first, { ...first, recipient: two.recipient }],
    [first, { person: 'custodian-2', recipient: first.recipient }],
  ]) {
    const refused = await sealIdentity(identity, list)
    assert.match(refused.ok ? '' : refused.error.sentence, /每人一把密钥/)
  }
})

test('CMP-003 名字长短从密文长度看不出来', async () => {
  const sizes = new Set<number>()
  for (const name of ['演', '演示甲乙丙丁戊己庚辛']) {
    const sealed = await sealIdentity({ ...identity, name }, custodians)
    assert.ok(sealed.ok)
    for (const { sealed: outer } of sealed.value) sizes.add(outer.length)
  }
  assert.equal(sizes.size, 1)
})
