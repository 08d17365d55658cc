import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { Encrypter } from 'age-encryption'
import { createMemberKey, exportKey, importKey, keyring, unlock, wrapWithPassphrase } from './member-keys.ts'
import { openBytes, sealBytes } from './seal.ts'

const PASSPHRASE = '白云 珠江 骑楼 早茶 木棉'
/** scrypt of 2^10: the tests need not wait as an attacker must. */
const EASY = 10

test('S122 成员的密钥用口令锁在浏览器里，只有口令能打开，锁着的什么也看不出', async () => {
  const key = await createMemberKey()
  assert.match(key.identity, /^AGE-SECRET-KEY-1/)
  const wrapped = await wrapWithPassphrase(key, PASSPHRASE, EASY)
  assert.ok(wrapped.ok)
  assert.equal(Buffer.from(wrapped.value.wrapped).includes(key.identity), false)
  assert.deepEqual(await unlock(wrapped.value, PASSPHRASE), { ok: true, value: key })
  const refused = await unlock(wrapped.value, `${PASSPHRASE}。`)
  assert.match(refused.ok ? '' : refused.error.sentence, /口令不对/)
})

test('S122 口令太短不收', async () => {
  const refused = await wrapWithPassphrase(await createMemberKey(), '12345678901', EASY)
  assert.match(refused.ok ? '' : refused.error.sentence, /至少 12 个字/)
  assert.equal((await exportKey(await createMemberKey(), '短口令', EASY)).ok, false)
})

test('S122 换电脑：导出的文件凭口令导入，还能打开以前的举报；丢一名成员的密钥不丢举报', async () => {
  const [key, colleague] = [await createMemberKey(), await createMemberKey()]
  const sealed = await sealBytes(new Uint8Array([1, 2, 3]), [key.recipient, colleague.recipient])
  const file = await exportKey(key, PASSPHRASE, EASY)
  assert.ok(file.ok)
  const imported = await importKey(file.value, PASSPHRASE)
  assert.deepEqual(imported, { ok: true, value: key })
  assert.ok(imported.ok && (await openBytes(sealed, [imported.value.identity])).ok)
  assert.ok((await openBytes(sealed, [colleague.identity])).ok)
})

test('S122 用 age-keygen 和 age -p 做的文件也能导入，别的文件说明不是密钥', async () => {
  const key = await createMemberKey()
  const fileOf = async (text: string) => {
    const encrypter = new Encrypter()
    encrypter.setPassphrase(PASSPHRASE)
    encrypter.setScryptWorkFactor(EASY)
    return await encrypter.encrypt(text)
  }
  const text = `# created: 2026-11-24T00:00:00Z\r\n# public key: ${key.recipient}\r\n${key.identity}\r\n`
  assert.deepEqual(await importKey(await fileOf(text), PASSPHRASE), { ok: true, value: key })
  const none = await importKey(await fileOf('一封信'), PASSPHRASE)
  assert.match(none.ok ? '' : none.error.sentence, /密钥读不出来/)
  const garbage = await importKey(new Uint8Array(50), PASSPHRASE)
  assert.match(garbage.ok ? '' : garbage.error.sentence, /不是密封的内容/)
})

test('S122 离开十分钟，内存里的密钥就忘掉；一直在用就不会', async () => {
  mock.timers.enable({ apis: ['setTimeout'] })
  try {
    const key = await createMemberKey()
    let forgotten = 0
    const ring = keyring(10, () => forgotten++)
    ring.hold(key)
    for (let minutes = 0; minutes < 60; minutes += 9) {
      mock.timers.tick(9 * 60_000)
      assert.deepEqual(ring.identities(), [key.identity])
    }
    mock.timers.tick(10 * 60_000)
    assert.deepEqual(ring.identities(), [])
    assert.equal(forgotten, 1)
    ring.hold(key)
    ring.forget()
    assert.deepEqual(ring.identities(), [])
  } finally {
    mock.timers.reset()
  }
})
