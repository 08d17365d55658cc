import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { linkOf } from './invitation-link.ts'

test('E-14 链接里的密文由浏览器产生，服务器只得到它的指纹', () => {
  const random = Uint8Array.from({ length: 32 }, (_byte, index) => 255 - index)

  const { secret, fingerprint } = linkOf(random)

  assert.match(secret, /^[A-Za-z0-9_-]{43}$/)
  assert.deepEqual(Buffer.from(secret, 'base64url'), Buffer.from(random))
  assert.equal(fingerprint, createHash('sha256').update(secret).digest('hex'))
})
