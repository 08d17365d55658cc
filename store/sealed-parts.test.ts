import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { type TestDatabase, testDatabase } from '../test/support/database.ts'
import {
  destroySealedParts,
  keepSealedPart,
  moveUpward,
  openSealedPart,
  pathOfPart,
  settleTimes,
  sweepSealedParts,
  verifySealedParts,
} from './sealed-parts.ts'
import { openStore, type Store } from './store.ts'

let database: TestDatabase
let store: Store
let dataDir: string
before(async () => {
  database = await testDatabase()
  store = openStore(database, 'TEST')
  dataDir = mkdtempSync(join(tmpdir(), 'yangguang-sealed-'))
})
after(async () => {
  await database.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const DAY = '2026-11-20'

async function sealed(content: Uint8Array | string): Promise<Buffer> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(await identityToRecipient(await generateX25519Identity()))
  return Buffer.from(await encrypter.encrypt(content))
}

async function* inPieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const keep = (bytes: Buffer, size = 1_000, most?: number) =>
  keepSealedPart(store, dataDir, inPieces(bytes, size), DAY, most)

async function refusal(bytes: Buffer, most?: number): Promise<string> {
  const kept = await keep(bytes, 1_000, most)
  assert.ok(!kept.ok, 'was kept')
  return kept.error.sentence
}

test('CMP-004 密封件按指纹存放，长度相符，文件的时间只到日', async () => {
  for (const length of [0, 1, 65_535, 65_536, 65_537, 200_000]) {
    const bytes = await sealed(Buffer.alloc(length, 7))
    const kept = await keep(bytes, 777)
    const blob = createHash('sha256').update(bytes).digest('hex')
    assert.deepEqual(kept, { ok: true, value: { blob, size: bytes.length } }, String(length))
    const { mtime, atime } = statSync(pathOfPart(dataDir, blob))
    assert.deepEqual([mtime.toISOString(), atime.toISOString()], Array(2).fill('2026-11-19T16:00:00.000Z'))
  }
  assert.deepEqual(await verifySealedParts(store, dataDir), [])
  assert.deepEqual(readdirSync(join(dataDir, 'sealed/incoming')), [])
})

test('S122 没有密封的、没有封给公钥的、没传完的、过长的，不收，也不留下什么', async () => {
  const bytes = await sealed('演示：正文'.repeat(20_000))
  const header = bytes.indexOf('\n--- ')
  const before_ = readdirSync(join(dataDir, 'sealed'), { recursive: true }).length
  assert.match(await refusal(Buffer.from('这是没有密封的正文')), /不是密封好的内容/)
  assert.match(await refusal(Buffer.alloc(0)), /不是密封好的内容/)
  assert.match(
    await refusal(Buffer.from(`age-encryption.org/v1\n${'-> X25519 x\n'.repeat(9_000)}`)),
    /不是密封好的内容/,
  )
  assert.match(await refusal(Buffer.from('age-encryption.org/v1\n-> X25519')), /没有收完整/)
  assert.match(await refusal(bytes.subarray(0, header + 60)), /没有收完整/)
  // In the middle of a chunk's tag, where no file can end.
  assert.match(await refusal(bytes.subarray(0, bytes.indexOf('\n', header + 1) + 1 + 16 + 65_552 + 9)), /没有收完整/)
  assert.match(await refusal(bytes, 1_000), /上限/)
  const scrypt = new Encrypter()
  scrypt.setPassphrase('演示')
  scrypt.setScryptWorkFactor(4)
  assert.match(await refusal(Buffer.from(await scrypt.encrypt('x'))), /没有封给任何收件公钥/)
  assert.equal(readdirSync(join(dataDir, 'sealed'), { recursive: true }).length, before_)
})

test('S122 传到一半断线：说没有收完整，不留下什么', async () => {
  const bytes = await sealed('演示'.repeat(50_000))
  const broken = async function* () {
    yield bytes.subarray(0, 70_000)
    throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' })
  }
  const kept = await keepSealedPart(store, dataDir, broken(), DAY)
  assert.match(kept.ok ? '' : kept.error.sentence, /没有收完整.*再传一次/)
  assert.deepEqual(readdirSync(join(dataDir, 'sealed/incoming')), [])
})

test('CMP-005 径送上级的移出普通库，退回时再移回', async () => {
  const upward = await sealed('演示：径送上级')
  const kept = await keep(upward)
  assert.ok(kept.ok)
  const { blob } = kept.value
  await moveUpward(store, dataDir, blob, true)
  assert.equal(await openSealedPart(dataDir, blob), undefined)
  assert.ok(statSync(join(dataDir, 'upward', blob)).isFile())
  assert.deepEqual(await verifySealedParts(store, dataDir), [])
  assert.deepEqual(await keep(upward), kept, '再送一次')
  assert.equal(await openSealedPart(dataDir, blob), undefined)
  await moveUpward(store, dataDir, blob, false)
  const file = await openSealedPart(dataDir, blob)
  assert.equal(file?.size, kept.value.size)
  file?.stream.destroy()
})

test('CMP-004 一天过后重写当天的密封件：内容不变，时间只到日', async () => {
  const kept = await keep(await sealed('演示：时间'))
  assert.ok(kept.ok)
  const path = pathOfPart(dataDir, kept.value.blob)
  const { ino } = statSync(path)
  await settleTimes(store, dataDir, DAY)
  assert.notEqual(statSync(path).ino, ino)
  assert.equal(statSync(path).mtime.toISOString(), '2026-11-19T16:00:00.000Z')
  assert.deepEqual(await verifySealedParts(store, dataDir), [])
})

test('S122 不属于任何一件的密封件，过一天删除；属于某件的留下', async () => {
  const [stray, named] = await Promise.all(
    ['演示：没有下文', '演示：属于一件'].map(async text => keep(await sealed(text))),
  )
  assert.ok(stray?.ok && named?.ok)
  const content = named.value
  await database.pool.query(
    `insert into event (organ, stream, version, type, data, at, actor, seen)
     values ('TEST', 'complaint/JB-00000001', 1, 'complaint.received', $1, now(), '{}', '{}')`,
    [JSON.stringify({ content, attachments: [] })],
  )
  assert.equal(await sweepSealedParts(store, dataDir, '2026-11-21'), 0)
  assert.ok((await sweepSealedParts(store, dataDir, '2026-11-22')) > 0)
  assert.equal(await openSealedPart(dataDir, stray.value.blob), undefined)
  assert.equal(await sweepSealedParts(store, dataDir, '2026-12-22'), 0)
  assert.deepEqual(await verifySealedParts(store, dataDir), [])
  await destroySealedParts(store, dataDir, [content.blob])
  assert.equal(await openSealedPart(dataDir, content.blob), undefined)
  assert.deepEqual(await verifySealedParts(store, dataDir), [])
})
