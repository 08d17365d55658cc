import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dangersOf, fileTypeOf } from './file-type.ts'

const head = (text: string) => Uint8Array.from(text, character => character.charCodeAt(0))
const kindsOf = (name: string, content: string) => dangersOf(name, fileTypeOf(head(content))).map(({ kind }) => kind)

test('E-58 伪装成照片、文档的程序被认出来，只提醒不拒收', () => {
  assert.deepEqual(kindsOf('合同.pdf', 'MZ\x90\0'), ['DISGUISED', 'PROGRAM'])
  assert.deepEqual(kindsOf('照片.jpg.exe', 'MZ\x90\0'), ['PROGRAM', 'ODD_NAME'])
  assert.deepEqual(kindsOf('照片.jpg', '%PDF-1.7'), ['DISGUISED'])
  assert.deepEqual(kindsOf('说明.txt', '\x7fELF'), ['PROGRAM'])
  assert.deepEqual(kindsOf('运行.bat', 'echo 1'), ['PROGRAM'])
  assert.deepEqual(kindsOf('链接.lnk', 'L\0\0\0\x01\x14\x02\0'), ['PROGRAM'])
  assert.deepEqual(kindsOf('照片\u202egpj.exe', 'MZ'), ['PROGRAM', 'ODD_NAME'])
})

test('E-58 带宏的和旧版的 Office 文件提醒不要启用宏', () => {
  assert.deepEqual(kindsOf('台账.xlsm', 'PK\x03\x04'), ['MACROS'])
  assert.deepEqual(kindsOf('报告.doc', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), ['MACROS'])
})

test('E-58 普通的文件没有提醒', () => {
  for (const [name, content] of [
    ['照片.jpg', '\xff\xd8\xff\xe0'],
    ['照片.JPEG', '\xff\xd8\xff\xe1'],
    ['截图.png', '\x89PNG\r\n\x1a\n'],
    ['图.webp', 'RIFF\0\0\0\0WEBP'],
    ['合同.pdf', '%PDF-1.4'],
    ['报告.docx', 'PK\x03\x04'],
    ['压缩.zip', 'PK\x03\x04'],
    ['录像.mp4', '\0\0\0\x18ftypmp42'],
    ['说明.txt', 'hello\r\n'],
    ['没有后缀', 'hello'],
    ['录音.amr', '#\0AMR'],
  ] as const) {
    assert.deepEqual(kindsOf(name, content), [], name)
  }
})

test('E-58 类型按内容认：汉字文本是文本，二进制不是', () => {
  assert.equal(fileTypeOf(new TextEncoder().encode('演示：说明')), 'TEXT')
  assert.equal(fileTypeOf(head('\0\x01\x02')), 'OTHER')
  assert.equal(fileTypeOf(new Uint8Array(0)), 'OTHER')
})
