import assert from 'node:assert/strict'
import { after, before, type TestContext, test } from 'node:test'
import { type Config, readConfig } from '../config.ts'
import { refusePassword } from '../domain/password.ts'
import { verifyAccount } from '../store/accounts.ts'
import { openStore } from '../store/store.ts'
import { DEMO_ORGAN, type TestDatabase, testDatabase } from '../test/support/database.ts'
import { run } from './account.ts'

let database: TestDatabase
let config: Config
before(async () => {
  database = await testDatabase('demo')
  const settings = readConfig({ DATABASE_URL: database.url })
  assert.ok(settings.ok)
  config = settings.config
})
after(() => database.close())

/** Runs the subcommand and hears what it prints. */
async function told(t: TestContext, ...args: readonly string[]): Promise<{ code: number; words: string }> {
  const words: string[] = []
  const hear = (line: unknown) => void words.push(String(line))
  const mocks = [t.mock.method(console, 'log', hear), t.mock.method(console, 'error', hear)]
  const code = await run(args, config)
  for (const mock of mocks) mock.mock.restore()
  return { code, words: words.join('\n') }
}

const mayEnter = async (login: string, password: string) => {
  const rules = { maxFail: 5, lockMinutes: 30 }
  return verifyAccount(openStore(database, DEMO_ORGAN), login, password, rules, '2026-11-23T02:00:00.000Z')
}

test('SEC-005 建立的账号只有随机的初始口令，打印一次，首次登录必须修改', async t => {
  // The demonstration has an account for everybody; one of them is taken away first.
  await database.pool.query(`delete from account where login = 'head-planning'`)
  const { code, words } = await told(t, 'add', 'luyuantu', 'head-planning')
  assert.equal(code, 0)
  const password = /初始口令：(\S+)/.exec(words)?.[1] ?? ''
  assert.equal(refusePassword(password, 'luyuantu', { minLength: 16, classes: 4 }), undefined)
  assert.equal((await mayEnter('luyuantu', password))?.mustChange, true)

  const again = await told(t, 'reset', 'luyuantu')
  const other = /初始口令：(\S+)/.exec(again.words)?.[1] ?? ''
  assert.notEqual(other, password)
  assert.equal(await mayEnter('luyuantu', password), undefined)
  assert.equal((await mayEnter('luyuantu', other))?.person, 'head-planning')

  assert.equal((await told(t, 'disable', 'luyuantu')).code, 0)
  assert.equal(await mayEnter('luyuantu', other), undefined)
})

test('没有登记的人员、用过的登录名、没有的账号，各有一句话；参数不对给出用法', async t => {
  assert.deepEqual(await told(t, 'add', 'ghost', 'nobody'), { code: 1, words: '没有登记过人员 nobody' })
  assert.match((await told(t, 'add', 'clerk-planning-1', 'clerk-planning-1')).words, /已经使用|已有账号/)
  assert.deepEqual(await told(t, 'reset', 'nobody'), { code: 1, words: '没有账号 nobody' })
  for (const args of [[], ['add', 'x'], ['remove', 'x'], ['reset'], ['add', '坏 名', 'x']]) {
    assert.equal((await told(t, ...args)).code, 2)
  }
})
