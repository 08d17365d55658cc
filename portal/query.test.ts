import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PublicAgency } from './public-agency.ts'
import { addressOf, MAX_PAGE, readAsked, wordsOf } from './query.ts'

const agency: PublicAgency = {
  name: '演示机关',
  brand: '廉洁交通',
  platform: '阳光政务平台',
  demo: true,
  departments: [{ code: 'PORTS', name: '港口处', kind: 'division', boards: ['PERMIT'], order: 1 }],
  leaders: [],
  catalogue: undefined,
  versions: [],
  documents: [],
  rules: undefined,
}

test('META-003 认得的条件照用，不认得的说明没有采用', () => {
  const asked = readAsked(
    { q: ' 岸线 ', board: 'PERMIT', level: 'ALL', department: 'PORTS', from: '2026-02-30' },
    agency,
  )

  assert.equal(asked.q, '岸线')
  assert.equal(asked.board, 'PERMIT')
  assert.equal(asked.department, 'PORTS')
  assert.equal(asked.level, undefined)
  assert.equal(asked.from, undefined)
  assert.deepEqual(asked.ignored, ['审议层级', '开始日期'])
})

test('不怀好意的地址：过长、控制字符、重复参数、继承来的名字都不出错', () => {
  assert.equal([...readAsked({ q: '路'.repeat(5000) }, agency).q].length, 60)
  assert.equal(readAsked({ q: 'a\u0000b\u202Ec\ud800' }, agency).q, 'a b c')
  assert.equal(readAsked({ q: ['一', '二'] }, agency).q, '一')
  assert.equal(readAsked({ q: { toString: '三' } }, agency).q, '')
  assert.equal(readAsked({ stage: 'constructor' }, agency).stage, undefined)
  for (const page of ['-1', '0', '1e3', '99999', 'x']) assert.equal(readAsked({ page }, agency).page, 1, page)
  assert.equal(readAsked({ page: '9999' }, agency).page, MAX_PAGE)
})

test('搜索的词也认处室和板块的名称', () => {
  const [word] = wordsOf('港口', agency)
  assert.deepEqual(word, { text: '港口', boards: [], departments: ['PORTS'], items: [] })
  assert.deepEqual(wordsOf('审批', agency)[0]?.boards, ['PERMIT'])
  assert.deepEqual(wordsOf('   ', agency), [])
})

test('翻页的地址带着全部条件', () => {
  const asked = readAsked({ q: '桥 & 路', board: 'PERMIT', stage: 'open' }, agency)
  const address = addressOf(asked, '/matters', 2)
  const again = readAsked(Object.fromEntries(new URL(address, 'http://localhost').searchParams), agency)
  assert.deepEqual(again, { ...asked, page: 2 })
})
