import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { defaultDataDir, helpTable, readConfig, settings } from './config.ts'

function refusal(env: Record<string, string>): string {
  const result = readConfig(env)
  assert.ok(!result.ok, '应当拒绝')
  return result.sentence
}

function config(env: Record<string, string>) {
  const result = readConfig(env)
  assert.ok(result.ok)
  return result.config
}

test('什么都不设置时取默认值，且不可再改', () => {
  const defaults = config({})
  assert.equal(defaults.port, 8080)
  assert.equal(defaults.portGiven, false)
  assert.equal(defaults.host, '127.0.0.1')
  assert.equal(defaults.databaseUrl, '')
  assert.equal(defaults.demo, 'auto')
  assert.equal(defaults.logLevel, 'warn')
  assert.ok(Object.isFrozen(defaults))
})

test('设置了的值原样生效，空白等于未设置', () => {
  const given = config({
    PORT: '0',
    HOST: '0.0.0.0',
    DATA_DIR: 'somewhere',
    DATABASE_URL: 'postgresql://u:p@db.example:5432/yangguang',
    DEMO: 'off',
    LOG_LEVEL: ' ',
  })
  assert.equal(given.port, 0)
  assert.equal(given.portGiven, true)
  assert.equal(given.host, '0.0.0.0')
  assert.equal(given.dataDir, resolve('somewhere'))
  assert.equal(given.databaseUrl, 'postgresql://u:p@db.example:5432/yangguang')
  assert.equal(given.demo, 'off')
  assert.equal(given.logLevel, 'warn')
})

test('不对的值用一句中文说出是哪一项', () => {
  for (const port of ['80a', '-1', '65536', '8080.5']) assert.match(refusal({ PORT: port }), /^设置 PORT 的值/)
  assert.match(refusal({ HOST: 'http://a' }), /^设置 HOST 的值/)
  assert.match(refusal({ DEMO: 'yes' }), /^设置 DEMO 的值「yes」不对：应当是 on、off、auto 之一$/)
  assert.match(refusal({ LOG_LEVEL: 'loud' }), /^设置 LOG_LEVEL 的值/)
})

test('数据库地址不对时不把口令打印出来', () => {
  for (const url of ['mysql://u:秘密@h/db', 'postgresql://u:秘密@h', '秘密']) {
    const sentence = refusal({ DATABASE_URL: url })
    assert.match(sentence, /^设置 DATABASE_URL 的值不对/)
    assert.doesNotMatch(sentence, /秘密/)
  }
})

test('帮助里每一项设置都有', () => {
  const help = helpTable()
  for (const { name, reason } of settings) assert.ok(help.includes(name) && help.includes(reason), name)
})

test('以 root 运行而程序目录不许他人进入时，数据放到 /var/lib/yangguang 并说明', t => {
  const parent = mkdtempSync(join(tmpdir(), 'yangguang-config-'))
  t.after(() => rmSync(parent, { recursive: true }))
  const folder = join(parent, 'checkout')
  mkdirSync(folder)

  chmodSync(parent, 0o700)
  const closed = defaultDataDir(folder, 0)
  assert.match(closed.path, /^\/var\/lib\/yangguang\/checkout-[0-9a-f]{8}$/)
  assert.ok(closed.notice.includes(closed.path))
  assert.deepEqual(defaultDataDir(folder, 1000), { path: join(folder, 'data'), notice: '' })

  chmodSync(parent, 0o755)
  assert.deepEqual(defaultDataDir(folder, 0), { path: join(folder, 'data'), notice: '' })
})
