import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openCheckpoint } from '../../domain/log/checkpoint.ts'
import { leafHash } from '../../domain/log/hashing.ts'
import { ED25519, OTHER, type VerifierKey } from '../../domain/log/key.ts'
import { inclusionProof } from '../../domain/log/merkle.ts'
import { verifiedBy } from '../../domain/log/note.ts'
import type { Policy } from '../../domain/log/policy.ts'
import { verifySm2 } from '../../domain/log/sm2.ts'
import { hashesFromTiles } from '../../domain/log/tile.ts'
import { formatTlogProof, parseTlogProof, verifyTlogProof } from '../../domain/log/tlog-proof.ts'
import { must } from '../../domain/result.ts'
import { type KeptLog, keptLog, LOG_ORIGIN, round, writeEvents } from '../../test/support/kept-log.ts'
import { OperatorError } from '../operator-error.ts'
import { findLogKeys, loadLogKeys, retireLogKeys, rotateLogKey, verifierKeysOf } from './keys.ts'

let kept: KeptLog
before(async () => {
  kept = await keptLog()
})
after(() => kept.close())

const folder = () => join(kept.dataDir, 'log', 'keys')
const checkpoint = () => must(kept.tiles.files.get('checkpoint'), 'a checkpoint')
const accepts = (keys: readonly VerifierKey[]) => openCheckpoint(checkpoint(), keys).ok
const trusting = (keys: readonly VerifierKey[]): Policy => ({
  logs: keys.map(key => ({ key })),
  witnesses: [],
  groups: [],
  quorum: 'none',
})

test('S11 公开：换密钥时新旧并列签名：只认旧公钥的人照样接受新的检查点；旧密钥停用以后，旧的证明仍然成立', async () => {
  const before = kept.parts.keys
  const oldOnly = [before.current.verifier]
  await writeEvents(kept.database.pool, 'matter/2026-400001', 1, 5)
  await round(await kept.open())
  const hashes = inclusionProof(2, 5, hashesFromTiles(kept.tiles.files, 5))
  const oldProof = formatTlogProof({ index: 2, hashes, checkpoint: Buffer.from(checkpoint()).toString() })

  const rotated = await rotateLogKey(folder(), LOG_ORIGIN)
  const newOnly = [rotated.current.verifier]
  assert.notEqual(rotated.current.verifier.text, before.current.verifier.text)
  await writeEvents(kept.database.pool, 'matter/2026-400001', 6, 9)
  await round(await kept.open({ keys: rotated }))
  assert.ok(accepts(oldOnly), 'an old verifier accepts the new checkpoint')
  assert.ok(accepts(newOnly))

  const retired = await retireLogKeys(folder(), LOG_ORIGIN)
  await writeEvents(kept.database.pool, 'matter/2026-400001', 10, 12)
  await round(await kept.open({ keys: retired }))
  assert.ok(!accepts(oldOnly))
  assert.ok(accepts(newOnly))
  const all = verifierKeysOf(retired)
  assert.deepEqual(
    all.map(({ text }) => text),
    [rotated.current.verifier.text, before.current.verifier.text],
  )
  const { rows } = await kept.database.pool.query<{ entry: string }>('select entry from log_entry where index = 2')
  const leaf = leafHash(Buffer.from(rows[0]?.entry ?? ''))
  const proof = parseTlogProof(oldProof)
  assert.ok(proof.ok)
  assert.ok(verifyTlogProof(proof.value, leaf, trusting(all)).ok, 'an old proof still verifies')
})

test('S11 留痕：密钥第一次用时生成，只有本用户读得到；再读还是它，别的日志另有一把，只看不生成', async () => {
  const place = join(kept.dataDir, 'keys-of-its-own')
  assert.equal(await findLogKeys(place, LOG_ORIGIN), undefined)
  const made = await loadLogKeys(place, LOG_ORIGIN)
  const again = await loadLogKeys(place, LOG_ORIGIN)
  const other = await loadLogKeys(place, 'another.invalid/log')

  assert.equal(again.current.text, made.current.text)
  assert.equal((await findLogKeys(place, LOG_ORIGIN))?.current.text, made.current.text)
  assert.notEqual(other.current.verifier.text, made.current.verifier.text)
  assert.deepEqual(readdirSync(place), ['001.key', '002.key'])
  assert.equal(statSync(join(place, '001.key')).mode & 0o777, 0o600)
  await rotateLogKey(place, LOG_ORIGIN)
  await retireLogKeys(place, LOG_ORIGIN)
  assert.deepEqual(readdirSync(place), ['001.vkey', '002.key', '003.key'])
  assert.doesNotMatch(readFileSync(join(place, '001.vkey'), 'utf8'), /PRIVATE/)
  const stays = await loadLogKeys(place, 'another.invalid/log')
  assert.equal(stays.current.text, other.current.text, 'another log keeps its key')
})

test('S11 留痕：几个程序同时第一次启动，用的是同一把密钥', async () => {
  const place = join(kept.dataDir, 'at-once')
  const keys = await Promise.all(Array.from({ length: 5 }, () => loadLogKeys(place, LOG_ORIGIN)))
  assert.equal(new Set(keys.map(({ current }) => current.text)).size, 1)
})

test('CRY-005 设置了 SM2，检查点上多一行 SM2 签名；不认识它的人照样核验 Ed25519；关掉以后公钥仍然列着', async () => {
  const keys = await loadLogKeys(folder(), LOG_ORIGIN, { sm2: true })
  await writeEvents(kept.database.pool, 'matter/2026-400002', 1, 2)
  await round(await kept.open({ keys }))

  const sm2 = must(
    verifierKeysOf(keys).find(({ type }) => type === OTHER),
    'an SM2 key',
  )
  assert.ok(accepts(verifierKeysOf(keys).filter(({ type }) => type === ED25519)))
  const opened = openCheckpoint(checkpoint(), verifierKeysOf(keys), { [OTHER]: verifySm2 })
  assert.ok(opened.ok)
  assert.deepEqual(verifiedBy(opened.value.note, [sm2], { [OTHER]: verifySm2 }), { ok: true, value: [sm2] })
  const without = await loadLogKeys(folder(), LOG_ORIGIN)
  assert.deepEqual(
    without.alsoSigning.map(({ verifier }) => verifier.type),
    [],
  )
  assert.ok(verifierKeysOf(without).some(({ text }) => text === sm2.text))
})

test('S11 留痕：密钥文件坏了，说是哪一个文件', async () => {
  const place = join(kept.dataDir, 'broken')
  await loadLogKeys(place, LOG_ORIGIN)
  writeFileSync(join(place, '001.key'), 'PRIVATE+KEY+nothing\n')
  await assert.rejects(
    loadLogKeys(place, LOG_ORIGIN),
    (error: Error) => error instanceof OperatorError && /001\.key 里不是日志的密钥/.test(error.message),
  )
})
