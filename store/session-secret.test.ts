import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sessionSecret } from './session-secret.ts'

test('会话密钥只生成一次，只有本用户可读', t => {
  const parent = mkdtempSync(join(tmpdir(), 'yangguang-secret-'))
  t.after(() => rmSync(parent, { recursive: true }))
  const dataDir = join(parent, 'data')

  const secret = sessionSecret(dataDir)
  assert.match(secret, /^[0-9a-f]{64}$/)
  assert.equal(sessionSecret(dataDir), secret)
  assert.deepEqual(readdirSync(dataDir), ['session-secret'])
  assert.equal(statSync(join(dataDir, 'session-secret')).mode & 0o777, 0o600)
})
