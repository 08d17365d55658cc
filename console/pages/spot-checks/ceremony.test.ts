import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dealtOut, inOneRow, numbersIn, rowFault, throwsOfDie } from './ceremony.ts'

test('RND-001 掷骰子的点数写成一行，按次序分给每一次', () => {
  const throws = throwsOfDie(3, 6)

  assert.ok(inOneRow(throws))
  assert.deepEqual(dealtOut(throws, numbersIn('4，1 6')), [
    { name: '第1次', numbers: [4] },
    { name: '第2次', numbers: [1] },
    { name: '第3次', numbers: [6] },
  ])
})

test('RND-001 点数少了、多了、出了范围、不是数字，当场说哪里不对', () => {
  const throws = throwsOfDie(3, 6)

  assert.equal(rowFault(throws, numbersIn('4 1')), '应有3个数字，现有2个')
  assert.equal(rowFault(throws, numbersIn('4 1 6 2')), '应有3个数字，现有4个')
  assert.equal(rowFault(throws, numbersIn('4 7 6')), '第2次应在1至6之间，现为7')
  assert.equal(rowFault(throws, numbersIn('4 -1 6')), '只能填写数字，用空格或逗号隔开')
  assert.equal(rowFault(throws, numbersIn('4 1 6')), undefined)
})

test('RND-001 彩票一期有几个号码，不写成一行', () => {
  assert.equal(inOneRow([{ name: '双色球红球', count: 6, from: 1, to: 33 }]), false)
})
