import assert from 'node:assert/strict'
import { test } from 'node:test'
import type * as z from 'zod'
import {
  checkEvent,
  code,
  day,
  defineEvents,
  hash,
  instant,
  pub,
  restricted,
  secret,
  text,
  visibilityOf,
} from './schema.ts'

const sentence = (schema: z.ZodType, value: unknown) => schema.safeParse(value).error?.issues[0]?.message ?? ''

test('同一个字段可以在一处公开、在另一处只限内部，互不影响', () => {
  const name = text('姓名', 10)
  assert.equal(visibilityOf(name), undefined)
  assert.deepEqual([pub(name), restricted(name), secret(name)].map(visibilityOf), ['public', 'restricted', 'secret'])
})

test('S15 没有声明的事件和字段写不进记录', () => {
  const schemas = defineEvents({ 'x.named': { name: pub(text('名称', 4)) } })
  assert.deepEqual(checkEvent(schemas, 'x.named', { name: '甲' }), { name: '甲' })
  assert.throws(() => checkEvent(schemas, 'x.named', { name: '甲', more: 1 }))
  assert.throws(() => checkEvent(schemas, 'x.named', {}))
  assert.throws(() => checkEvent(schemas, 'x.unknown', {}), /not declared/)
})

test('文字：去首尾空白，缺、短、长、非文字、含控制字符各有一句话', () => {
  const words = text('理由', 5, 2)
  assert.equal(words.parse(' 情况\n属实 '), '情况\n属实')
  assert.match(sentence(words, undefined), /理由必填/)
  assert.match(sentence(words, 7), /理由应为文字/)
  assert.match(sentence(words, '一'), /至少2个字/)
  assert.match(sentence(words, '一二三四五六'), /不得超过5个字/)
  for (const hidden of ['\u0000', '\u202e', '\u200b', '\ufeff']) {
    assert.match(sentence(words, `甲${hidden}乙`), /控制字符/, JSON.stringify(hidden))
  }
})

test('日期须真实存在，时刻须为 UTC', () => {
  assert.equal(day('生效日').parse('2028-02-29'), '2028-02-29')
  for (const wrong of ['2026-02-30', '2026-13-01', '2026-00-10'])
    assert.match(sentence(day('生效日'), wrong), /不是真实的日期/)
  for (const wrong of ['2026-9-1', '20260901', 'x']) assert.match(sentence(day('生效日'), wrong), /2026-09-01/)
  assert.equal(instant('时间').safeParse('2026-09-01T01:00:00.000Z').success, true)
  assert.equal(instant('时间').safeParse('2026-09-01T09:00:00+08:00').success, false)
})

test('编码不能是任何对象都有的名字，否则查表时好像真有此物', () => {
  assert.equal(code('处室').parse('PLANNING'), 'PLANNING')
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    assert.match(sentence(code('处室'), name), /处室不能用这个编码/, name)
  }
  for (const name of ['', 'a b', '处室', '../x<y', 'x'.repeat(65)])
    assert.equal(code('处室').safeParse(name).success, false, name)
})

test('文件指纹只能是64位十六进制', () => {
  assert.equal(hash('文件').safeParse('a'.repeat(64)).success, true)
  for (const wrong of ['A'.repeat(64), 'a'.repeat(63), 'g'.repeat(64)])
    assert.match(sentence(hash('文件'), wrong), /64位十六进制/)
})
