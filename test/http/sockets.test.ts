import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { FileView, MatterPage } from '../../http/api/contract.ts'
import { type Edge, openEdge, type Visitor } from './edge.ts'

let edge: Edge
let base: string
let port: number
let dataDir: string
let clerk: Visitor
before(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'yangguang-sockets-'))
  edge = await openEdge({ dataDir })
  await edge.app.listen({ host: '127.0.0.1', port: 0 })
  port = (edge.app.server.address() as AddressInfo).port
  base = `http://127.0.0.1:${port}`
  clerk = await edge.signIn('clerk-planning-1')
})
after(async () => {
  await edge.close()
  rmSync(dataDir, { recursive: true })
})

const headers = () => ({ cookie: clerk.cookie, 'x-csrf-token': clerk.csrf, 'idempotency-key': randomUUID() })

async function upload(name: string, content: string | Uint8Array<ArrayBuffer>, field = 'file'): Promise<Response> {
  const form = new FormData()
  form.set(field, new Blob([content]), name)
  return fetch(`${base}/api/v1/files`, { method: 'POST', headers: headers(), body: form })
}

test('S79 上传、挂到材料清单、下载：内容和中文文件名都不变，浏览器只会存盘不会打开', async () => {
  const saved = await upload('送审依据（2026）.pdf', '%PDF-1.7 演示')
  assert.equal(saved.status, 201)
  const file = (await saved.json()) as FileView
  assert.equal(file.name, '送审依据（2026）.pdf')
  assert.equal(file.mime, 'application/pdf')

  const form = { item: 'DEMO-PF-01', title: '关于上传与下载的请示', department: 'PLANNING' }
  const page = (await clerk.post('/matters', form)).body as MatterPage
  const line = page.checklist[0]?.id
  const attached = await clerk.post(`/matters/${page.id}/materials`, { line, hash: file.hash })
  assert.equal(attached.status, 200, attached.text)

  const answer = await fetch(`${base}/api/v1/matters/${page.id}/materials/${file.hash}`, { headers: headers() })
  assert.equal(answer.status, 200)
  assert.equal(await answer.text(), '%PDF-1.7 演示')
  assert.equal(answer.headers.get('content-type'), 'application/pdf')
  assert.match(
    answer.headers.get('content-disposition') ?? '',
    /^attachment; filename="file\.pdf"; filename\*=UTF-8''%E9/,
  )
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
  assert.match(answer.headers.get('content-security-policy') ?? '', /sandbox/)
})

test('S79 程序、空表单、没有文件、51 MB，各有一句中文，不留下任何东西', async () => {
  const program = await upload('程序.pdf', 'MZ\u0090\u0000')
  assert.equal(program.status, 422)
  assert.match(await program.text(), /程序、脚本和网页/)
  const nothing = await fetch(`${base}/api/v1/files`, { method: 'POST', headers: headers(), body: new FormData() })
  assert.ok(nothing.status >= 400 && nothing.status < 500)
  const json = await fetch(`${base}/api/v1/files`, {
    method: 'POST',
    headers: { ...headers(), 'content-type': 'application/json' },
    body: '{}',
  })
  assert.equal(json.status, 415)
  const large = await upload('大.txt', new Uint8Array(51 * 1024 * 1024).fill(0x61))
  assert.equal(large.status, 422)
  assert.match(await large.text(), /50 MB/)
  assert.deepEqual(readdirSync(join(dataDir, 'files', 'incoming')), [])
})

test('上传到一半断线，不留下任何东西，服务照常', async () => {
  const boundary = 'x'.repeat(20)
  const lines = [
    'POST /api/v1/files HTTP/1.1',
    `host: 127.0.0.1:${port}`,
    ...Object.entries(headers()).map(([name, value]) => `${name}: ${value}`),
    `content-type: multipart/form-data; boundary=${boundary}`,
    'content-length: 1000000',
    '',
    `--${boundary}`,
    'content-disposition: form-data; name="file"; filename="half.txt"',
    '',
    'x'.repeat(100_000),
  ]
  const socket = connect(port, '127.0.0.1')
  await new Promise<void>(resolve => socket.write(lines.join('\r\n'), () => resolve()))
  await untilTrue(() => readdirSync(join(dataDir, 'files', 'incoming')).length === 1)
  socket.destroy()
  await untilTrue(() => readdirSync(join(dataDir, 'files', 'incoming')).length === 0)
  assert.equal((await fetch(`${base}/healthz`)).status, 200)
})

test('声称 10 MB 的 JSON 不等收完就拒绝；不是 HTTP 的字节不影响别人', async () => {
  const answered = await say(
    [
      'POST /api/v1/matters HTTP/1.1',
      `host: 127.0.0.1:${port}`,
      ...Object.entries(headers()).map(([name, value]) => `${name}: ${value}`),
      'content-type: application/json',
      'content-length: 10000000',
      '',
      '{',
    ].join('\r\n'),
  )
  assert.match(answered, /^HTTP\/1\.1 413/)
  assert.match(answered, /不得超过1 MB/)
  assert.match(await say('这不是 HTTP\r\n\r\n'), /^HTTP\/1\.1 400/)
  assert.equal((await fetch(`${base}/healthz`)).status, 200)
})

test('网页的安全策略：不许页内脚本；只有工作台的页面许可页内样式', async () => {
  const policy = async (path: string) =>
    (await fetch(`${base}${path}`)).headers.get('content-security-policy')?.split(';') ?? []
  const plain = await policy('/healthz')
  assert.ok(plain.includes("default-src 'self'"))
  assert.ok(plain.includes("script-src 'self'"))
  assert.ok(plain.includes("style-src 'self'"))
  assert.ok(plain.includes("frame-ancestors 'none'"))
  assert.ok((await policy('/console/')).includes("style-src 'self' 'unsafe-inline'"))
  assert.ok((await policy('/console-like')).includes("style-src 'self'"))
})

test('/readyz 在迁移不是最新、数据库不答复时说不，/healthz 照答', async () => {
  const ready = async () => (await fetch(`${base}/readyz`)).status
  assert.equal(await ready(), 200)
  await edge.store.database.pool.query(`update migration set hash = 'changed' where name like '0002%'`)
  assert.equal(await ready(), 503)
  await edge.store.database.pool.query('alter table migration rename to migration_away')
  assert.equal(await ready(), 503)
  await edge.store.database.pool.query('alter table migration_away rename to migration')
  assert.equal((await fetch(`${base}/healthz`)).status, 200)
})

/** Sends bytes as they are, and hears what comes back until the other side has had its say. */
function say(bytes: string): Promise<string> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.setEncoding('utf8')
    let heard = ''
    socket.on('data', text => {
      heard += text
      if (/\r\n\r\n.*\}/s.test(heard)) socket.destroy()
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(heard))
    socket.write(bytes)
  })
}

async function untilTrue(look: () => boolean): Promise<void> {
  for (let n = 0; n < 300; n++) {
    if (look()) return
    await new Promise(resolve => setTimeout(resolve, 10))
  }
  assert.fail('it did not happen within three seconds')
}
