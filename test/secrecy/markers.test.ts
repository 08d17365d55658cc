/**
 * The hunt for markers (CMP-003, CMP-004): what people wrote is sealed before it is sent, so nothing of it may be found anywhere
 * where the server keeps, logs, remembers or answers something.
 */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { seedDemo } from '../../cli/seed.ts'
import { utf8 } from '../../domain/log/bytes.ts'
import { newMailbox } from '../../sealing/mailbox.ts'
import { newQueryCode } from '../../sealing/query-code.ts'
import { createDatabase, type OpenDatabase, openDatabase } from '../../store/database.ts'
import { type EmbeddedServer, startEmbedded } from '../../store/embedded.ts'
import { migrate } from '../../store/migrate.ts'
import { openStore } from '../../store/store.ts'
import { DEMO_ORGAN } from '../support/database.ts'
import { filesWith, formsOf, isIn, tablesWith } from '../support/marker-hunt.ts'
import type { Told } from '../support/report-server.ts'
import {
  begin,
  file,
  type GroupKeys,
  lookInto,
  prepareGroup,
  type Received,
  type Send,
  sendIdentity,
  sendTo,
  write,
} from '../support/reporter.ts'

const COMPLAINTS = 200

/** What every marker begins with; letters alone, so that every form of it can be told from chance. */
const sign = `Mk${randomBytes(12)
  .toString('hex')
  .replace(/[0-9]/g, digit => 'ghijklmnop'[Number(digit)] ?? '')}`
const forms = formsOf(sign)
let markers = 0
const marker = () => `${sign}Z${(++markers).toString(36)}Z`

const folder = mkdtempSync(join(tmpdir(), 'yangguang-secrecy-'))
// PostgreSQL runs as another user when root runs this.
chmodSync(folder, 0o711)
const places = {
  postgres: join(folder, 'postgres'),
  data: join(folder, 'data'),
  temporary: join(folder, 'tmp'),
  log: join(folder, 'server.log'),
}
const answers: string[] = []

let embedded: EmbeddedServer
let database: OpenDatabase
let child: ChildProcess
let send: Send
let group: GroupKeys

before(async () => {
  for (const path of [places.data, places.temporary]) mkdirSync(path, { recursive: true })
  embedded = await startEmbedded({ dataDir: places.postgres, log: () => {} })
  await createDatabase(embedded.adminUrl, 'reports')
  const url = embedded.url('reports')
  database = openDatabase(url)
  await migrate(database.pool)
  await seedDemo(url, places.data, () => {})
  group = await prepareGroup(openStore(database, DEMO_ORGAN), '2026-11-23T00:30:00.000Z')
  const log = openSync(places.log, 'w')
  const script = join(import.meta.dirname, '../support/report-server.ts')
  child = spawn(process.execPath, [script, url, places.data], {
    stdio: ['ignore', log, log, 'ipc'],
    env: { ...process.env, TMPDIR: places.temporary },
  })
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  const plain = sendTo(`http://127.0.0.1:${port}`)
  // Each on a line of its own, as from people who know nothing of each other.
  send = async (method, path, body, headers) => {
    const answer = await plain(method, path, body, { connection: 'close', ...headers })
    answers.push(JSON.stringify(answer.headers), answer.text)
    return answer
  }
})
after(async () => {
  if (child?.connected) await tell({ stop: true })
  await database?.close()
  await embedded?.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function tell(told: Told): Promise<void> {
  const answered = once(child, 'stop' in told ? 'exit' : 'message')
  child.send(told)
  await answered
}

/** Everywhere that a marker was found in: empty when there is none. */
async function hunt(): Promise<readonly string[]> {
  await database.pool.query('checkpoint')
  const snapshot = join(folder, `${randomBytes(4).toString('hex')}.heapsnapshot`)
  await tell({ snapshot })
  assert.ok(readFileSync(snapshot).includes('REPORTER'), 'the snapshot holds the strings of the program')
  const found = [
    ...(await tablesWith(database.pool, forms)),
    ...(await filesWith(folder, forms)).map(path => path.slice(folder.length + 1)),
    ...answers.filter(answer => isIn(Buffer.from(answer), forms)).map(answer => `answer: ${answer.slice(0, 200)}`),
  ]
  rmSync(snapshot)
  return found
}

const isRefused = ({ status, text }: Received) => assert.ok(status >= 400 && status < 500, `${status} ${text}`)

test('CMP-003 CMP-004 二百件带记号的举报进来，数据库、预写日志、数据与临时文件夹、日志、答复和内存里都找不到记号', async () => {
  const spare = await newMailbox(newQueryCode(), 'JB-00000000')
  for (let n = 0; n < COMPLAINTS; n++) {
    const words = { title: marker(), words: `演示：${marker()}`, attachment: marker() }
    const named = n % 4 === 0 ? { name: marker() } : {}
    const filed = await file(send, group, {
      ...words,
      ...named,
      mailbox: { ...spare, token: randomBytes(32).toString('hex') },
    })
    if (n % 5 === 0) assert.equal((await write(send, group, filed, marker())).status, 200)
    if (n % 10 === 1) {
      const { proof } = await begin(send)
      const identity = await sendIdentity(send, group, proof, marker())
      const { number, token } = filed
      assert.equal((await send('POST', '/report/identity', { number, token, identity })).status, 200)
    }
    if (n % 20 === 0) {
      const again = await send('POST', '/report/intake', { ...filed.form, proof: filed.proof })
      assert.equal(again.status, 201)
      assert.equal((await lookInto(send, filed.number, filed.token)).ok, true)
      isRefused(await send('POST', '/report/intake', { ...filed.form, proof: filed.proof, industryConduct: true }))
    }
  }
  await sendRubbish()
  assert.ok(markers > 3 * COMPLAINTS)
  const { rows } = await database.pool.query<{ n: number }>(
    "select count(*) as n from event where type = 'complaint.received'",
  )
  assert.equal(rows[0]?.n, COMPLAINTS)
  assert.ok(readdirSync(join(places.data, 'sealed')).length > 100)
  assert.deepEqual(await hunt(), [])
})

/** What a broken page, a curious neighbour or somebody in a hurry sends: markers in clear, everywhere one can put them. */
async function sendRubbish(): Promise<void> {
  for (let n = 0; n < 20; n++) {
    const { number, proof } = await begin(send)
    const form = { number, proof }
    isRefused(await send('POST', '/report/parts', utf8(marker().repeat(3_000)), { 'x-proof': proof }))
    isRefused(
      await send('POST', '/report/parts', utf8(`age-encryption.org/v1\n-> X25519 ${marker()}`), { 'x-proof': proof }),
    )
    isRefused(
      await send('POST', '/report/parts', utf8(marker()), { 'x-proof': Buffer.from(marker()).toString('base64') }),
    )
    isRefused(await send('POST', '/report/parts', { words: marker() }, { 'x-proof': proof }))
    isRefused(await send('POST', '/report/intake', { ...form, [marker()]: marker(), content: marker() }))
    isRefused(await send('POST', '/report/intake', { ...form, boards: [marker()], recused: { persons: [marker()] } }))
    isRefused(await send('POST', '/report/intake', { [`${marker()}\u0000`]: marker() }))
    isRefused(await send('POST', '/report/intake', { number: marker(), proof: marker() }))
    isRefused(await send('POST', '/report/upward', { ...form, destination: marker(), sealed: marker() }))
    isRefused(await send('POST', '/report/messages', { number: 'JB-12345678', token: marker() }))
    isRefused(await send('POST', '/report/withdrawal', { number: marker(), token: marker() }))
    assert.equal((await lookInto(send, marker(), marker())).ok, false)
    isRefused(await send('POST', `/report/${marker()}`, { words: marker() }))
    isRefused(await send('GET', `/report/${marker()}?words=${marker()}`))
    const telltale = {
      cookie: `yangguang=${marker()}`,
      'user-agent': marker(),
      referer: marker(),
      'x-forwarded-for': marker(),
    }
    assert.equal((await send('GET', `/report/challenge?words=${marker()}`, undefined, telltale)).status, 200)
    assert.equal(
      (await send('POST', '/report/mailbox', { token: marker() }, { ...telltale, 'idempotency-key': marker() })).status,
      200,
    )
  }
}

test('CMP-004 记号若真留在某处，一定找得到', async () => {
  const planted = marker()
  await database.pool.query("insert into setting (organ, key, value) values ('PLANTED', 'planted', $1)", [
    JSON.stringify(planted),
  ])
  writeFileSync(join(places.data, 'planted'), Buffer.from(`..${planted}`).toString('base64'))
  writeFileSync(join(places.temporary, 'planted'), Buffer.from(planted, 'utf16le'))
  await tell({ keep: planted })
  answers.push(`{"detail":"${planted}"}`)
  const found = await hunt()
  for (const place of [
    'public.setting',
    'data/planted',
    'tmp/planted',
    'heapsnapshot',
    'answer: ',
    'postgres/',
    'pg_wal/',
  ]) {
    assert.ok(
      found.some(one => one.includes(place)),
      `${place} is not among ${found.join('\n')}`,
    )
  }
})
