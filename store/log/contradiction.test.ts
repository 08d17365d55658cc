import assert from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import { after, test } from 'node:test'
import { formatNote } from '../../domain/log/note.ts'
import { type KeptLog, keptLog, LOG_ORIGIN, round, writeEvents } from '../../test/support/kept-log.ts'
import { policyOfWitnesses, startTestWitness } from '../../test/support/test-witness.ts'
import { witnessedLog } from '../../test/support/witnessed-log.ts'
import { verifierKeysOf } from './keys.ts'

const leaving: (() => Promise<void>)[] = []
const kepts: KeptLog[] = []
after(async () => {
  for (const kept of kepts) kept.hangUp()
  for (const leave of leaving) await leave()
  for (const kept of kepts) await kept.close()
})

async function listening(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  leaving.push(() => new Promise(resolve => server.close(() => resolve())))
  server.keepAliveTimeout = 1
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
}

/** A log with an honest witness, whose signature is enough, and beside it one that speaks against the log. */
async function logWith(
  hostile: RequestListener,
): Promise<KeptLog & { readonly say: () => Promise<string | undefined> }> {
  const kept = await keptLog()
  kepts.push(kept)
  const honest = await startTestWitness('honest', LOG_ORIGIN, verifierKeysOf(kept.parts.keys))
  const other = await startTestWitness('hostile', LOG_ORIGIN, verifierKeysOf(kept.parts.keys))
  leaving.push(honest.close, other.close)
  const policy = policyOfWitnesses([honest, other], 1)
  const url = await listening(hostile)
  const witnesses = policy.witnesses.map(witness => (witness.name === 'hostile' ? { ...witness, url } : witness))
  await writeEvents(kept.database.pool, 'matter/2026-700001', 1, 300)
  const log = await kept.open({ policy: { ...policy, witnesses } })
  return { ...kept, say: () => round(log) }
}

const stranger = witnessedLog({ origin: LOG_ORIGIN })

for (const [what, hostile] of [
  ['说见过更大的树，拿不出检查点', (_q, r) => r.writeHead(409).end('999999\n')],
  ['说日志分叉，拿不出检查点', (q, r) => r.writeHead(q.method === 'POST' ? 422 : 404).end('x')],
  [
    '拿出的检查点不是本日志的密钥签的',
    (q, r) =>
      q.method === 'POST' ? r.writeHead(409).end('999\n') : r.writeHead(200).end(formatNote(stranger.note(999))),
  ],
] as const satisfies readonly (readonly [string, RequestListener])[]) {
  test(`S11 留痕：一个见证人空口反对，停不了日志：${what}`, async () => {
    const log = await logWith(hostile)
    assert.equal(await log.say(), undefined)
    assert.equal((await log.published()).size, 300)
  })
}

test('S11 留痕：公布以后才请来的见证人，为已经公布的检查点补签', async () => {
  const kept = await keptLog()
  kepts.push(kept)
  await writeEvents(kept.database.pool, 'matter/2026-700001', 1, 300)
  assert.equal(await round(await kept.open()), undefined)
  kept.hangUp()
  const witness = await startTestWitness('late', LOG_ORIGIN, verifierKeysOf(kept.parts.keys))
  leaving.push(witness.close)
  const log = await kept.open({ policy: policyOfWitnesses([witness], 1) })
  await witness.goAway()
  assert.match((await round(log)) ?? '', /见证人不足/)
  await witness.comeBack()

  assert.equal(await round(log), undefined)

  const shown = Buffer.from((await kept.tiles.read('checkpoint')) ?? []).toString()
  assert.match(shown, /^yanshi.invalid\/log\n300\n/)
  assert.match(shown, /— late\.invalid /)
  assert.deepEqual(await kept.faults(), [])
})
