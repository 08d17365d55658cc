import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../test/support/database.ts'
import { cleanName, mostBytes, openFile, saveFile, sweepIncoming, verifyFiles } from './files.ts'
import { openStore, type Store } from './store.ts'

let database: TestDatabase
let store: Store
let dataDir: string
before(async () => {
  database = await testDatabase()
  store = openStore(database, 'TEST')
  dataDir = mkdtempSync(join(tmpdir(), 'yangguang-files-'))
})
after(async () => {
  await database.close()
  rmSync(dataDir, { recursive: true })
})

const NOW = '2026-11-23T01:00:00.000Z'
async function* inChunks(content: Buffer, size = 1000) {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size)
}
const save = (name: string, content: Buffer | string) =>
  saveFile(store, dataDir, inChunks(Buffer.from(content)), name, 'clerk', NOW)
const incoming = () => readdirSync(join(dataDir, 'files', 'incoming'))
const rows = async () => (await database.pool.query('select hash, name, mime, size, person from file order by at')).rows

/** A zip of empty files with these names: only its directory matters here. */
function zipOf(...names: readonly string[]): Buffer {
  const locals: Buffer[] = []
  const entries: Buffer[] = []
  let offset = 0
  for (const name of names.map(n => Buffer.from(n))) {
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(offset, 42)
    locals.push(local, name)
    entries.push(entry, name)
    offset += 30 + name.length
  }
  const directory = Buffer.concat(entries)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(names.length, 8)
  end.writeUInt16LE(names.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}

const types = '[Content_Types].xml'
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0])
const taken: readonly (readonly [string, Buffer | string, RegExp])[] = [
  ['依据.pdf', '%PDF-1.7\n…', /^application\/pdf$/],
  ['请示.docx', zipOf(types, 'word/document.xml'), /wordprocessingml/],
  ['预算.xlsx', zipOf(types, 'xl/workbook.xml'), /spreadsheetml/],
  ['汇报.pptx', zipOf(types, 'ppt/presentation.xml'), /presentationml/],
  ['公文.ofd', zipOf('OFD.xml', 'Doc_0/Document.xml'), /^application\/ofd$/],
  ['图纸.zip', zipOf('图纸/总图.dwg', '说明.txt'), /^application\/zip$/],
  ['照片.png', png, /^image\/png$/],
  ['照片.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1]), /^image\/jpeg$/],
  ['说明.txt', '一段说明\r\n\t第二行', /^text\/plain$/],
  ['名字说是图其实是.png', '%PDF-1.4', /^application\/pdf$/],
]

for (const [name, content, mime] of taken) {
  test(`S79 收下 ${name}，按内容认定类型`, async () => {
    const saved = await save(name, content)
    assert.ok(saved.ok, JSON.stringify(saved))
    assert.match(saved.value.mime, mime)
    assert.equal(saved.value.hash, createHash('sha256').update(content).digest('hex'))
    const { hash } = saved.value
    assert.deepEqual(readFileSync(join(dataDir, 'files', hash.slice(0, 2), hash)), Buffer.from(content))
    assert.deepEqual(incoming(), [])
  })
}

const refused: readonly (readonly [string, Buffer | string, RegExp])[] = [
  ['程序.pdf', 'MZ\u0090\u0000 程序', /程序、脚本和网页/],
  ['程序', '\x7fELF\x02', /程序、脚本和网页/],
  ['脚本.txt', '#!/bin/sh\nrm -rf /', /程序、脚本和网页/],
  ['网页.txt', '  <!DOCTYPE html><script>alert(1)</script>', /程序、脚本和网页/],
  ['图形.txt', '<svg onload="alert(1)"/>', /程序、脚本和网页/],
  ['安装.bat', '@echo off', /程序、脚本和网页/],
  ['网页.html', '只是文字', /程序、脚本和网页/],
  ['带程序.zip', zipOf('说明.txt', '工具/setup.exe'), /压缩文件中有程序/],
  ['带宏.docx', zipOf(types, 'word/document.xml', 'word/vbaProject.bin'), /带有宏/],
  ['旧版.doc', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), /另存为 docx/],
  ['国标码.txt', Buffer.from([0xb1, 0xea, 0xcc, 0xe2]), /UTF-8/],
  ['二进制.txt', Buffer.from([1, 2, 3, 0, 5]), /不是其中任何一种/],
  ['坏的.zip', Buffer.from('PK\x03\x04 没有目录'), /已损坏/],
  ['空的.pdf', '', /空的/],
]

for (const [name, content, says] of refused) {
  test(`S79 不收 ${name}，说明原因，不留下任何东西`, async () => {
    const before = await rows()
    const saved = await save(name, content)
    assert.ok(!saved.ok)
    assert.match(saved.error.sentence, says)
    assert.deepEqual(incoming(), [])
    assert.deepEqual(await rows(), before)
  })
}

test('S79 超过50 MB 的文件收到一半即停，不留下任何东西', async () => {
  const megabyte = Buffer.alloc(1024 * 1024, 'x')
  let sent = 0
  async function* endless() {
    for (;;) {
      sent++
      yield megabyte
    }
  }
  const saved = await saveFile(store, dataDir, endless(), '大文件.txt', 'clerk', NOW)
  assert.ok(!saved.ok)
  assert.match(saved.error.sentence, /50 MB/)
  assert.equal(sent, mostBytes / megabyte.length + 1)
  assert.deepEqual(incoming(), [])
})

test('上传中途断开，不留下任何东西', async () => {
  const before = await rows()
  async function* broken() {
    yield Buffer.from('%PDF-1.7')
    throw new Error('the sender went away')
  }
  await assert.rejects(saveFile(store, dataDir, broken(), '断开.pdf', 'clerk', NOW), /went away/)
  assert.deepEqual(incoming(), [])
  assert.deepEqual(await rows(), before)
})

test('同样的内容只存一份，记下最后是谁、以什么名字上传的', async () => {
  const first = await save('甲.txt', '同样的内容')
  const again = await saveFile(store, dataDir, inChunks(Buffer.from('同样的内容')), '乙.txt', 'other', NOW)
  assert.ok(first.ok && again.ok)
  assert.equal(first.value.hash, again.value.hash)
  const kept = (await rows()).filter(row => row.hash === first.value.hash)
  assert.deepEqual(
    kept.map(({ name, person }) => [name, person]),
    [['乙.txt', 'other']],
  )
})

test('文件名只留最后一段，去掉看不见的字符，过长的保住扩展名', () => {
  assert.equal(cleanName('../../etc/passwd'), 'passwd')
  assert.equal(cleanName('C:\\文件\\请示.docx'), '请示.docx')
  assert.equal(cleanName('发\u202e票\u0000\u200b.pdf'), '发票.pdf')
  assert.equal(cleanName('/'), '未命名')
  assert.equal([...cleanName(`${'长'.repeat(300)}.pdf`)].length, 200)
  assert.match(cleanName(`${'长'.repeat(300)}.pdf`), /\.pdf$/)
})

test('读出的内容与存入的相同；没有的答没有；被改动或丢失的文件查得出来', async () => {
  const saved = await save('核对.txt', '核对的内容')
  assert.ok(saved.ok)
  const { hash } = saved.value
  const file = await openFile(dataDir, hash)
  assert.ok(file)
  const chunks: Buffer[] = []
  for await (const chunk of file.stream) chunks.push(chunk as Buffer)
  assert.equal(Buffer.concat(chunks).toString(), '核对的内容')
  assert.equal(await openFile(dataDir, '0'.repeat(64)), undefined)
  assert.deepEqual(await verifyFiles(store, dataDir), [])

  const path = join(dataDir, 'files', hash.slice(0, 2), hash)
  writeFileSync(path, '改过的内容')
  assert.deepEqual(await verifyFiles(store, dataDir), [`文件「核对.txt」（${hash}）的内容与其指纹不符`])
  rmSync(path)
  assert.deepEqual(await verifyFiles(store, dataDir), [`文件「核对.txt」（${hash}）不在数据文件夹中`])
})

test('被强行结束的程序收了一半的文件，下次启动时清掉', async () => {
  writeFileSync(join(dataDir, 'files', 'incoming', 'half'), 'x')
  await sweepIncoming(dataDir)
  assert.deepEqual(incoming(), [])
})
