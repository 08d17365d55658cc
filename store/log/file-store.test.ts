import assert from 'node:assert/strict'
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, type TestContext, test } from 'node:test'
import { encodeBundle } from '../../domain/log/bundle.ts'
import { OperatorError } from '../operator-error.ts'
import { fileStore } from './file-store.ts'

const root = await fs.mkdtemp(join(tmpdir(), 'yangguang-tiles-'))
after(() => fs.rm(root, { recursive: true }))

let folders = 0
const newFolder = () => join(root, String(++folders), 'log', 'public')
const bytes = (text: string) => new TextEncoder().encode(text)
const hashes = (width: number, fill = 7) => new Uint8Array(32 * width).fill(fill)
const names = async (folder: string) => {
  const found = await fs.readdir(folder, { recursive: true, withFileTypes: true })
  const files = found.filter(entry => entry.isFile() && !entry.parentPath.endsWith('.incoming'))
  return files.map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1)).toSorted()
}

/** Makes one call of the file system fail until the test ends. */
function fail(
  t: TestContext,
  name: 'open' | 'rename' | 'mkdir' | 'readFile',
  code: string,
  when = (_path: string) => true,
) {
  const original = fs[name] as (...args: readonly unknown[]) => Promise<unknown>
  const mock = t.mock.method(fs, name, (async (...args: readonly unknown[]) => {
    if (when(String(args[0]))) throw Object.assign(new Error(code), { code })
    return original(...args)
  }) as never)
  syncBuiltinESMExports()
  return () => {
    mock.mock.restore()
    syncBuiltinESMExports()
  }
}

test('S11 文件夹：flush 之后另一程序读得到，之前磁盘上没有，没有留下半个文件', async () => {
  const folder = newFolder()
  const store = fileStore(folder)
  const growing = hashes(3)
  await store.write('tile/0/000.p/3', growing)
  growing.fill(9)
  await store.write('tile/entries/x001/x234/067', encodeBundle(Array.from({ length: 256 }, () => bytes('演示'))))
  assert.equal(await fileStore(folder).read('tile/0/000.p/3'), undefined)
  await store.flush?.()

  assert.deepEqual(new Uint8Array((await fileStore(folder).read('tile/0/000.p/3')) ?? []), hashes(3))
  assert.deepEqual(await names(folder), ['tile/0/000.p/3', 'tile/entries/x001/x234/067'])
  assert.deepEqual(await fs.readdir(join(folder, '.incoming')), [])
})

test('S11 文件夹：不是瓦片路径的名字什么也读不到，写入即是程序错误', async () => {
  const folder = newFolder()
  await fs.mkdir(folder, { recursive: true })
  await fs.writeFile(join(folder, '..', 'secret'), '口令')
  await fs.writeFile(join(folder, 'readme'), '说明')
  const store = fileStore(folder)
  for (const path of [
    '../secret',
    'readme',
    '',
    '.',
    'tile',
    'tile/0/../../../secret',
    'tile/0/0',
    'tile/0/000.p/256',
  ]) {
    assert.equal(await store.read(path), undefined, path)
    await assert.rejects(store.write(path, bytes('x')), /no path of a tile/)
  }
  await assert.rejects(store.write('checkpoint', bytes('x')), /no path of a tile/)
})

test('S11 文件夹：同一瓦片可以重写，内容不同则拒绝并保留原样；核对过的才可修复', async () => {
  const store = fileStore(newFolder())
  await store.write('tile/0/000', hashes(256))
  await store.flush?.()
  await store.write('tile/0/000', hashes(256))
  await store.flush?.()
  await store.write('tile/0/000', hashes(256, 8))
  await assert.rejects(async () => store.flush?.(), { name: 'OperatorError', message: /tile\/0\/000.*已有不同的内容/ })
  assert.deepEqual(new Uint8Array((await store.read('tile/0/000')) ?? []), hashes(256))

  assert.equal(await store.replace('tile/0/000', hashes(256, 8)), true)
  assert.equal(await store.replace('tile/0/000', hashes(256, 8)), false)
  assert.deepEqual(new Uint8Array((await store.read('tile/0/000')) ?? []), hashes(256, 8))
})

test('S11 文件夹：检查点只能由知道上一个的人替换，两人同时替换只有一人成功', async () => {
  const folder = newFolder()
  const store = fileStore(folder)
  assert.equal(await store.swapCheckpoint(bytes('one'), bytes('two')), false)
  assert.equal(await store.swapCheckpoint(undefined, bytes('one')), true)
  assert.equal(await store.swapCheckpoint(undefined, bytes('two')), false)
  assert.equal(await store.swapCheckpoint(undefined, bytes('one')), true, 'what is there already is there')

  const both = await Promise.all(['two', 'zwei'].map(next => store.swapCheckpoint(bytes('one'), bytes(next))))
  assert.deepEqual(both.toSorted(), [false, true])
  assert.equal(await fs.readFile(join(folder, 'checkpoint'), 'utf8'), both[0] ? 'two' : 'zwei')
})

test('tlog-tiles: partial tiles go when the full tile is published, and are then read from it', async () => {
  const folder = newFolder()
  const store = fileStore(folder)
  const entries = Array.from({ length: 256 }, (_, i) => bytes(`演示 ${i}`))
  await store.write('tile/0/000.p/2', hashes(2))
  await store.write('tile/entries/000.p/2', encodeBundle(entries.slice(0, 2)))
  await store.swapCheckpoint(undefined, bytes('two'))
  await store.write('tile/0/000', hashes(256))
  await store.write('tile/entries/000', encodeBundle(entries))
  await store.flush?.()
  assert.equal((await names(folder)).length, 5)
  await store.swapCheckpoint(bytes('two'), bytes('full'))

  assert.deepEqual(await names(folder), ['checkpoint', 'tile/0/000', 'tile/entries/000'])
  assert.deepEqual(new Uint8Array((await store.read('tile/0/000.p/2')) ?? []), hashes(2))
  assert.deepEqual(await store.read('tile/entries/000.p/2'), encodeBundle(entries.slice(0, 2)))
  assert.equal(await store.read('tile/1/000.p/1'), undefined)
})

test('S11 磁盘已满时一句话说明，腾出空间后重写即可，检查点从不指向没有的文件', async t => {
  for (const [step, name, when] of [
    ['不能建立文件夹', 'mkdir', () => true],
    ['不能写临时文件', 'open', (path: string) => path.includes('.incoming/')],
    ['不能改名', 'rename', () => true],
    ['已改名，文件夹不能落盘', 'open', (path: string) => path.endsWith('tile/0')],
  ] as const) {
    const folder = newFolder()
    const store = fileStore(folder)
    const mended = fail(t, name, 'ENOSPC', when)
    await store.write('tile/0/000', hashes(256))
    await assert.rejects(
      store.swapCheckpoint(undefined, bytes('one')),
      { name: 'OperatorError', message: /磁盘已满.*自动继续/ },
      step,
    )
    mended()
    assert.equal(await fileStore(folder).read('checkpoint'), undefined, step)

    await store.write('tile/0/000', hashes(256))
    assert.equal(await store.swapCheckpoint(undefined, bytes('one')), true)
    assert.deepEqual(new Uint8Array((await fileStore(folder).read('tile/0/000')) ?? []), hashes(256), step)
    assert.deepEqual(await fs.readdir(join(folder, '.incoming')), [], step)
  }
})

test('S11 文件夹只读、无权、被文件占据时，各有一句话', async t => {
  for (const [code, words] of [
    ['EROFS', /只读/],
    ['EACCES', /权限/],
    ['EIO', /EIO/],
  ] as const) {
    const store = fileStore(newFolder())
    const mended = fail(t, 'mkdir', code)
    await store.write('tile/0/000', hashes(256))
    await assert.rejects(async () => store.flush?.(), { name: 'OperatorError', message: words })
    mended()
  }
  const blocked = newFolder()
  await fs.mkdir(join(blocked, '..'), { recursive: true })
  await fs.writeFile(blocked, '')
  const store = fileStore(blocked)
  await store.write('tile/0/000', hashes(256))
  await assert.rejects(
    async () => store.flush?.(),
    (error: unknown) => error instanceof OperatorError && /是一个文件/.test(error.message),
  )
})

test('S11 被杀的程序留下的半个文件过一小时清除，正在写的不动', async () => {
  const folder = newFolder()
  const incoming = join(folder, '.incoming')
  await fs.mkdir(incoming, { recursive: true })
  await fs.writeFile(join(incoming, 'old'), 'x')
  await fs.writeFile(join(incoming, 'new'), 'x')
  await fs.utimes(join(incoming, 'old'), 1, 1)
  const store = fileStore(folder)
  await store.write('tile/0/000', hashes(256))
  await store.flush?.()
  assert.deepEqual(await fs.readdir(incoming), ['new'])
})
