import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { inflateSync } from 'node:zlib'
import { decryptBytes, decryptStream, type Openers } from '../../sealing/age.ts'
import { bytesOf } from '../../sealing/bytes-stream.ts'
import vectors from '../vectors/age/vectors.json' with { type: 'json' }

/** As the kit describes a file: what is expected, the SHA-256 of the plaintext, and what to open it with. */
interface Vector {
  readonly expect: string
  readonly payload?: string
  readonly compressed?: string
  readonly identities?: readonly string[]
  readonly passphrases?: readonly string[]
  readonly file: string
}

const all: readonly (readonly [string, Vector])[] = Object.entries(vectors)

function fileOf({ file, compressed }: Vector): Uint8Array {
  const bytes = Buffer.from(file, 'base64')
  return compressed === 'zlib' ? inflateSync(bytes) : bytes
}

function openersOf({ identities = [], passphrases = [] }: Vector): Openers {
  const [passphrase] = passphrases
  return passphrase === undefined ? { identities } : { identities, passphrase }
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** A stream that gives one byte at a time: no boundary of a piece may matter. */
function byteByByte(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let at = 0
  return new ReadableStream({
    pull: controller => {
      if (at >= bytes.length) return controller.close()
      controller.enqueue(bytes.subarray(at, at + 1))
      at += 1
    },
  })
}

test('CMP-003 C2SP/CCTV age test kit: all 92 files about what we use are here', () => {
  assert.equal(all.length, 92)
  const counts = Map.groupBy(all, ([, { expect }]) => expect)
  assert.deepEqual(Object.fromEntries([...counts].map(([expect, files]) => [expect, files.length])), {
    'header failure': 51,
    'payload failure': 18,
    success: 15,
    'no match': 7,
    'HMAC failure': 1,
  })
})

for (const [name, vector] of all) {
  test(`age test kit: ${name}`, async () => {
    const bytes = fileOf(vector)
    const opened = await decryptBytes(bytes, openersOf(vector))
    if (vector.expect === 'success') {
      assert.equal(opened.ok && sha256(opened.value), vector.payload)
      return
    }
    assert.equal(opened.ok, false)
    if (vector.expect !== 'no match' || opened.ok) return
    assert.match(opened.error, /^(?:NOT_FOR_ME|WRONG_PASSPHRASE)$/)
  })
}

test('age test kit: the short files, a byte at a time, give the same', async () => {
  for (const [name, vector] of all) {
    const bytes = fileOf(vector)
    if (bytes.length > 4096 || vector.passphrases) continue
    const opened = await decryptStream(byteByByte(bytes), openersOf(vector))
    const plain = opened.ok ? await bytesOf(opened.value.plaintext).catch(() => undefined) : undefined
    assert.equal(plain && sha256(plain), vector.expect === 'success' ? vector.payload : undefined, name)
  }
})
