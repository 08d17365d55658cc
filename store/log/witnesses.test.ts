import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { cosign } from '../../domain/log/cosignature.ts'
import { COSIGNATURE_V1, ML_DSA_44, type SignerKey, signerKey } from '../../domain/log/key.ts'
import { formatNote } from '../../domain/log/note.ts'
import type { PolicyWitness } from '../../domain/log/policy.ts'
import { parseWitnessRequest } from '../../domain/log/witness-request.ts'
import { witnessedLog } from '../../test/support/witnessed-log.ts'
import { askWitnesses, type WitnessAnswers, type WitnessQuestion } from './witnesses.ts'

const log = witnessedLog()
const size = 9
const note = log.note(size)
const keyOf = (name: string, type: typeof COSIGNATURE_V1 | typeof ML_DSA_44 = COSIGNATURE_V1) =>
  signerKey(`${name}.invalid/witness`, type, new Uint8Array(32).fill(name.charCodeAt(0)))
const good = keyOf('good')
const other = keyOf('other')

const line = (signer: SignerKey, seconds = 1_790_000_000, text = note.text) => `${cosign(text, signer, seconds).line}\n`
const witness = (name: string, key: SignerKey, url?: string): PolicyWitness => ({
  name,
  key: key.verifier,
  ...(url ? { url } : {}),
})

type Answering = (body: string, url: string) => Response | Promise<Response>

/** Asks witnesses that answer like this; the bodies they were sent are kept. */
async function asked(
  witnesses: readonly PolicyWitness[],
  answering: Answering,
  more: Partial<WitnessQuestion> = {},
): Promise<WitnessAnswers & { readonly sent: readonly string[] }> {
  const sent: string[] = []
  const fakeFetch: typeof fetch = async (input, init) => {
    sent.push(`${init?.method} ${input}\n${init?.body}`)
    return answering(String(init?.body), String(input))
  }
  const proofFrom = async (oldSize: number) => log.proof(oldSize, size)
  const answers = await askWitnesses({
    policy: { witnesses },
    note,
    proofFrom,
    timeoutMs: 1_000,
    fetch: fakeFetch,
    ...more,
  })
  return { ...answers, sent }
}

const sizeAnswer = (latest: number) =>
  new Response(`${latest}\n`, { status: 409, headers: { 'content-type': 'text/x.tlog.size' } })

/** A witness that has cosigned up to this size, and answers as the specification says. */
const upTo =
  (latest: number, signer: SignerKey): Answering =>
  body => {
    const request = parseWitnessRequest(new TextEncoder().encode(body))
    assert.ok(request.ok)
    return request.value.oldSize === latest ? new Response(line(signer)) : sizeAnswer(latest)
  }

test('tlog-witness: a witness that never saw the log is sent the checkpoint without proof, and its line comes back', async () => {
  const { lines, reports, sizes, sent } = await asked([witness('w', good, 'http://w.invalid/prefix/')], upTo(0, good))

  assert.deepEqual(sent, [`POST http://w.invalid/prefix/add-checkpoint\nold 0\n\n${formatNote(note)}`])
  assert.deepEqual(
    lines.map(signature => `${signature.line}\n`),
    [line(good)],
  )
  assert.deepEqual(reports, [{ name: 'w', ok: true, size, sentence: '见证人 w 已签名，大小 9' }])
  assert.deepEqual([...sizes], [['http://w.invalid/prefix/', 9]])
})

test('tlog-witness: after 409 it is asked once more, from the size it said and with the proof from there', async () => {
  const first = await asked([witness('w', good, 'http://w.invalid')], upTo(5, good))

  assert.deepEqual(
    first.sent.map(request => request.split('\n')[1]),
    ['old 0', 'old 5'],
  )
  assert.equal(first.sent[1]?.slice(first.sent[1].indexOf('old')), log.request(5, size))
  assert.equal(first.reports[0]?.ok, true)

  const next = await asked([witness('w', good, 'http://w.invalid')], upTo(5, good), {
    sizes: new Map([['http://w.invalid', 5]]),
  })
  assert.equal(next.sent.length, 1, 'what it said is remembered')
})

test('tlog-witness: a witness that has this size already is asked again for its signature on it', async () => {
  const answers = await asked([witness('w', good, 'http://w.invalid')], upTo(size, good))

  assert.deepEqual([answers.sent.length, answers.reports[0]?.ok], [2, true])
  assert.match(answers.sent[1] ?? '', /\nold 9\n\ndemo/)
})

test('tlog-witness: a witness that is ahead of the log says that the log was rolled back', async () => {
  const { lines, reports, sizes, sent } = await asked([witness('w', good, 'http://w.invalid')], upTo(12, good))

  assert.equal(sent.length, 1)
  assert.deepEqual(lines, [])
  assert.equal(reports[0]?.ahead, 12)
  assert.match(reports[0]?.sentence ?? '', /已经见证到大小 12，而本日志只有 9：本日志被退回过，不得发布/)

  const again = await asked([witness('w', good, 'http://w.invalid')], upTo(12, good), { sizes })
  assert.equal(again.reports[0]?.ahead, 12, 'also when that was known')
})

test('tlog-witness: 422 says that the log forked from what the witness saw', async () => {
  const { reports } = await asked([witness('w', good, 'http://w.invalid')], () => new Response('no', { status: 422 }))

  assert.equal(reports[0]?.forked, true)
  assert.match(reports[0]?.sentence ?? '', /分叉/)
})

test('tlog-witness: signatures of strangers, on other checkpoints, without a time or wrong are ignored and reported', async () => {
  const untimed = line(good).replace(/ \S+$/m, encoded => {
    const bytes = Buffer.from(encoded.trim(), 'base64').fill(0, 4, 12)
    return ` ${bytes.toString('base64')}`
  })
  for (const [answer, ignored] of [
    [line(other), 1],
    [line(good, 1_790_000_000, log.note(8).text), 1],
    [untimed, 1],
    [line(other) + line(good, 1_790_000_000, log.note(8).text), 2],
  ] as const) {
    const { lines, reports, sizes } = await asked([witness('w', good, 'http://w.invalid')], () => new Response(answer))
    assert.deepEqual([lines, sizes.size, reports[0]?.ok], [[], 0, false])
    assert.match(reports[0]?.sentence ?? '', new RegExp(`没有它的公钥的有效签名，另有${ignored}行签名`))
  }
  const mixed = await asked([witness('w', good, 'http://w.invalid')], () => new Response(line(other) + line(good)))
  assert.deepEqual([mixed.lines.length, mixed.reports[0]?.ok], [1, true])
  assert.match(mixed.reports[0]?.sentence ?? '', /另有1行签名/)
})

test('tlog-witness: whatever else a witness answers is a report and no exception', async () => {
  const cases: readonly (readonly [RegExp, Answering])[] = [
    [/状态是 404：.*unknown log/, () => new Response('（unknown log）', { status: 404 })],
    [/状态是 302/, () => new Response(null, { status: 302, headers: { location: 'http://elsewhere.invalid' } })],
    [/状态是 500/, () => new Response(null, { status: 500 })],
    [/签名行不合格式/, () => new Response('')],
    [/签名行不合格式/, () => new Response('<html>')],
    [/签名行不合格式/, () => new Response(`\n\n${line(good)}`)],
    [/没有说清大小/, () => new Response('many\n', { status: 409 })],
    [/没有说清大小/, () => new Response('9', { status: 409 })],
    [/没有说清大小/, () => new Response('09\n', { status: 409 })],
    [/没有说清大小/, () => new Response('9999999999999999\n', { status: 409 })],
    [/两次都说大小不符，现在说是 3/, () => sizeAnswer(3)],
    [/答复超过 131072 字节/, () => new Response('x'.repeat(200_000))],
    [/没有给出有效的答复/, () => new Response(new Uint8Array([0xff, 0xfe]))],
    [
      /没有给出有效的答复：refused/,
      () => Promise.reject(new TypeError('fetch failed', { cause: new Error('refused') })),
    ],
  ]
  for (const [sentence, answering] of cases) {
    const { lines, reports } = await asked([witness('w', good, 'http://w.invalid')], answering)
    assert.deepEqual(lines, [])
    assert.equal(reports[0]?.ok, false)
    assert.match(reports[0]?.sentence ?? '', sentence)
  }
})

test('tlog-witness: one witness that fails does not keep the others from being heard; those without a URL are not asked', async () => {
  const { lines, reports } = await asked(
    [
      witness('broken', other, 'http://broken.invalid'),
      witness('offline', keyOf('offline')),
      witness('fine', good, 'http://fine.invalid'),
    ],
    (_body, url) => (url.includes('fine') ? new Response(line(good)) : Promise.reject(new Error('no route'))),
  )

  assert.equal(lines.length, 1)
  assert.deepEqual(
    reports.map(({ name, ok }) => [name, ok]),
    [
      ['broken', false],
      ['fine', true],
    ],
  )
})

test('tlog-witness: two keys of one witness are one request with two lines', async () => {
  const quantum = keyOf('good', ML_DSA_44)
  const { lines, reports, sent } = await asked(
    [witness('w/ed25519', good, 'http://w.invalid'), witness('w/ml-dsa-44', quantum, 'http://w.invalid')],
    () => new Response(line(quantum) + line(good)),
  )

  assert.equal(sent.length, 1)
  assert.deepEqual(
    lines.map(({ id }) => id),
    [good.verifier.id, quantum.verifier.id],
    'in the order of the policy',
  )
  assert.deepEqual(
    reports.map(({ name, ok }) => [name, ok]),
    [
      ['w/ed25519', true],
      ['w/ml-dsa-44', true],
    ],
  )
})

test('tlog-witness: a log that cannot make its own proof hears of it', async () => {
  const proofFrom = () => Promise.reject(new Error('tile missing'))
  await assert.rejects(asked([witness('w', good, 'http://w.invalid')], upTo(5, good), { proofFrom }), /tile missing/)
})

async function listening(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('tlog-witness: a witness that is silent, or stops in the middle of its answer, or is gone, is not waited for', async t => {
  const silent = await listening(t, () => {})
  const stopping = await listening(t, (_request, response) => void response.writeHead(200).write('— good'))
  const gone = 'http://127.0.0.1:1'
  const began = performance.now()

  const { reports } = await askWitnesses({
    policy: {
      witnesses: [witness('silent', good, silent), witness('stopping', good, stopping), witness('gone', good, gone)],
    },
    note,
    proofFrom: async () => [],
    timeoutMs: 200,
  })

  assert.ok(performance.now() - began < 2_000)
  assert.deepEqual(
    reports.map(({ ok }) => ok),
    [false, false, false],
  )
  assert.match(reports[0]?.sentence ?? '', /在 200 毫秒内没有答复/)
  assert.match(reports[1]?.sentence ?? '', /在 200 毫秒内没有答复/)
  assert.match(reports[2]?.sentence ?? '', /没有给出有效的答复/)
})
