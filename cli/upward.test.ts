import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Encrypter } from 'age-encryption'
import { readConfig } from '../config.ts'
import { type Complaint, noComplaint } from '../domain/complaint/complaint.ts'
import { REPORTER } from '../domain/organisation/facts.ts'
import { handle } from '../store/handle.ts'
import { keepSealedPart, moveUpward, verifySealedParts } from '../store/sealed-parts.ts'
import { openStore, type Store } from '../store/store.ts'
import { upwardComplaints } from '../store/views/staff-complaints.ts'
import { DEMO_ORGAN, type TestDatabase, testDatabase } from '../test/support/database.ts'
import { prepareGroup } from '../test/support/reporter.ts'
import { run } from './upward.ts'

const NUMBER = 'JB-00000042'
const folder = mkdtempSync(join(tmpdir(), 'yangguang-upward-'))
const dataDir = join(folder, 'data')
const target = join(folder, 'usb')

let database: TestDatabase
let store: Store
let blob: string
before(async () => {
  database = await testDatabase('demo')
  store = openStore(database, DEMO_ORGAN)
  const now = '2026-11-23T00:30:00.000Z'
  const { superior } = await prepareGroup(store, now)
  const encrypter = new Encrypter()
  encrypter.addRecipient(superior.recipient)
  const sealed = Buffer.from(await encrypter.encrypt('演示：反映组长'))
  const kept = await keepSealedPart(store, dataDir, pieces(sealed), '2026-11-23')
  assert.ok(kept.ok, JSON.stringify(kept))
  blob = kept.value.blob
  await moveUpward(store, dataDir, blob, true)
  const input = { destination: superior.key, sealed: kept.value }
  const command = { stream: `complaint/${NUMBER}`, noun: 'upward-intake', input, person: REPORTER, now, key: 'upward' }
  const done = await handle(store, command)
  assert.ok(done.ok, JSON.stringify(done))
})
after(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

async function* pieces(bytes: Buffer) {
  yield bytes
}

async function upward(...args: string[]): Promise<number> {
  const settings = readConfig({ DATA_DIR: dataDir, DATABASE_URL: database.url })
  assert.ok(settings.ok)
  return run(args, settings.config)
}

const complaint = async (): Promise<Complaint> => (await upwardComplaints(store)).at(0) ?? noComplaint

test('CMP-005 径送上级：先复制连同清单，登记交接凭证以后，本机的一份才删除', async () => {
  assert.equal(await upward(target), 0)
  const manifest = JSON.parse(readFileSync(join(target, 'manifest.json'), 'utf8')) as Record<string, unknown>[]
  assert.deepEqual(
    manifest.map(({ number, receivedOn, sha256, file }) => [number, receivedOn, sha256, file]),
    [[NUMBER, '2026-11-23', blob, `${NUMBER}.age`]],
  )
  const copied = readFileSync(join(target, `${NUMBER}.age`))
  assert.equal(createHash('sha256').update(copied).digest('hex'), blob)
  assert.deepEqual(readdirSync(join(dataDir, 'upward')), [blob])
  assert.equal((await complaint()).upward?.receipt, undefined)

  assert.equal(await upward(target, '--receipt', '演示机交2026-8'), 0)
  assert.equal((await complaint()).upward?.receipt, '演示机交2026-8')
  assert.deepEqual(readdirSync(join(dataDir, 'upward')), [])
  assert.deepEqual(await verifySealedParts(store, dataDir), [])
  // Nothing is left to hand over, and nothing goes wrong.
  assert.equal(await upward(target, '--receipt', '演示机交2026-9'), 0)
  assert.equal((await complaint()).upward?.receipt, '演示机交2026-8')
})

test('参数不对，说明用法', async () => {
  assert.equal(await upward(), 2)
  assert.equal(await upward(target, '--receipt'), 2)
  assert.equal(await upward(target, '--other', 'x'), 2)
})
