import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { startEmbedded } from './embedded.ts'

// One folder for the whole file, used in turn: each test leaves the server stopped.
const dataDir = mkdtempSync(join(tmpdir(), 'yangguang-embedded-'))
const pidFile = join(dataDir, 'postgres/cluster/postmaster.pid')
const serverPid = () => Number(readFileSync(pidFile, 'utf8').split('\n')[0])
after(() => rmSync(dataDir, { recursive: true }))

async function start() {
  const said: string[] = []
  const server = await startEmbedded({ dataDir, log: sentence => said.push(sentence) })
  return { ...server, said }
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** Another copy of the program; it prints the address it uses, and leaves in order when its input ends. */
async function anotherCopy(folder = dataDir): Promise<{ copy: ChildProcess; url: string }> {
  const script = `
    import { startEmbedded } from '${import.meta.resolve('./embedded.ts')}'
    const server = await startEmbedded({ dataDir: process.argv[1], log: () => {} })
    console.log(server.adminUrl)
    process.stdin.on('end', () => server.stop()).resume()`
  const copy = spawn(process.execPath, ['--input-type=module', '-e', script, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface(copy.stdout)
  const [url] = await Promise.race([once(lines, 'line'), once(lines, 'close').then(() => ['no address printed'])])
  return { copy, url }
}

async function endOf(child: ChildProcess, end: () => void): Promise<void> {
  const exit = once(child, 'exit')
  end()
  await exit
}

test('首次启动建立数据库：只听本机、要口令、真正写盘、认得汉字', async () => {
  const server = await start()
  assert.match(server.said.join(), /首次运行/)
  const settings = await ask(
    server.adminUrl,
    `select name, setting from pg_settings where name in
       ('listen_addresses', 'unix_socket_directories', 'fsync', 'synchronous_commit', 'shared_preload_libraries', 'server_encoding')`,
  )
  assert.deepEqual(Object.fromEntries(settings.map(row => [row.name, row.setting])), {
    fsync: 'on',
    listen_addresses: '127.0.0.1',
    server_encoding: 'UTF8',
    shared_preload_libraries: 'pg_stat_statements',
    synchronous_commit: 'on',
    unix_socket_directories: '',
  })
  const [row] = await ask(server.adminUrl, `select upper('é阳光') as upper, 'a' < 'B' as linguistic`)
  assert.deepEqual(row, { upper: 'É阳光', linguistic: false })

  await assert.rejects(ask(server.adminUrl.replace(/:[0-9a-f]{48}@/, ':wrong@'), 'select 1'), { code: '28P01' })
  assert.equal(statSync(join(dataDir, 'postgres/password')).mode & 0o777, 0o600)

  await server.stop()
  await server.stop()
  assert.equal(existsSync(pidFile), false)
})

test('同一数据文件夹的第二个程序共用一个数据库，最后离开的才停止它', async () => {
  const first = await start()
  const pid = serverPid()
  const { copy: second } = await anotherCopy()
  assert.equal(serverPid(), pid)

  await first.stop()
  assert.equal(serverPid(), pid)
  await endOf(second, () => second.stdin?.end())
  assert.equal(existsSync(pidFile), false)
})

test('两个程序同时首次启动，只建立一个数据库', async t => {
  const fresh = mkdtempSync(join(tmpdir(), 'yangguang-embedded-'))
  t.after(() => rmSync(fresh, { recursive: true }))
  const copies = await Promise.all([anotherCopy(fresh), anotherCopy(fresh)])
  assert.match(copies[0].url, /^postgresql:/)
  assert.equal(copies[0].url, copies[1].url)
  await Promise.all(copies.map(({ copy }) => endOf(copy, () => copy.stdin?.end())))
  assert.equal(existsSync(join(fresh, 'postgres/cluster/postmaster.pid')), false)
})

test('程序被 kill -9 之后，下次启动接管仍在运行的数据库，已确认的数据都在', async () => {
  const { copy: killed } = await anotherCopy()
  const pid = serverPid()
  await endOf(killed, () => killed.kill('SIGKILL'))

  const next = await start()
  assert.equal(serverPid(), pid)
  await ask(next.adminUrl, 'create table kept as select 1 as n')
  await next.stop()
  assert.equal(existsSync(pidFile), false)
})

test('数据库本身被 kill -9，程序在原地址上把它重新启动', async () => {
  const server = await start()
  const pid = serverPid()
  process.kill(pid, 'SIGKILL')

  const rows = await eventually(() => ask(server.adminUrl, 'select n from kept'))
  assert.deepEqual(rows, [{ n: 1 }])
  assert.notEqual(serverPid(), pid)
  assert.match(server.said.join(), /意外停止，正在重新启动/)
  await server.stop()
  assert.equal(existsSync(pidFile), false)
})

test('程序在重新启动数据库的当中离开，也把它停下', async () => {
  const server = await start()
  process.kill(serverPid(), 'SIGKILL')
  await eventually(async () => assert.match(server.said.join(), /正在重新启动/))
  await server.stop()
  assert.equal(existsSync(pidFile), false)
})

test('断电后遗留的进程号文件指向别的程序，照常启动', async () => {
  writeFileSync(pidFile, `${process.pid}\n${dataDir}\n1\n1\n\n`)
  const server = await start()
  assert.notEqual(serverPid(), process.pid)
  await server.stop()
})

test('数据文件夹由别的大版本建立时拒绝启动并说明', async () => {
  const versionFile = join(dataDir, 'postgres/cluster/PG_VERSION')
  const version = readFileSync(versionFile, 'utf8')
  writeFileSync(versionFile, '15\n')
  await assert.rejects(start(), { name: 'OperatorError', message: /PostgreSQL 15 建立/ })
  writeFileSync(versionFile, version)
})

async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + 20_000
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (Date.now() > deadline) throw error
      await sleep(50)
    }
  }
}
