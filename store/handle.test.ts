import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { streams } from '../domain/ids.ts'
import type { Matter } from '../domain/matter/matter.ts'
import { delegationTo, headOf, leaderInChargeOf } from '../domain/organisation/posts.ts'
import { instantAt } from '../domain/time.ts'
import { DEMO_ORGAN, type TestDatabase, testDatabase } from '../test/support/database.ts'
import { append, loadStreams } from './events.ts'
import { handle, type KeyedCommand } from './handle.ts'
import { nextMatterId } from './matter-number.ts'
import { openStore, type Store } from './store.ts'
import { readAgency } from './views/agency.ts'
import { noRows } from './views/rows.ts'

let database: TestDatabase
let store: Store
before(async () => {
  database = await testDatabase('demo')
  store = openStore(database, DEMO_ORGAN)
  await database.pool.query('create extension if not exists pg_stat_statements')
})
after(() => database.close())

const DAY = '2026-11-23'
const NOW = instantAt(DAY, '09:00')
let keys = 0
const command = (person: string, stream: string, noun: string, input: unknown, more: Partial<KeyedCommand> = {}) => ({
  person,
  stream,
  noun,
  input,
  now: NOW,
  key: `test-${++keys}`,
  ...more,
})
const events = async () => (await database.pool.query<{ n: number }>('select count(*) as n from event')).rows[0]?.n ?? 0

const CLERK = 'clerk-planning-1'
const details = (title: string) => ({ title, disclosure: { attribute: 'ACTIVE' } })

async function draft(on: Store = store): Promise<string> {
  const stream = streams.matter(await nextMatterId(on, NOW))
  const input = { item: 'DEMO-PF-01', title: '关于并发办理的请示', department: 'PLANNING' }
  const done = await handle(on, command(CLERK, stream, 'draft', input))
  assert.ok(done.ok, JSON.stringify(done))
  return stream
}

/** What the database itself counted while `work` ran: statements, and transactions begun and committed. */
async function counted(work: () => Promise<unknown>) {
  const own = '(select oid from pg_database where datname = current_database())'
  await database.pool.query(`select pg_stat_statements_reset(0, ${own}, 0)`)
  await work()
  const { rows } = await database.pool.query<{ query: string; calls: number }>(
    `select query, calls from pg_stat_statements where dbid = ${own} and query not ilike '%pg_stat_statements%'`,
  )
  const calls = (pattern: RegExp) =>
    rows.filter(r => pattern.test(r.query)).reduce((sum, r) => sum + Number(r.calls), 0)
  const begun = calls(/^begin/i)
  const statements = calls(/^(?!begin|commit|rollback)/i)
  // A statement outside a transaction is a transaction of its own.
  return { statements, commits: calls(/^commit/i) + (begun === 0 ? statements : 0), rollbacks: calls(/^rollback/i) }
}

test('S15 一项决定至多三条语句、正好一次提交：无论此前是否读过', async () => {
  const stream = await draft()
  const warm = await counted(async () => {
    const done = await handle(store, command(CLERK, stream, 'details', details('关于语句计数的请示')))
    assert.ok(done.ok)
  })
  assert.equal(warm.commits, 1)
  assert.ok(warm.statements <= 3, `${warm.statements}`)

  const fresh = openStore(database, DEMO_ORGAN)
  const cold = await counted(async () => {
    const done = await handle(fresh, command(CLERK, stream, 'details', details('关于首次读取的请示')))
    assert.ok(done.ok)
  })
  assert.equal(cold.commits, 1)
  assert.ok(cold.statements <= 3, `${cold.statements}`)
})

test('S15 被拒绝的命令不提交任何东西', async () => {
  const stream = await draft()
  const before = await events()
  const refused = await counted(async () => {
    const done = await handle(store, command('clerk-waterway-1', stream, 'details', details('不该写入的标题')))
    assert.ok(!done.ok)
  })
  assert.equal(refused.commits, 0)
  assert.equal(await events(), before)
})

test('S15 二十人看着同一版同时办：一人办成，其余人得到同一句话', async () => {
  const stream = await draft()
  const stores = Array.from({ length: 4 }, () => openStore(database, DEMO_ORGAN))
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => {
      const on = stores[n % stores.length] ?? store
      return handle(on, command(CLERK, stream, 'details', details(`关于第${n}次修改的请示`), { expected: 1 }))
    }),
  )
  assert.equal(answers.filter(answer => answer.ok).length, 1)
  const codes = answers.flatMap(answer => (answer.ok ? [] : [answer.error.code]))
  assert.deepEqual(new Set(codes), new Set(['CHANGED_MEANWHILE']))
})

test('S15 二十项操作同时到达一件：每一版只有一人，版本不断也不重', async () => {
  const stream = await draft()
  const stores = Array.from({ length: 4 }, () => openStore(database, DEMO_ORGAN))
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => {
      const on = stores[n % stores.length] ?? store
      return handle(on, command(CLERK, stream, 'details', details(`关于第${n}次修改的请示`)))
    }),
  )
  const versions = answers.flatMap(answer => (answer.ok ? [answer.value.version] : [])).toSorted((a, b) => a - b)
  assert.deepEqual(
    versions,
    Array.from(versions, (_, index) => index + 2),
  )
  assert.ok(answers.every(answer => answer.ok || answer.error.code === 'CHANGED_MEANWHILE'))
  const { rows } = await database.pool.query<{ version: number }>(
    'select version from event where stream = $1 order by version',
    [stream],
  )
  assert.deepEqual(
    rows.map(row => row.version),
    [1, ...versions],
  )
})

test('S15 同一幂等键十次同时到达，办一次，十次答复相同；内容不同的被拒绝', async () => {
  const stream = await draft()
  const before = await events()
  const one = command(CLERK, stream, 'details', details('关于幂等的请示'))
  const other = openStore(database, DEMO_ORGAN)
  const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => handle(n % 2 ? store : other, one)))
  assert.ok(
    answers.every(answer => answer.ok && answer.value.version === 2),
    JSON.stringify(answers.map(a => a.ok)),
  )
  assert.equal(answers.filter(answer => answer.ok && !answer.value.repeated).length, 1)
  assert.equal(await events(), before + 1)

  const different = await handle(store, { ...one, input: details('关于另一回事的请示') })
  assert.ok(!different.ok && different.error.field === 'Idempotency-Key')
  const somebodyElse = await handle(store, { ...one, person: 'clerk-planning-2' })
  assert.ok(somebodyElse.ok && !somebodyElse.value.repeated)
})

test('S15 事件记下作决定时看了哪些流的哪一版', async () => {
  const stream = await draft()
  const { states } = await loadStreams(database.pool, store, ['organisation', 'rulebook', 'catalogue'])
  const { rows } = await database.pool.query<{ seen: unknown }>('select seen from event where stream = $1', [stream])
  assert.deepEqual(rows[0]?.seen, Object.fromEntries([...states].map(([name, known]) => [name, known.version])))
})

test('E-01 读过之后、写入之前委托被撤销：重新决定，被委托人不能再签', async () => {
  const { rows } = await database.pool.query<{ id: string; state: Matter }>(
    `select id, state from matter_view where status = 'INITIAL_PASSED' and level <> 'APPROVAL' order by id limit 1`,
  )
  const waiting = rows[0]
  assert.ok(waiting, 'the demonstration has a matter before its leader')
  const { organisation } = await readAgency(store)
  const leader = leaderInChargeOf(organisation, waiting.state.department, DAY) ?? ''
  const delegate = ['leader-1', 'leader-2', 'leader-3', 'leader-4'].find(person => person !== leader) ?? ''
  const grant = { to: delegate, departments: [], firstDay: DAY, lastDay: DAY, reason: '外出开会' }
  assert.ok((await handle(store, command(leader, streams.organisation, 'delegations', grant))).ok)
  const granted = delegationTo(
    (await readAgency(store)).organisation,
    delegate,
    leader,
    [waiting.state.department],
    DAY,
  )
  assert.ok(granted)

  // Given a revocation that is written and not yet committed, so that the decision is made on the state before it.
  const revoking = await database.pool.connect()
  await revoking.query('begin')
  const { version } = store.known.get(streams.organisation) ?? { version: 0 }
  const revoked = { stream: streams.organisation, version: version + 1, type: 'organisation.delegation-revoked' }
  const appended = await append(revoking, store, {
    events: [{ ...revoked, data: { delegation: granted.id, day: DAY } }],
    at: NOW,
    actor: { person: leader, post: 'LEADERSHIP_MEMBER', department: '' },
    seen: {},
    key: 'revocation',
    stream: streams.organisation,
    digest: '',
    rows: noRows(),
  })
  assert.equal(appended, true)
  const before = await events()

  const stream = streams.matter(waiting.id)
  const review = { conclusion: 'AGREED', opinion: '受托审核，同意。' }
  const signing = handle(store, command(delegate, stream, 'leader-review', review))
  await untilWaitingForLock()
  await revoking.query('commit')
  revoking.release()

  const signed = await signing
  assert.ok(!signed.ok)
  assert.equal(signed.error.code, 'FORBIDDEN')
  assert.equal(await events(), before + 1)
  const byLeader = await handle(store, command(leader, stream, 'leader-review', review))
  assert.ok(byLeader.ok, JSON.stringify(byLeader))
})

async function untilWaitingForLock(): Promise<void> {
  for (let n = 0; n < 500; n++) {
    const { rows } = await database.pool.query<{ n: number }>(
      `select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    if ((rows[0]?.n ?? 0) > 0) return
    await new Promise(resolve => setTimeout(resolve, 10))
  }
  assert.fail('nobody waits')
}

test('S15 视图或出站队列写不成，事件也没有：要么全有，要么全无', async () => {
  const stream = await draft()
  for (const table of ['matter_view', 'stream_head', 'command']) {
    const before = await events()
    await database.pool.query(`alter table ${table} rename to ${table}_away`)
    await assert.rejects(handle(store, command(CLERK, stream, 'details', details('不该写入的标题'))))
    await database.pool.query(`alter table ${table}_away rename to ${table}`)
    assert.equal(await events(), before, table)
  }
  // Somebody is told of a request to withdraw, so that it waits in the outbox.
  const { rows } = await database.pool.query<{ id: string; department: string }>(
    `select id, department from matter_view where status = 'INITIAL_PASSED' order by id desc limit 1`,
  )
  const { id = '', department = '' } = rows[0] ?? {}
  const head = headOf((await readAgency(store)).organisation, department, DAY) ?? ''
  const before = await events()
  await database.pool.query('alter table outbox rename to outbox_away')
  await assert.rejects(
    handle(store, command(head, streams.matter(id), 'withdrawal-requests', { reason: '方案需重新论证' })),
  )
  await database.pool.query('alter table outbox_away rename to outbox')
  assert.equal(await events(), before, 'outbox')
  const done = await handle(store, command(CLERK, stream, 'details', details('恢复之后写入的标题')))
  assert.ok(done.ok && done.value.version === 2)
})
