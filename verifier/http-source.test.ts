import assert from 'node:assert/strict'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { utf8 } from '../domain/log/bytes.ts'
import { nativeSha256 } from '../store/log/native-sha256.ts'
import { type BareLog, bareLogOf } from '../test/support/log.ts'
import { auditLog } from './audit.ts'
import { type HttpReading, httpSource } from './http-source.ts'

const servers: Server[] = []
after(() => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
})

/** @returns the address of a server on loopback that answers so. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const quick: HttpReading = { timeoutMs: 300, pauseMs: 1 }
const log: BareLog = bareLogOf(Array.from({ length: 3000 }, (_, n) => utf8(`条目 ${n}（演示）`)))

/** Serves the log, but first asks `fault` what to do with a path; it answers itself, or leaves it. */
const servingLog = (fault: (path: string, response: Parameters<RequestListener>[1]) => boolean = () => false) =>
  serve((request, response) => {
    const path = (request.url ?? '').replace('/log/', '')
    if (fault(path, response)) return
    const bytes = log.files.get(path)
    response.writeHead(bytes ? 200 : 404).end(bytes ?? '没有')
  })

const auditAt = async (base: string, options: HttpReading = quick) =>
  auditLog(httpSource(`${base}/log`, fetch, options), { policy: log.policy, sha256: nativeSha256 })

test('S11 经网络核验整份日志；地址末尾有没有斜线都一样', async () => {
  const base = await servingLog()

  assert.equal((await auditAt(base)).ok, true)
  const source = httpSource(`${base}/log/`)
  assert.deepEqual(await source.read('vkey'), log.files.get('vkey'))
  assert.equal(await source.read('tile/0/999'), undefined)
})

test('S11 服务器一时出错（500、断线）会再问，不因此下结论', async () => {
  const asked = new Map<string, number>()
  const base = await servingLog((path, response) => {
    const times = (asked.get(path) ?? 0) + 1
    asked.set(path, times)
    if (times > 2) return false
    if (times === 1) response.writeHead(500).end('出错')
    else response.destroy()
    return true
  })
  const report = await auditAt(base)

  assert.equal(report.ok, true, report.unreadable)
  assert.ok([...asked.values()].every(times => times === 3))
})

test('S11 一直出错、传不完、太慢、被拒绝：说明读不到的是哪个文件和原因', async () => {
  const failing = async (respond: (response: Parameters<RequestListener>[1]) => void) => {
    const base = await servingLog((path, response) => {
      if (path !== 'tile/entries/003') return false
      respond(response)
      return true
    })
    const report = await auditAt(base)
    assert.equal(report.ok, false)
    assert.ok(report.steps.every(step => step.ok))
    return report.unreadable ?? ''
  }

  assert.equal(
    await failing(response => response.writeHead(503).end()),
    '读不到 tile/entries/003：服务器答复 HTTP 503。',
  )
  assert.equal(
    await failing(response => response.writeHead(403).end()),
    '读不到 tile/entries/003：服务器答复 HTTP 403。',
  )
  const cut = await failing(response => {
    response.writeHead(200, { 'content-length': '5000' }).write('只有开头')
    setTimeout(() => response.destroy(), 10)
  })
  assert.match(cut, /^读不到 tile\/entries\/003：连接失败或中断（.+）。$/)
  const slow = await failing(response => void response.writeHead(200, { 'content-length': '9' }).write('慢'))
  assert.equal(slow, '读不到 tile/entries/003：0.3 秒内没有答复完。')
})

test('S11 没有在听的地址：连接失败', async () => {
  const report = await auditAt('http://127.0.0.1:9', { ...quick, attempts: 1 })

  assert.match(report.unreadable ?? '', /^读不到 checkpoint：连接失败或中断/)
})

test('S11 内容不对（答复 200 却是网页、截短的瓦片）是日志的错，不是网络的错', async () => {
  const page = await serve((_, response) => response.writeHead(200).end('<!doctype html><title>首页</title>'))
  const report = await auditAt(page)
  assert.equal(report.unreadable, undefined)
  assert.deepEqual(
    report.steps.map(({ name, ok }) => [name, ok]),
    [['checkpoint', false]],
  )

  const half = await servingLog((path, response) => {
    if (path !== 'tile/0/005') return false
    response.writeHead(200).end(log.files.get(path)?.slice(0, 4096))
    return true
  })
  const short = (await auditAt(half)).steps.find(({ ok }) => !ok)
  assert.match(short?.sentence ?? '', /tile\/0\/005 应有 8192 字节，实有 4096 字节/)
})

test('S11 没完没了的答复读到上限为止', async () => {
  const base = await serve((_, response) => {
    const megabyte = new Uint8Array(1024 * 1024)
    response.writeHead(200)
    const pour = () => {
      while (!response.destroyed && response.write(megabyte));
    }
    response.on('drain', pour)
    pour()
  })
  const source = httpSource(base, fetch, { ...quick, timeoutMs: 20_000 })

  await assert.rejects(source.read('checkpoint'), /答复超过 33554432 字节，不再读下去。/)
})
