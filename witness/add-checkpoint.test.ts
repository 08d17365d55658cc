import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cosignaturesOn } from '../domain/log/cosignature.ts'
import { emptyRoot } from '../domain/log/hashing.ts'
import { COSIGNATURE_V1, ED25519, ML_DSA_44, signerKey } from '../domain/log/key.ts'
import { formatNote, parseNote, parseSignatures, signNote } from '../domain/log/note.ts'
import { requestOf, type WitnessedLog, witnessedLog } from '../test/support/witnessed-log.ts'
import { openWitnessState } from './state.ts'
import { addCheckpoint, checkpointFor, originHash, type WitnessParts } from './witness.ts'

const log = witnessedLog()
const seed = (byte: number) => new Uint8Array(32).fill(byte)
const witnessKey = signerKey('demo.invalid/witness', COSIGNATURE_V1, seed(1))
const seconds = 1_790_000_000

function witness(more: Partial<WitnessParts> = {}): WitnessParts {
  const state = openWitnessState(':memory:')
  assert.ok(state.ok)
  const logs = new Map([[log.origin, [log.signer.verifier]]])
  return { state: state.value, signers: [witnessKey], logs, now: () => seconds, ...more }
}

const ask = (parts: WitnessParts, body: string) => addCheckpoint(parts, new TextEncoder().encode(body))

/** A witness that has cosigned the log at this size. */
function witnessAt(size: number, more: Partial<WitnessParts> = {}): WitnessParts {
  const parts = witness(more)
  assert.equal(ask(parts, log.request(0, size)).status, 200)
  return parts
}

const sizeAt = (parts: WitnessParts) => parts.state.latest(log.origin)?.size

/** The lines of an answer, put under the checkpoint they are about, are cosignatures of these keys. */
function assertCosigned(answer: string, of: WitnessedLog, size: number, keys = [witnessKey.verifier]): void {
  const lines = parseSignatures(answer)
  assert.ok(lines.ok)
  const cosigned = cosignaturesOn({ text: of.note(size).text, signatures: lines.value }, keys)
  assert.ok(cosigned.ok)
  assert.deepEqual(
    cosigned.value,
    keys.map(key => ({ key, seconds })),
  )
}

test('tlog-witness: 200, a first checkpoint is cosigned without proof, and later ones with a consistency proof', () => {
  const parts = witness()

  for (const [old, size] of [
    [0, 5],
    [5, 6],
    [6, 6],
    [6, 300],
  ] as const) {
    const answer = ask(parts, log.request(old, size))

    assert.equal(answer.status, 200)
    assertCosigned(answer.body, log, size)
    assert.equal(sizeAt(parts), size)
  }
})

test('tlog-witness: 200, the empty tree is cosigned, again and again, and then the first leaves', () => {
  const parts = witness()
  const empty = requestOf(0, [], log.note(0, emptyRoot()))

  assert.deepEqual([ask(parts, empty).status, ask(parts, empty).status], [200, 200])
  assert.equal(ask(parts, log.request(0, 4)).status, 200)
  assert.equal(sizeAt(parts), 4)
})

test('tlog-witness: 200, an Ed25519 and an ML-DSA-44 key give a line each', () => {
  const quantum = signerKey('demo.invalid/witness', ML_DSA_44, seed(2))
  const answer = ask(witness({ signers: [witnessKey, quantum] }), log.request(0, 5))

  assert.equal(answer.status, 200)
  assert.equal(answer.body.match(/^— demo\.invalid\/witness \S+\n/gm)?.length, 2)
  assertCosigned(answer.body, log, 5, [witnessKey.verifier, quantum.verifier])
})

test('tlog-witness: 200, any key of the origin will do, so that a log can change its key', () => {
  const next = signerKey(log.origin, ED25519, seed(9))
  const parts = witness({ logs: new Map([[log.origin, [log.signer.verifier, next.verifier]]]) })
  const both = log.note(8)

  assert.equal(ask(parts, log.request(0, 5)).status, 200)
  assert.equal(ask(parts, requestOf(5, log.proof(5, 7), log.note(7, log.root(7), next))).status, 200)
  const twice = { ...both, signatures: [...both.signatures, signNote(both.text, next)] }
  assert.equal(ask(parts, requestOf(7, log.proof(7, 8), twice)).status, 200)
  assert.match(parts.state.latest(log.origin)?.note ?? '', /(— demo\.invalid\/log .*\n){2}— demo\.invalid\/witness/)
})

test('tlog-witness: signatures of unknown keys are ignored, and not kept either', () => {
  const stranger = signerKey('stranger.invalid/key', ED25519, seed(3))
  const namesake = signerKey(log.origin, ED25519, seed(4))
  const note = log.note(5)
  const crowd = {
    ...note,
    signatures: [signNote('something else\n', stranger), ...note.signatures, signNote('another\n', namesake)],
  }
  const parts = witness()

  assert.equal(ask(parts, requestOf(0, [], crowd)).status, 200)

  const kept = parseNote(new TextEncoder().encode(checkpointFor(parts.state, originHash(log.origin))))
  assert.ok(kept.ok)
  assert.deepEqual(
    kept.value.signatures.map(({ name, id }) => [name, id]),
    [log.signer, witnessKey].map(({ verifier }) => [verifier.name, verifier.id]),
  )
})

test('tlog-witness: 404 for an unknown origin, whoever signed', () => {
  const other = witnessedLog({ origin: 'demo.invalid/another' })
  const answer = ask(witness(), other.request(0, 5))

  assert.equal(answer.status, 404)
  assert.match(answer.body, /没有登记这个日志。（unknown log）/)
})

test('tlog-witness: 403 when no key of the origin has signed, or one of them wrongly', () => {
  const stranger = signerKey(log.origin, ED25519, seed(4))
  const good = log.note(5)
  const wrong = signNote(log.note(6).text, log.signer)
  const next = signerKey(log.origin, ED25519, seed(9))
  const parts = witness({ logs: new Map([[log.origin, [log.signer.verifier, next.verifier]]]) })

  for (const note of [
    log.note(5, log.root(5), stranger),
    { ...good, signatures: [wrong] },
    // One good signature does not save a note in which another trusted key's is wrong.
    { ...good, signatures: [...good.signatures, signNote('something else\n', next)] },
  ]) {
    const answer = ask(parts, requestOf(0, [], note))
    assert.equal(answer.status, 403)
    assert.match(answer.body, /invalid signature/)
  }
  const unreadable = ask(parts, log.request(0, 5).replace(/\S=\n$/, 'B=\n'))
  assert.equal(unreadable.status, 403)
  assert.match(unreadable.body, /不是规范的 base64 编码。（invalid signature）/)
  assert.equal(sizeAt(parts), undefined)
})

test('tlog-witness: 400 when the old size is larger than the checkpoint’s', () => {
  const parts = witnessAt(7)
  const answer = ask(parts, requestOf(7, [], log.note(5)))

  assert.equal(answer.status, 400)
  assert.match(answer.body, /旧大小大于检查点的大小。（invalid input）/)
})

test('tlog-witness: 400 for whatever is no request or no checkpoint, with a sentence that says why', () => {
  const parts = witness()
  const good = log.request(0, 5)
  const grown = log.request(3, 5)
  const hash = `${Buffer.alloc(32).toString('base64')}\n`
  const cases: Readonly<Record<string, string>> = {
    'nothing at all': '',
    'no old size': good.replace('old 0\n', ''),
    'an old size with a leading zero': good.replace('old 0', 'old 00'),
    'a negative old size': good.replace('old 0', 'old -1'),
    'an old size beyond exactness': good.replace('old 0', 'old 9007199254740993'),
    'two spaces': good.replace('old 0', 'old  0'),
    'no blank line': good.replace('\n\n', '\n'),
    'no final newline': good.slice(0, -1),
    'no checkpoint': 'old 0\n\n',
    'no signature lines': `old 0\n\n${log.note(5).text}`,
    'carriage returns': good.replaceAll('\n', '\r\n'),
    '64 proof lines': good.replace('\n\n', `\n${hash.repeat(64)}\n`),
    'a hash of 31 bytes': good.replace('\n\n', `\n${Buffer.alloc(31).toString('base64')}\n\n`),
    'a hash with stray bits': grown.replace(/^(\S{42})\S=$/m, '$1B='),
    'a hash without padding': grown.replace(/=\n/, '\n'),
    'a hash in the other alphabet': good.replace('\n\n', `\n${'_'.repeat(43)}=\n\n`),
    'not UTF-8': `${good}\ud800`,
    JSON: '{"old":0}',
  }
  for (const [what, body] of Object.entries(cases)) {
    const answer = ask(parts, body)
    assert.equal(answer.status, 400, what)
    assert.match(answer.body, /[。！？]（invalid input）\n$/, what)
  }
  const raw = Uint8Array.from([...new TextEncoder().encode(good), 0xff, 0x0a])
  assert.equal(addCheckpoint(parts, raw).status, 400)
  assert.equal(sizeAt(parts), undefined)
})

test('tlog-witness: 400 for signed text that is no checkpoint', () => {
  for (const text of [
    `${log.origin}\n5\n`,
    `${log.origin}\n05\n${Buffer.alloc(32).toString('base64')}\n`,
    `${log.origin}\n5\n${Buffer.alloc(31).toString('base64')}\n`,
    `${log.origin}\n5\n${Buffer.alloc(32).toString('base64')}\n\nan extension after an empty line\n`,
  ]) {
    const note = { text, signatures: [signNote(text, log.signer)] }
    assert.equal(ask(witness(), requestOf(0, [], note)).status, 400, text)
  }
})

test('tlog-witness: 63 proof lines are read, and then found wrong', () => {
  const proof = Array.from({ length: 63 }, () => new Uint8Array(32))
  assert.equal(ask(witnessAt(3), requestOf(3, proof, log.note(5))).status, 422)
})

test('tlog-witness: 409 with the latest size alone when the old size is another', () => {
  const parts = witnessAt(7)

  for (const body of [log.request(0, 9), log.request(5, 9), log.request(8, 9), log.request(0, 3)]) {
    assert.deepEqual(ask(parts, body), { status: 409, contentType: 'text/x.tlog.size', body: '7\n' })
  }
  assert.deepEqual(ask(witness(), log.request(3, 5)).body, '0\n')
  assert.deepEqual(parts.state.refused(log.origin), [])
})

test('tlog-witness: 422 for a tree of size zero whose root is not that of the empty tree; kept as evidence', () => {
  const parts = witness()
  const answer = ask(parts, requestOf(0, [], log.note(0, log.root(1))))

  assert.equal(answer.status, 422)
  assert.equal(parts.state.refused(log.origin)[0]?.reason, 'EMPTY_TREE')
  assert.equal(sizeAt(parts), undefined)
})

test('tlog-witness: 422 when a proof comes with the old size zero', () => {
  const parts = witness()
  const answer = ask(parts, requestOf(0, [log.root(1)], log.note(5)))

  assert.equal(answer.status, 422)
  assert.match(answer.body, /consistency proof/)
  assert.deepEqual(parts.state.refused(log.origin), [], 'the request is wrong, not the log')
})

test('tlog-witness: 422 when the consistency proof does not verify; kept as something to look into', () => {
  const parts = witnessAt(5)
  const [first = new Uint8Array(32), ...rest] = log.proof(5, 9)
  const altered = [first.with(0, (first[0] ?? 0) ^ 1), ...rest]
  const forked = witnessedLog({ forkAt: 4 })

  for (const body of [
    requestOf(5, [], log.note(9)),
    requestOf(5, altered, log.note(9)),
    requestOf(5, [...log.proof(5, 9), first], log.note(9)),
    requestOf(5, log.proof(5, 8), log.note(9)),
    requestOf(5, log.proof(5, 9), forked.note(9)),
    forked.request(5, 9),
    requestOf(5, [first], log.note(5)),
  ]) {
    const answer = ask(parts, body)
    assert.equal(answer.status, 422)
    assert.match(answer.body, /一致性证明不成立.*（bad consistency proof）/)
  }
  assert.equal(sizeAt(parts), 5)
  assert.deepEqual(
    parts.state.refused(log.origin).map(({ reason, size }) => [reason, size]),
    [
      ['PROOF', 9],
      ['PROOF', 9],
    ],
    'two trees of that size, however often they were sent',
  )
})

test('tlog-witness: 422 for another root of the size already cosigned; both signed checkpoints are kept as proof', () => {
  const parts = witnessAt(5)
  const forked = witnessedLog({ forkAt: 4 })

  const answer = ask(parts, requestOf(5, [], forked.note(5)))

  assert.equal(answer.status, 422)
  assert.match(answer.body, /大小相同而根不同/)
  const [kept] = parts.state.refused(log.origin)
  assert.equal(kept?.reason, 'FORK')
  assert.equal(kept?.note, formatNote(forked.note(5)))
  assert.ok(kept?.against.startsWith(formatNote(log.note(5))))
})

test('tlog-witness: a fork that asks with a wrong old size hears 409 and is kept as evidence all the same', () => {
  const parts = witnessAt(5)

  assert.equal(ask(parts, witnessedLog({ forkAt: 4 }).request(2, 5)).status, 409)

  assert.equal(parts.state.refused(log.origin)[0]?.reason, 'FORK')
})

test('tlog-witness: of two requests that race, the slower one cannot roll back what the faster one cosigned', () => {
  const parts = witnessAt(5)
  let answerOfB = ''
  // While request A (size 7) is being signed, after its check, request B (size 9) comes and is answered.
  const sign = (message: Uint8Array) => {
    const answer = ask(parts, log.request(5, 9))
    assert.equal(answer.status, 200)
    answerOfB = answer.body
    return witnessKey.sign(message)
  }

  const answerOfA = ask({ ...parts, signers: [{ ...witnessKey, sign }] }, log.request(5, 7))

  assertCosigned(answerOfB, log, 9)
  assert.deepEqual(answerOfA, { status: 409, contentType: 'text/x.tlog.size', body: '9\n' })
  assert.equal(sizeAt(parts), 9)
})

test('tlog-witness: nothing is signed for anybody when the disk refuses to remember it', () => {
  const parts = witnessAt(5)
  const full: WitnessParts = {
    ...parts,
    state: {
      ...parts.state,
      advance: () => {
        throw new Error('database or disk is full')
      },
    },
  }

  assert.throws(() => ask(full, log.request(5, 7)), /disk is full/)
  assert.equal(sizeAt(parts), 5)
  assert.equal(ask(parts, log.request(5, 7)).status, 200, 'with room again it goes on')
})
