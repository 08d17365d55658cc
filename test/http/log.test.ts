import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { after, before, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { decodeBundle } from '../../domain/log/bundle.ts'
import { type Checkpoint, openCheckpoint } from '../../domain/log/checkpoint.ts'
import { leafHash } from '../../domain/log/hashing.ts'
import { formatPolicy, parsePolicy } from '../../domain/log/policy.ts'
import { parseRecordFile } from '../../domain/log/record-file.ts'
import { tilePath, tilesOfTree } from '../../domain/log/tile.ts'
import { parseTlogProof, verifyTlogProof } from '../../domain/log/tlog-proof.ts'
import { must } from '../../domain/result.ts'
import { logRoutes } from '../../http/log.ts'
import { openDatabase } from '../../store/database.ts'
import { exportLog } from '../../store/log/export.ts'
import { type LogKeys, verifierKeysOf } from '../../store/log/keys.ts'
import { openLogKeys, openTileStore, readLogPolicy } from '../../store/log/log-parts.ts'
import { vkeyFile } from '../../store/log/public-files.ts'
import { startLog } from '../../store/log/sequencer.ts'
import type { RepairableTileStore } from '../../store/log/tile-store.ts'
import { openStore } from '../../store/store.ts'
import { readLogStatus } from '../../store/views/log.ts'
import { DEMO_ORGAN } from '../support/database.ts'
import { type Edge, openEdge } from './edge.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'yangguang-log-routes-'))
const plan = {
  dataDir,
  log: {
    origin: 'yangguang.invalid/routes',
    store: join(dataDir, 'log/public'),
    s3: { region: '', accessKey: '', secretKey: '' },
    policyFile: '',
    sm2: false,
  },
}

let edge: Edge
let keys: LogKeys
let tiles: RepairableTileStore
let policy: Awaited<ReturnType<typeof readLogPolicy>>
let checkpoint: Checkpoint
let port: number

before(async () => {
  edge = await openEdge()
  keys = await openLogKeys(plan, DEMO_ORGAN)
  policy = await readLogPolicy(plan, keys)
  tiles = openTileStore(plan)
  const { store } = edge
  const log = startLog({ store, tiles, keys, policy, witnessTimeoutMs: 500, dataDir })
  for (let status = await readLogStatus(store); status.pending > 0; status = await readLogStatus(store)) {
    assert.equal(status.trouble, undefined)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  await log.stop()
  const parts = { store, tiles, vkey: vkeyFile(keys), policy: formatPolicy(policy) }
  await edge.app.register(logRoutes(parts), { prefix: '/log' })
  await edge.app.listen({ host: '127.0.0.1', port: 0 })
  port = (edge.app.server.address() as AddressInfo).port
  const opened = openCheckpoint(must(await tiles.read('checkpoint'), 'a checkpoint'), verifierKeysOf(keys))
  assert.ok(opened.ok)
  checkpoint = opened.value.checkpoint
})
after(async () => {
  await edge.close()
  rmSync(dataDir, { recursive: true })
})

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${port}/log/${path}`, { headers })
const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer())

/** Sends the path as it is; `fetch` and other clients would tidy it up. */
function getRaw(path: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    const chunks: Buffer[] = []
    socket.on('data', chunk => chunks.push(chunk))
    socket.on('error', reject)
    socket.on('close', () => {
      const text = Buffer.concat(chunks).toString()
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]), text })
    })
    socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`)
  })
}

test('tlog-tiles: checkpoint, tiles and bundles come with the types and caching headers of the specification, to any origin', async () => {
  assert.ok(checkpoint.size > 256, String(checkpoint.size))
  const head = await get('checkpoint')
  assert.equal(head.status, 200)
  assert.equal(head.headers.get('content-type'), 'text/plain; charset=utf-8')
  assert.equal(head.headers.get('cache-control'), 'no-cache')
  assert.equal(head.headers.get('access-control-allow-origin'), '*')
  assert.equal(head.headers.get('cross-origin-resource-policy'), 'cross-origin')
  assert.equal(head.headers.get('x-content-type-options'), 'nosniff')

  for (const path of [...tilesOfTree(checkpoint.size).map(tilePath), 'tile/entries/000']) {
    const answer = await get(path)
    assert.equal(answer.status, 200, path)
    assert.equal(answer.headers.get('content-type'), 'application/octet-stream')
    assert.equal(answer.headers.get('cache-control'), 'public, max-age=31536000, immutable')
    assert.equal(answer.headers.get('access-control-allow-origin'), '*')
  }
  const { headers } = await fetch(`http://127.0.0.1:${port}/log/tile/0/000`, { method: 'HEAD' })
  assert.equal(headers.get('content-length'), '8192')
  assert.equal((await bytesOf(await get('tile/0/000'))).length, 8192)
})

test('S11 再次请求没有变的文件答复304，检查点变了则给新的', async () => {
  for (const path of [
    'checkpoint',
    'vkey',
    'policy',
    'tile/0/000',
    'tile/entries/000',
    'record/organisation.json',
    'entry/0',
    'proof/0',
  ]) {
    const tag = (await get(path)).headers.get('etag') ?? ''
    assert.match(tag, /^"[\w-]{22}"$|^"[\w-]{22}-gzip"$/, path)
    assert.equal((await get(path, { 'if-none-match': tag })).status, 304, path)
    assert.equal((await get(path, { 'if-none-match': `"x", W/${tag}` })).status, 304, path)
    assert.equal((await get(path, { 'if-none-match': '"another"' })).status, 200, path)
  }
})

test('tlog-tiles: bundles are compressed for whoever takes gzip, and are the same bytes', async () => {
  const raw = async (encoding: string) => {
    const answer = await edge.app.inject({ url: '/log/tile/entries/000', headers: { 'accept-encoding': encoding } })
    assert.equal(answer.headers.vary, 'accept-encoding')
    return { encoding: answer.headers['content-encoding'], body: answer.rawPayload, tag: answer.headers.etag }
  }
  const plain = await raw('identity')
  const zipped = await raw('br, gzip')
  assert.equal(plain.encoding, undefined)
  assert.equal(zipped.encoding, 'gzip')
  assert.notEqual(zipped.tag, plain.tag)
  assert.ok(zipped.body.length < plain.body.length / 2)
  assert.deepEqual(gunzipSync(zipped.body), plain.body)
  assert.equal((await raw('gzip;q=0')).encoding, undefined)
  assert.equal((await raw('*')).encoding, 'gzip')
  const tile = await edge.app.inject({ url: '/log/tile/0/000', headers: { 'accept-encoding': 'gzip' } })
  assert.equal(tile.headers['content-encoding'], undefined)
  assert.ok(decodeBundle(plain.body, 256).ok)
})

test('tlog-proof: the proof of an entry that is downloaded verifies by the policy that is downloaded, and no other entry does', async () => {
  const served = parsePolicy(await (await get('policy')).text())
  assert.ok(served.ok)
  assert.equal(await (await get('vkey')).text(), `${keys.current.verifier.text}\n`)
  for (const index of [0, 255, 256, checkpoint.size - 1]) {
    const answer = await get(`proof/${index}`)
    assert.equal(answer.headers.get('content-type'), 'text/plain; charset=utf-8')
    assert.equal(answer.headers.get('content-disposition'), `attachment; filename="${index}.tlog-proof"`)
    const proof = parseTlogProof(await answer.text())
    assert.ok(proof.ok)
    assert.equal(proof.value.index, index)
    const leaf = leafHash(await bytesOf(await get(`entry/${index}`)))
    assert.ok(verifyTlogProof(proof.value, leaf, served.value).ok)
    const other = leafHash(await bytesOf(await get(`entry/${(index + 1) % checkpoint.size}`)))
    assert.ok(!verifyTlogProof(proof.value, other, served.value).ok)
  }
})

test('S11 序号越界、不是整数、写法不规范时，用中文说明', async () => {
  for (const noun of ['proof', 'entry']) {
    const beyond = await get(`${noun}/${checkpoint.size}`)
    assert.equal(beyond.status, 404)
    assert.equal(beyond.headers.get('content-type'), 'text/plain; charset=utf-8')
    assert.equal(beyond.headers.get('cache-control'), 'no-store')
    assert.match(
      await beyond.text(),
      new RegExp(`公布到第 ${checkpoint.size - 1} 号条目，还没有第 ${checkpoint.size} 号`),
    )
    for (const odd of ['-1', '01', '1.5', '1e3', 'x', '', '0x10', '99999999999999999999', '1%30', '0/0']) {
      const answer = await get(`${noun}/${odd}`)
      assert.equal(answer.status, 404, odd)
      assert.match(await answer.text(), /序号应是不带前导零的十进制整数/, odd)
    }
  }
})

test('tlog-tiles: what is not there, wrong widths and other spellings of a tile are 404 in Chinese', async () => {
  for (const path of [
    'tile/0/999',
    'tile/9/000',
    'tile/0/000.p/256',
    'tile/0/000.p/0',
    'tile/0/000.p/01',
    'tile/0/000.p/',
    'tile/00/000',
    'tile/64/000',
    'tile/0/0',
    'tile/0/x000/000',
    'tile/0/000/',
    'tile//0/000',
    'tile/-1/000',
    'tile/entries/000.p/256',
    'tile/data/000',
    'tile',
    'tile/',
    'checkpoint/',
    'nothing',
    'record/organisation',
    'record/nobody.json',
    'record/.json',
    'record/matter.json',
    'record/matter/2026-999999.json',
    'record/matter/2026-000001/x.json',
    'record/ORGANISATION.json',
  ]) {
    const answer = await getRaw(`/log/${path}`)
    assert.equal(answer.status, 404, path)
    assert.match(answer.text, /content-type: text\/plain; charset=utf-8/, path)
    assert.match(answer.text, /\r\n\r\n.*[\u4e00-\u9fff]/s, path)
    assert.match(answer.text, /access-control-allow-origin: \*/, path)
  }
})

test('S11 爬出文件夹的、编码过斜杠的路径什么也得不到', async () => {
  await mkdir(join(dataDir, 'log'), { recursive: true })
  await writeFile(join(dataDir, 'log', 'secret'), '不可外传')
  for (const path of [
    '/log/../log/secret',
    '/log/tile/../../secret',
    '/log/tile/0/../../../secret',
    '/log/tile/%2e%2e/%2e%2e/secret',
    '/log/tile/0%2f000',
    '/log/tile%2f0%2f000',
    '/log/tile/0/%30%30%30',
    '/log/%63heckpoint',
    '/log/record/..%2f..%2fsecret.json',
    '/log/record/%6frganisation.json',
    '/log/record/matter%2f2026-000001.json',
    '/log/tile/0/000%00',
    '/log/tile/0/..\\..\\secret',
    '/log/tile/0/000;x',
  ]) {
    const { status, text } = await getRaw(path)
    assert.ok(status === 404 || status === 400, `${path}: ${status}`)
    assert.ok(!text.includes('不可外传') && !text.includes('— yangguang.invalid'), path)
  }
  assert.equal((await getRaw('/log/tile/0/000?anything=else')).status, 200)
  assert.match((await getRaw('/log/')).text, /^HTTP\/1\.1 308 .*\r\nlocation: \/log\r\n/is)
})

test('S11 记录文件只含已公布的条目，每一条都在日志中', async () => {
  const answer = await get('record/organisation.json')
  assert.equal(answer.headers.get('content-type'), 'application/json; charset=utf-8')
  assert.equal(answer.headers.get('cache-control'), 'no-cache')
  const record = parseRecordFile(await bytesOf(answer))
  assert.ok(record.ok)
  assert.ok(record.value.entries.length > 0)
  for (const { index, entry } of record.value.entries.slice(0, 5)) {
    assert.equal(await (await get(`entry/${index}`)).text(), entry)
  }
})

test('S11 导出的文件夹与网上提供的逐字节相同，可以反复更新', async () => {
  const folder = join(dataDir, 'exported')
  const { store } = edge
  await exportLog({ store, tiles, keys, policy }, folder)
  const again = await exportLog({ store, tiles, keys, policy }, folder)
  assert.equal(again.size, checkpoint.size)

  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)))
  for (const path of paths) {
    const answer = await get(path)
    assert.equal(answer.status, 200, path)
    assert.ok(Buffer.from(await bytesOf(answer)).equals(await readFile(join(folder, path))), path)
  }
  for (const path of ['checkpoint', 'vkey', 'policy', 'tile/0/000', 'tile/entries/000', 'record/organisation.json']) {
    assert.ok(paths.includes(path), path)
  }
  assert.equal(paths.filter(path => path.startsWith('record/')).length, again.records)
})

test('S11 数据库连接不上时，检查点、瓦片、条目和证明照常提供；记录暂时读不出来，用中文说明', async () => {
  const away = openStore(openDatabase('postgresql://u:p@127.0.0.1:9/x'), DEMO_ORGAN)
  const other = await openEdge({ contents: 'empty' })
  const parts = { store: away, tiles, vkey: vkeyFile(keys), policy: formatPolicy(policy) }
  await other.app.register(logRoutes(parts), { prefix: '/log' })
  for (const path of ['checkpoint', 'tile/0/000', 'tile/entries/000', 'entry/3', 'proof/3', 'vkey', 'policy']) {
    assert.equal((await other.app.inject(`/log/${path}`)).statusCode, 200, path)
  }
  const record = await other.app.inject('/log/record/organisation.json')
  assert.equal(record.statusCode, 503)
  assert.match(record.body, /暂时读不出来/)
  assert.equal(record.headers['cache-control'], 'no-store')
  await other.close()
  await away.database.close()
})

test('S11 还没有公布时、公开的文件损坏时，用中文说明，不泄露文件夹的位置', async () => {
  const { store: place } = plan.log
  await rename(join(place, 'checkpoint'), join(place, 'gone'))
  for (const path of ['checkpoint', 'proof/0', 'entry/0', 'record/organisation.json']) {
    const answer = await get(path)
    assert.equal(answer.status, 404, path)
    assert.match(await answer.text(), /[\u4e00-\u9fff]/, path)
  }
  await writeFile(join(place, 'checkpoint'), '不是检查点')
  const broken = await get('proof/0')
  assert.equal(broken.status, 503)
  assert.ok(!(await broken.text()).includes(dataDir))
  await rename(join(place, 'gone'), join(place, 'checkpoint'))
})
