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

test('S11 透明日志的设置：默认存于数据文件夹，不需要见证，只用 Ed25519', () => {
  const { log, dataDir } = config({ DATA_DIR: 'somewhere' })
  assert.deepEqual(log, {
    origin: '',
    store: join(dataDir, 'log/public'),
    s3: { accessKey: '', secretKey: '', region: 'us-east-1' },
    policyFile: '',
    sm2: false,
    witnessTimeoutMs: 3000,
  })
  assert.ok(Object.isFrozen(log))
})

test('S11 透明日志可以存到文件夹或对象存储，访问密钥只在对象存储时读取', () => {
  assert.equal(config({ LOG_STORE: 'tiles' }).log.store, resolve('tiles'))
  assert.equal(config({ LOG_STORE: 'tiles', LOG_S3_SECRET_KEY: 'x' }).log.s3.secretKey, '')
  const { log } = config({
    LOG_ORIGIN: 'gov.example.cn/log',
    LOG_STORE: 'https://s3.example.cn/bucket/log/',
    LOG_S3_ACCESS_KEY: 'key',
    LOG_S3_SECRET_KEY: '秘密',
    LOG_S3_REGION: 'cn-north-1',
    LOG_POLICY: 'policy.txt',
    LOG_SM2: 'on',
    LOG_WITNESS_TIMEOUT_MS: '500',
  })
  assert.deepEqual(log, {
    origin: 'gov.example.cn/log',
    store: 'https://s3.example.cn/bucket/log',
    s3: { accessKey: 'key', secretKey: '秘密', region: 'cn-north-1' },
    policyFile: resolve('policy.txt'),
    sm2: true,
    witnessTimeoutMs: 500,
  })
})

test('S11 透明日志的设置不对时说出是哪一项，不重复密钥', () => {
  for (const origin of ['a b', 'a+b', 'https://a/log', 'a\u3000b', 'x'.repeat(201)]) {
    assert.match(refusal({ LOG_ORIGIN: origin }), /^设置 LOG_ORIGIN 的值/)
  }
  const keys = { LOG_S3_ACCESS_KEY: 'key', LOG_S3_SECRET_KEY: '秘密' }
  for (const store of ['s3://bucket/log', 'https://u:秘密@s3.example/b', 'https://s3.example/b?x=秘密', 'https://']) {
    const sentence = refusal({ LOG_STORE: store, ...keys })
    assert.match(sentence, /^设置 LOG_STORE 的值不对/)
    assert.doesNotMatch(sentence, /秘密/)
  }
  const place = 'https://s3.example/bucket'
  assert.match(refusal({ LOG_STORE: place, LOG_S3_SECRET_KEY: '秘密' }), /^设置 LOG_S3_ACCESS_KEY/)
  assert.match(refusal({ LOG_STORE: place, LOG_S3_ACCESS_KEY: 'key' }), /^设置 LOG_S3_SECRET_KEY/)
  assert.match(refusal({ LOG_S3_REGION: 'a/b' }), /^设置 LOG_S3_REGION/)
  assert.match(refusal({ LOG_SM2: 'yes' }), /^设置 LOG_SM2/)
  for (const timeout of ['99', '60001', '1e3', '-500']) {
    assert.match(refusal({ LOG_WITNESS_TIMEOUT_MS: timeout }), /^设置 LOG_WITNESS_TIMEOUT_MS/)
  }
})

test('S92 通知邮件默认不发；要发就得有发件人，要登录就得有口令文件', () => {
  const off = config({})
  assert.deepEqual(off.mail, { host: '', port: 587, user: '', passwordFile: '', from: '' })
  assert.equal(off.publicUrl, '')
  const server = { MAIL_HOST: 'smtp.example.cn', MAIL_FROM: 'notice@gov.example.cn' }
  const on = config({ ...server, MAIL_PORT: '465', MAIL_USER: 'notice', MAIL_PASSWORD_FILE: 'password' })
  assert.deepEqual(on.mail, {
    host: 'smtp.example.cn',
    port: 465,
    user: 'notice',
    passwordFile: resolve('password'),
    from: 'notice@gov.example.cn',
  })
  assert.equal(config({ PUBLIC_URL: 'https://gov.example.cn/' }).publicUrl, 'https://gov.example.cn')
  assert.match(refusal({ MAIL_HOST: 'https://smtp.example.cn' }), /^设置 MAIL_HOST/)
  assert.match(refusal({ MAIL_HOST: 'smtp.example.cn' }), /^设置 MAIL_FROM/)
  assert.match(refusal({ ...server, MAIL_FROM: 'notice' }), /^设置 MAIL_FROM/)
  assert.match(refusal({ ...server, MAIL_PORT: '0' }), /^设置 MAIL_PORT/)
  assert.match(refusal({ ...server, MAIL_USER: 'notice' }), /^设置 MAIL_PASSWORD_FILE/)
  for (const url of [
    'gov.example.cn',
    'ftp://gov.example.cn',
    'https://gov.example.cn/x',
    'https://u:p@gov.example.cn',
  ]) {
    assert.match(refusal({ PUBLIC_URL: url }), /^设置 PUBLIC_URL/)
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
