import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Agent, request as httpRequest, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { type TestContext, test } from 'node:test'
import { COSIGNATURE_V1, signerKey } from '../domain/log/key.ts'
import { formatNote } from '../domain/log/note.ts'
import { witnessedLog } from '../test/support/witnessed-log.ts'
import { createWitnessServer, type WitnessServerParts } from './server.ts'
import { openWitnessState } from './state.ts'
import { originHash } from './witness.ts'

const log = witnessedLog()
const witnessKey = signerKey('demo.invalid/witness', COSIGNATURE_V1, new Uint8Array(32).fill(1))

interface Running {
  readonly base: string
  readonly server: Server
  readonly parts: WitnessServerParts
  readonly reported: unknown[]
}

async function serve(t: TestContext, more: Partial<WitnessServerParts> = {}): Promise<Running> {
  const state = openWitnessState(':memory:')
  assert.ok(state.ok)
  const reported: unknown[] = []
  const parts: WitnessServerParts = {
    state: state.value,
    signers: [witnessKey],
    logs: new Map([[log.origin, [log.signer.verifier]]]),
    now: () => 1_790_000_000,
    owner: '演示纪检组',
    report: error => reported.push(error),
    ...more,
  }
  const server = createWitnessServer(parts)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server, parts, reported }
}

const post = (base: string, body: BodyInit) => fetch(`${base}/add-checkpoint`, { method: 'POST', body })

test('tlog-witness: add-checkpoint over HTTP, 200 with signature lines and 409 with text/x.tlog.size', async t => {
  const { base } = await serve(t)

  const first = await post(base, log.request(0, 5))
  assert.equal(first.status, 200)
  assert.match(await first.text(), /^— demo\.invalid\/witness \S+\n$/)

  const stale = await post(base, log.request(0, 6))
  assert.equal(stale.status, 409)
  assert.equal(stale.headers.get('content-type'), 'text/x.tlog.size')
  assert.equal(await stale.text(), '5\n')
})

test('tlog-witness: add-checkpoint must be a POST, and other addresses are not found, in Chinese', async t => {
  const { base } = await serve(t)

  for (const method of ['GET', 'HEAD', 'PUT', 'DELETE']) {
    const answer = await fetch(`${base}/add-checkpoint`, { method })
    assert.equal(answer.status, 405, method)
    assert.equal(answer.headers.get('allow'), 'POST')
  }
  for (const path of ['/sign-subtree', '/add-checkpoint/', '/x', '//', '/..%2f', `/${'A'.repeat(64)}/checkpoint`]) {
    const answer = await fetch(base + path, { method: 'POST', body: log.request(0, 5) })
    assert.equal(answer.status, 404, path)
    assert.match(await answer.text(), /没有这个地址/)
  }
  assert.equal((await fetch(`${base}/`, { method: 'POST', body: 'x' })).status, 405)
})

test('tlog-witness: a huge body is refused without being kept, whether its length is said or not', async t => {
  const { base, parts } = await serve(t)
  const huge = `${log.request(0, 5)}${`— x ${'A'.repeat(1020)}\n`.repeat(200)}`

  const said = await post(base, huge)
  const unsaid = await fetch(`${base}/add-checkpoint`, {
    method: 'POST',
    body: new Blob([huge]).stream(),
    duplex: 'half',
  } as RequestInit)

  for (const answer of [said, unsaid]) {
    assert.equal(answer.status, 413)
    assert.match(await answer.text(), /不能超过 131072 字节/)
  }
  assert.equal(parts.state.latest(log.origin), undefined)
})

test('tlog-witness: a body whose length lies, or that breaks off, is not taken for a request', async t => {
  const { base, parts, reported } = await serve(t)
  const { port } = new URL(base)
  const body = log.request(0, 5)
  for (const length of [body.length * 10, 40]) {
    const socket = connect(Number(port), '127.0.0.1')
    socket.write(`POST /add-checkpoint HTTP/1.1\r\nhost: x\r\ncontent-length: ${length}\r\n\r\n${body}`)
    socket.end()
    const chunks: Buffer[] = []
    socket.on('data', chunk => chunks.push(chunk))
    await once(socket, 'close')
    assert.doesNotMatch(Buffer.concat(chunks).toString(), /^HTTP\/1\.1 200/m, String(length))
  }
  assert.equal(parts.state.latest(log.origin), undefined)
  assert.deepEqual(reported, [])
})

test('tlog-witness: one connection serves many requests', async t => {
  const { base, server } = await serve(t)
  let connections = 0
  server.on('connection', () => connections++)
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  t.after(() => agent.destroy())

  for (const [old, size] of [
    [0, 1],
    [1, 2],
    [2, 3],
  ] as const) {
    const request = httpRequest(`${base}/add-checkpoint`, { method: 'POST', agent }).end(log.request(old, size))
    const [answer] = await once(request, 'response')
    assert.equal(answer.statusCode, 200)
    await once(answer.resume(), 'end')
  }
  assert.equal(connections, 1)
})

test('tlog-witness: of many requests at once from one size, one is cosigned and the others hear its size', async t => {
  const { base, parts } = await serve(t)
  await post(base, log.request(0, 5))

  const answers = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      const answer = await post(base, log.request(5, 6 + index))
      return { size: 6 + index, status: answer.status, body: await answer.text() }
    }),
  )

  const cosigned = answers.filter(({ status }) => status === 200)
  assert.equal(cosigned.length, 1)
  assert.equal(parts.state.latest(log.origin)?.size, cosigned[0]?.size)
  for (const { status, body } of answers.filter(answer => answer !== cosigned[0])) {
    assert.deepEqual([status, body], [409, `${cosigned[0]?.size}\n`])
  }
})

test('tlog-witness: monitors get the latest checkpoint with the log’s signature and ours; 404 before there is one', async t => {
  const { base } = await serve(t)
  const address = `${base}/${originHash(log.origin)}/checkpoint`

  const before = await fetch(address)
  assert.equal(before.status, 404)
  assert.match(await before.text(), /没有见证过/)

  const lines = await (await post(base, log.request(0, 5))).text()
  const after = await fetch(address)
  assert.equal(after.status, 200)
  assert.equal(await after.text(), formatNote(log.note(5)) + lines)
  assert.equal((await fetch(address, { method: 'POST' })).status, 405)
  assert.equal((await fetch(address.replace(/[0-9a-f]{64}/, '0'.repeat(64)))).status, 404)
})

test('tlog-witness: a disk that refuses gives 500 without a signature, and the operator is told why', async t => {
  const state = openWitnessState(':memory:')
  assert.ok(state.ok)
  const advance = () => {
    throw new Error('database or disk is full')
  }
  const { base, reported } = await serve(t, { state: { ...state.value, advance } })

  const answer = await post(base, log.request(0, 5))

  assert.equal(answer.status, 500)
  const words = await answer.text()
  assert.match(words, /没有签名/)
  assert.doesNotMatch(words, /disk|—/)
  assert.match(String(reported[0]), /disk is full/)
})

test('S11 the page says whose witness it is, by which key, and how far each log was seen', async t => {
  const { base } = await serve(t)
  const fresh = await (await fetch(`${base}/`)).text()
  assert.match(fresh, /演示纪检组的日志见证人/)
  assert.ok(fresh.includes(witnessKey.verifier.text))
  assert.match(fresh, /还没有见证过这个日志的检查点/)

  await post(base, log.request(0, 1234))
  const answer = await fetch(`${base}/`)
  const page = await answer.text()

  assert.match(page, /<dd>1234条<\/dd>/)
  assert.match(page, /2026年9月21日 22:13:20（北京时间）/)
  assert.doesNotMatch(page, /不可信/)
  assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'/)
})

test('S11 the page shows a log that contradicted itself, with the signed proof, and escapes what strangers wrote', async t => {
  const { base } = await serve(t, { owner: '<b>"演示"&纪检组' })
  await post(base, log.request(0, 5))
  await post(base, witnessedLog({ forkAt: 4 }).request(5, 9))
  await post(base, witnessedLog({ forkAt: 4 }).request(5, 5))

  const page = await (await fetch(`${base}/`)).text()

  assert.match(page, /这个日志签过互相矛盾的检查点，不可信/)
  assert.ok(page.includes(formatNote(witnessedLog({ forkAt: 4 }).note(5))))
  assert.ok(page.includes(formatNote(log.note(5))))
  assert.match(page, /<dd>1个（可能是日志分叉，也可能只是提交的人附错了证明）<\/dd>/)
  assert.match(page, /<h1>&lt;b&gt;&quot;演示&quot;&amp;纪检组的日志见证人<\/h1>/)
})
