import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { canonical } from '../canonical.ts'
import type { Visibility } from '../schema.ts'
import { MOST_ENTRY_BYTES } from './bundle.ts'
import { utf8 } from './bytes.ts'
import { disclosureText } from './disclosure-digest.ts'
import { buildEntry, type Entry, type LoggedEvent, openDisclosures, parseEntry } from './entry.ts'

const event: LoggedEvent = {
  stream: 'matter/2026-000001',
  version: 2,
  type: 'matter.details-set',
  data: { item: 'DEMO-PF-01', title: '演示标题', opinion: '内部意见' },
  at: '2026-09-01T01:00:00.000Z',
  by: { person: 'clerk-planning-1', post: 'CLERK', department: 'PLANNING' },
  seen: { organisation: 80 },
}
const visibilities: Record<string, Visibility> = {
  item: 'public',
  title: 'released',
  opinion: 'restricted',
  note: 'restricted',
}
const saltOf = (seed: string) => (field: string) =>
  createHash('sha256').update(`${seed} ${field}`).digest('base64url').slice(0, 22)

const built = (e: LoggedEvent = event, seed = 'a') => buildEntry(e, visibilities, saltOf(seed))
const read = (text: string): Entry => {
  const entry = parseEntry(utf8(text))
  assert.ok(entry.ok, entry.ok ? '' : entry.error.sentence)
  return entry.value
}

test('S11 一条目只明写声明为公开的字段，其余一律是加盐摘要，人员以职务和处室代称', () => {
  const { text } = built()
  const entry = read(text)
  assert.equal(entry.data.item, 'DEMO-PF-01')
  assert.deepEqual(Object.keys(entry.data).sort(), ['_sd', 'item'])
  assert.deepEqual({ ...entry.by, _sd: entry.by._sd.length }, { post: 'CLERK', department: 'PLANNING', _sd: 2 })
  for (const hidden of ['演示标题', '内部意见', 'clerk-planning-1']) assert.ok(!text.includes(hidden), hidden)
})

test('S11 未填的隐藏字段以诱饵摘要占位：摘要个数不随填写而变', () => {
  const full = read(built({ ...event, data: { ...event.data, note: '备注' } }).text)
  const bare = read(built({ ...event, data: { item: 'DEMO-PF-01' } }, 'b').text)
  assert.equal(full.data._sd?.length, 3)
  assert.equal(bare.data._sd?.length, 3)
  assert.deepEqual(bare.data._sd, [...(bare.data._sd ?? [])].sort())
})

test('S11 没有声明的字段写不进日志', () => {
  assert.throws(() => built({ ...event, data: { ...event.data, extra: 1 } }), /extra .* not declared/)
})

test('S11 日后公开即交出盐值与内容，凡与承诺不符的都被识破', () => {
  const { text, salts } = built()
  const entry = read(text)
  const disclosure = (name: string, value: unknown, salt = salts[name] ?? '') => disclosureText({ salt, name, value })
  assert.deepEqual(openDisclosures(entry, [disclosure('title', '演示标题'), disclosure('opinion', '内部意见')]), {
    ok: true,
    value: { title: '演示标题', opinion: '内部意见' },
  })
  const wrong = [
    [disclosure('title', '改过的标题')],
    [disclosure('title', '演示标题', salts.opinion)],
    [disclosureText({ salt: salts.title ?? '', name: 'opinion', value: '演示标题' })],
    [disclosure('title', '演示标题'), disclosure('title', '演示标题')],
    ['不是披露'],
    [salts.note ?? ''],
  ]
  for (const given of wrong) {
    const opened = openDisclosures(entry, given)
    assert.ok(!opened.ok, given.join())
    assert.match(opened.error.sentence, /不符|重复披露/)
  }
})

test('S11 过长的公开字段改为摘要，内容另行交出，条目不超过65535字节', () => {
  const long = '长'.repeat(30_000)
  const { text, salts, detached } = built({ ...event, data: { item: long, title: '标题' } })
  assert.deepEqual(detached, ['item'])
  assert.ok(utf8(text).length <= MOST_ENTRY_BYTES)
  const opened = openDisclosures(read(text), [disclosureText({ salt: salts.item ?? '', name: 'item', value: long })])
  assert.ok(opened.ok && opened.value.item === long)
})

test('S11 同样的事件与盐值总得到同一条目，与字段次序无关', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('item', 'title', 'opinion', 'note'), fc.jsonValue()), data => {
      const turned = Object.fromEntries(Object.entries(data).reverse())
      const one = built({ ...event, data: JSON.parse(JSON.stringify(data)) })
      const other = built({ ...event, data: JSON.parse(JSON.stringify(turned)) })
      assert.equal(one.text, other.text)
      assert.equal(canonical(JSON.parse(one.text)), one.text)
    }),
    { numRuns: 300, seed: 20261123 },
  )
})

const good = built().text
for (const [why, bytes, says] of [
  ['不是UTF-8', new Uint8Array([0xff, 0xfe]), /UTF-8/],
  ['不是JSON', utf8('{'), /不是JSON/],
  ['空', utf8(''), /不是JSON/],
  ['多一个字段', utf8(good.replace('"v":1', '"v":1,"w":2')), /缺少或多出/],
  ['少一个字段', utf8(good.replace(/"seen":\{[^}]*\},/, '')), /缺少或多出.*seen/],
  ['多一个空格', utf8(good.replace('"v":1', '"v": 1')), /规范的JSON/],
  ['字段写两次', utf8(good.replace('"v":1', '"v":1,"v":1')), /规范的JSON/],
  ['半个字符', utf8(good.replace('DEMO-PF-01', '\\ud800')), /规范的JSON/],
  ['层层嵌套', utf8(good.replace('"DEMO-PF-01"', '['.repeat(30_000) + ']'.repeat(30_000))), /规范的JSON/],
  ['序号为0', utf8(good.replace('"version":2', '"version":0')), /version/],
] as const) {
  test(`S11 坏条目被拒：${why}`, () => {
    const entry = parseEntry(bytes)
    assert.ok(!entry.ok)
    assert.match(entry.error.sentence, says)
  })
}
