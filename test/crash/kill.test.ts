import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { MatterPage, MeetingPage } from '../../http/api/contract.ts'
import { demoPassword } from '../../store/accounts.ts'
import { checkRecord } from '../../store/check.ts'
import { openStore } from '../../store/store.ts'
import { DEMO_ORGAN, demoFiles, type TestDatabase, testDatabase } from '../support/database.ts'

const KILLS = 50
const root = join(import.meta.dirname, '../..')

let database: TestDatabase
let supervisor: ChildProcess
let base: string

before(async () => {
  database = await testDatabase('demo')
  const port = await freePort()
  base = `http://127.0.0.1:${port}`
  supervisor = spawn(process.execPath, [join(root, 'bin/start.mjs')], {
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: demoFiles,
      DEMO: 'auto',
    },
    stdio: 'ignore',
  })
  await ready()
})
after(async () => {
  const ended = new Promise(resolve => supervisor.once('exit', resolve))
  supervisor.kill('SIGTERM')
  await ended
  await database.close()
})

/**
 * Clerks at work while the server is killed over and over. Each keeps every key that was acknowledged, and sends a command
 * that got no answer again with the same key, as the console does.
 */
test('a server that is killed in the middle of any command leaves the whole command or nothing, and starts again by itself', async t => {
  if (process.platform !== 'linux') return t.skip('finds the server by /proc')
  const acknowledged = new Map<string, { stream: string; version: number; amount: number }>()
  let working = true
  const clerks = await Promise.all(['clerk-planning-1', 'clerk-sci-tech-1', 'clerk-toll-admin-1'].map(signIn))
  const items = ['DEMO-PF-01', 'DEMO-PF-02', 'DEMO-PM-03']
  const departments = ['PLANNING', 'SCI_TECH', 'TOLL_ADMIN']
  const work = clerks.map(async (send, index) => {
    const draft = { item: items[index], title: '断电测试件（演示）', department: departments[index] }
    const { id } = await send<MatterPage>('POST', '/matters', draft, randomUUID())
    for (let amount = 1; working; amount++) {
      const key = randomUUID()
      const details = { title: `断电测试件第${amount}稿`, amount, disclosure: { attribute: 'ACTIVE' } }
      const page = await send<MatterPage>('POST', `/matters/${id}/details`, details, key)
      acknowledged.set(key, { stream: `matter/${id}`, version: page.version, amount })
    }
  })
  const secretary = await signIn('clerk-general-office-1')
  const listing = moveBetweenAgendas(secretary, () => working)

  let last = 0
  for (let kill = 0; kill < KILLS; kill++) {
    const { pid } = await ready()
    assert.notEqual(pid, last, 'a new process after each kill')
    last = pid
    await sleep(20 + ((kill * 37) % 200))
    process.kill(pid, 'SIGKILL')
  }
  await ready()
  working = false
  await Promise.all([...work, listing])

  const { rows } = await database.pool.query<{ key: string; stream: string; version: number; amount: number | null }>(
    `select split_part(c.key, ':', 2) as key, c.stream, c.version, (e.data ->> 'amount')::bigint as amount
       from command c left join event e using (organ, stream, version) where c.organ = $1`,
    [DEMO_ORGAN],
  )
  const kept = new Map(rows.map(row => [row.key, row]))
  for (const [key, told] of acknowledged) {
    const row = kept.get(key)
    assert.ok(row, `acknowledged and gone: ${JSON.stringify(told)}`)
    assert.deepEqual({ stream: row.stream, amount: row.amount }, { stream: told.stream, amount: told.amount })
  }
  assert.ok(acknowledged.size > KILLS, `only ${acknowledged.size} commands were acknowledged`)
  // No event is there twice: a command sent again after a kill was not done again.
  const { rows: twice } = await database.pool.query(
    `select 1 from event where organ = $1 and type = 'matter.details-set' and data ->> 'title' like '断电测试件第%'
      group by stream, data ->> 'amount' having count(*) > 1`,
    [DEMO_ORGAN],
  )
  assert.deepEqual(twice, [])
  const report = await checkRecord(openStore(database, DEMO_ORGAN))
  assert.deepEqual(report.faults, [])
  console.log(`${KILLS} kills, ${acknowledged.size} acknowledged commands, ${report.events} events`)
})

/** A command that writes two streams: a matter goes on an agenda and off it again; both must agree at every moment. */
async function moveBetweenAgendas(send: Send, goesOn: () => boolean): Promise<void> {
  const call = { kind: 'GROUP', body: 'CONSTRUCTION-1', scheduledAt: '2026-12-17T02:00:00.000Z', place: '三楼会议室' }
  const { id } = await send<MeetingPage>('POST', '/meetings', call, randomUUID())
  while (goesOn()) {
    const { candidates } = await send<MeetingPage>('GET', `/meetings/${id}`)
    const matter = candidates[0]?.id
    if (!matter) return
    await send('POST', `/meetings/${id}/items`, { matter }, randomUUID())
    const on = await send<MatterPage>('GET', `/matters/${matter}`)
    assert.equal(on.listing?.meeting, id)
    await send('POST', `/meetings/${id}/item-removals`, { matter, reason: '断电测试' }, randomUUID())
    const off = await send<MatterPage>('GET', `/matters/${matter}`)
    assert.equal(off.listing, undefined)
  }
}

type Send = <T>(method: string, path: string, body?: unknown, key?: string) => Promise<T>

/** A client that keeps trying while the server is away. A refusal is a fault of the test. */
async function signIn(login: string): Promise<Send> {
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  const send: Send = async (method, path, body, key) => {
    for (;;) {
      try {
        const response = await fetch(`${base}/api/v1${path}`, {
          method,
          headers: { ...headers, ...(key ? { 'idempotency-key': key } : {}) },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        })
        const answer = await response.json()
        if (response.status >= 500) throw new Error(`${response.status}`)
        assert.ok(response.ok, JSON.stringify(answer))
        const cookies = response.headers.getSetCookie().map(line => line.split(';')[0])
        if (cookies.length > 0) headers.cookie = cookies.join('; ')
        return answer
      } catch (error) {
        if (error instanceof assert.AssertionError) throw error
        await sleep(50)
      }
    }
  }
  const session = await send<{ csrf: string }>('POST', '/session', { login, password: demoPassword }, randomUUID())
  headers['x-csrf-token'] = session.csrf
  return send
}

/** Waits until the server may be given work, and finds its process: the supervisor's only child. */
async function ready(): Promise<{ pid: number }> {
  const deadline = Date.now() + 60_000
  while (Date.now() < deadline) {
    try {
      if ((await fetch(`${base}/readyz`)).ok) {
        const children = readFileSync(`/proc/${supervisor.pid}/task/${supervisor.pid}/children`, 'utf8')
          .trim()
          .split(' ')
        const pid = Number(children[0])
        if (pid > 0) return { pid }
      }
    } catch {
      // Not listening yet.
    }
    await sleep(30)
  }
  throw new Error('the server did not come back within a minute')
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
