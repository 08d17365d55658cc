import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csv } from './csv.ts'

test('PUB-007 下载的表格：带字节序标记，逗号、引号、换行都加引号', () => {
  assert.equal(csv([['甲,乙', '说"好"', '两\n行', 3]]), '\uFEFF"甲,乙","说""好""","两\n行",3\r\n')
})

test('像公式的内容在电子表格里不会被当作公式执行', () => {
  const [line = ''] = csv([['=1+1', '+86', '-5', '@SUM(A1)', '平常']])
    .slice(1)
    .split('\r\n')
  assert.deepEqual(line.split(','), ["'=1+1", "'+86", "'-5", "'@SUM(A1)", '平常'])
})

test('数值照写，负数也不加撇号', () => {
  assert.equal(csv([[-5, 0]]), '\uFEFF-5,0\r\n')
})
