import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { isSignedBy, S3_REGION, type S3Server, s3Keys, startS3Server } from '../../test/support/s3-server.ts'
import { OperatorError } from '../operator-error.ts'
import { s3Store } from './s3-store.ts'

let server: S3Server
before(async () => {
  server = await startS3Server()
})
after(() => server.close())
beforeEach(() => {
  server.trouble = 'none'
  server.objects.clear()
  server.asked.length = 0
})

const open = (more: Partial<Parameters<typeof s3Store>[0]> = {}) =>
  s3Store({ url: `${server.url}/yangguang/log`, region: S3_REGION, ...s3Keys, ...more })
const bytes = (text: string) => new TextEncoder().encode(text)
const hashes = (width: number, fill = 7) => new Uint8Array(32 * width).fill(fill)

test('AWS documentation: the example request of Signature Version 4 for S3 is accepted, and with one character changed refused', () => {
  const headers = {
    host: 'examplebucket.s3.amazonaws.com',
    range: 'bytes=0-9',
    'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'x-amz-date': '20130524T000000Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  }
  const scope = {
    region: 'us-east-1',
    accessKey: 'AKIAIOSFODNN7EXAMPLE',
    secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  }
  assert.ok(isSignedBy({ method: 'GET', path: '/test.txt', headers }, scope))
  assert.ok(!isSignedBy({ method: 'GET', path: '/test.txu', headers }, scope))
  assert.ok(!isSignedBy({ method: 'GET', path: '/test.txt', headers: { ...headers, range: 'bytes=0-8' } }, scope))
})

test('S11 对象存储：写入的瓦片在 flush 之后可由另一程序读到，带长期缓存的说明', async () => {
  const store = open()
  await store.write('tile/0/000.p/3', hashes(3))
  assert.equal(server.asked.length, 0)
  await store.flush?.()

  assert.deepEqual(await open().read('tile/0/000.p/3'), hashes(3))
  assert.equal(await open().read('tile/0/001'), undefined)
  const stored = server.objects.get('yangguang/log/tile/0/000.p/3')
  assert.equal(stored?.headers['cache-control'], 'public, max-age=31536000, immutable')
  assert.equal(stored?.headers['content-type'], 'application/octet-stream')
})

test('S11 对象存储：同一瓦片可以重写，内容不同则拒绝并保留原样', async () => {
  const store = open()
  await store.write('tile/0/000', hashes(256))
  await store.flush?.()

  const again = open()
  await again.write('tile/0/000', hashes(256))
  await again.flush?.()
  await again.write('tile/0/000', hashes(256, 8))
  await assert.rejects(async () => again.flush?.(), { name: 'OperatorError', message: /tile\/0\/000.*已有不同的内容/ })
  assert.deepEqual(await again.read('tile/0/000'), hashes(256))

  assert.equal(await again.replace('tile/0/000', hashes(256, 8)), true)
  assert.equal(await again.replace('tile/0/000', hashes(256, 8)), false)
  assert.deepEqual(await open().read('tile/0/000'), hashes(256, 8))
})

test('S11 对象存储：检查点只能由知道上一个的人替换，两人同时替换只有一人成功', async () => {
  const store = open()
  assert.equal(await store.swapCheckpoint(bytes('one'), bytes('two')), false)
  assert.equal(await store.swapCheckpoint(undefined, bytes('one')), true)
  assert.equal(await store.swapCheckpoint(undefined, bytes('two')), false)
  assert.equal(await store.swapCheckpoint(undefined, bytes('one')), true, 'what is there already is there')

  const both = await Promise.all(['two', 'zwei'].map(next => open().swapCheckpoint(bytes('one'), bytes(next))))
  assert.deepEqual(both.toSorted(), [false, true])
  const stored = server.objects.get('yangguang/log/checkpoint')
  assert.equal(stored?.headers['cache-control'], 'no-cache')
  assert.deepEqual(new Uint8Array(stored?.bytes ?? []), bytes(both[0] ? 'two' : 'zwei'))
})

test('S11 对象存储：写成之后应答丢失，重来一次即可，检查点不会倒退', async () => {
  const store = open()
  await store.swapCheckpoint(undefined, bytes('one'))

  server.trouble = 'lost'
  await assert.rejects(store.swapCheckpoint(bytes('one'), bytes('two')), { name: 'OperatorError', message: /连接不上/ })
  await store.write('tile/0/000.p/1', hashes(1))
  await assert.rejects(async () => store.flush?.(), OperatorError)
  server.trouble = 'none'
  await store.write('tile/0/000.p/1', hashes(1))

  assert.equal(await store.swapCheckpoint(bytes('one'), bytes('two')), true)
  assert.equal(await store.swapCheckpoint(bytes('one'), bytes('three')), false)
  assert.deepEqual(await store.read('tile/0/000.p/1'), hashes(1))
})

test('S11 对象存储：口令不对、存储繁忙、存储桶不存在、连接不上，各有一句说明原因的中文', async () => {
  const complaint = async (store: ReturnType<typeof open>) => {
    await store.write('tile/0/000.p/1', hashes(1))
    return assert.rejects(
      async () => store.flush?.(),
      (error: unknown) => {
        assert.ok(error instanceof OperatorError)
        words.push(error.message)
        return true
      },
    )
  }
  const words: string[] = []
  await complaint(open({ secretKey: 'another/secret' }))
  server.trouble = 'busy'
  await complaint(open())
  server.trouble = 'none'
  await complaint(open({ url: server.url.replace(/bucket$/, 'other') }))
  await complaint(open({ url: 'http://127.0.0.1:9/bucket' }))

  assert.match(words[0] ?? '', /拒绝访问（403 SignatureDoesNotMatch）/)
  assert.match(words[1] ?? '', /暂时不能使用（503 SlowDown）/)
  assert.match(words[2] ?? '', /没有指定的存储桶/)
  assert.match(words[3] ?? '', /连接不上/)
  assert.ok(words.every(sentence => !sentence.includes('secret')))
  assert.equal(server.objects.size, 0)
})

test('S11 对象存储：不理会条件写入的存储在写第一片之前就被拒绝', async () => {
  server.trouble = 'ignores conditions'
  const store = open()
  await store.write('tile/0/000.p/1', hashes(1))
  await assert.rejects(async () => store.flush?.(), { name: 'OperatorError', message: /不支持条件写入/ })
  assert.deepEqual([...server.objects.keys()], ['yangguang/log/probe-of-conditional-writes'])
})

test('tlog-tiles: a partial object is removed once the full one is published, and then read from it', async () => {
  const store = open()
  await store.write('tile/0/000.p/2', hashes(2))
  await store.swapCheckpoint(undefined, bytes('two'))
  await store.write('tile/0/000', hashes(256))
  await store.swapCheckpoint(bytes('two'), bytes('full'))

  const partial = 'yangguang/log/tile/0/000.p/2'
  for (let patience = 100; server.objects.has(partial) && patience > 0; patience--) {
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  assert.ok(!server.objects.has(partial))
  assert.deepEqual(await store.read('tile/0/000.p/2'), hashes(2))
})
