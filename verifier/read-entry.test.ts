import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import fc from 'fast-check'
import { fromUtf8, utf8 } from '../domain/log/bytes.ts'
import { parseEntry } from '../domain/log/entry.ts'
import { entriesOf } from '../test/support/log.ts'
import { demonstratedWorld } from '../test/support/story.ts'
import { readEntry } from './read-entry.ts'

let texts: string[]
before(async () => {
  texts = entriesOf((await demonstratedWorld()).events).map(({ bytes }) => fromUtf8(bytes) ?? '')
})

/** Both readers say the same: the same entry, or the same refusal. */
function assertSame(bytes: Uint8Array): void {
  assert.deepEqual(readEntry(bytes), parseEntry(bytes), fromUtf8(bytes))
}

test('S11 演示期的每个条目都读得出，与严格的读法结果相同', () => {
  for (const text of texts) {
    assertSame(utf8(text))
    assert.equal(readEntry(utf8(text)).ok, true, text)
  }
})

test('RFC 8785: a lone surrogate has no canonical text', () => {
  const read = readEntry(utf8((texts[0] ?? '').replace('"data":{', '"data":{"A":"\\ud800",')))

  assert.equal(read.ok, false)
  assert.match(read.ok ? '' : read.error.sentence, /不是规范的JSON/)
})

/** Ways of writing an entry that are wrong, or that only seem so. */
const spoilt: readonly ((text: string) => string)[] = [
  text => ` ${text}`,
  text => `${text}\n`,
  text => `\ufeff${text}`,
  text => text.replace(':', ': '),
  text => text.replace('{"at"', '{"aa":1,"at"'),
  text => text.replace('"v":1', '"v":1.0'),
  text => text.replace('"v":1', '"v":2'),
  text => text.replace('"v":1', '"v":1,"w":1'),
  text => text.replace('"v":1', '"u":1'),
  text => text.replace(/"version":\d+/, '"version":0'),
  text => text.replace(/"version":\d+/, '"version":1.5'),
  text => text.replace(/"version":\d+/, '"version":-0'),
  text => text.replace(/"version":\d+/, '"version":9007199254740993'),
  text => text.replace(/"version":(\d+)/, '"version":"$1"'),
  text => text.replace(/"version":\d+/, '"version":100'),
  text => text.replace(/"version":\d+/, '"version":1e2'),
  text => text.replace(/"version":\d+/, '"version": 1e3'),
  text => text.replace(/"version":\d+/, '"version":12e1'),
  text => text.replace(/"version":\d+/, '"version":0e0'),
  text => text.replace(/"at":"\d{4}-\d\d-\d\d/, '"at":"2026-02-30'),
  text => text.replace(/"at":"\d{4}-\d\d-\d\d/, '"at":"2028-02-29'),
  text => text.replace(/"at":"\d{4}-\d\d-\d\d/, '"at":"2026-13-01'),
  text => text.replace(/T\d\d:/, 'T24:'),
  text => text.replace(/\.\d{3}Z/, 'Z'),
  text => text.replace(/\.\d{3}Z/, '+08:00'),
  text => text.replace('"department"', '"Department"'),
  text => text.replace(/"department":"[^"]*"/, '"department":null'),
  text => text.replace(/"seen":\{/, '"seen":{"a":-1,'),
  text => text.replace(/"seen":\{[^}]*\}/, '"seen":[]'),
  text => text.replace(/"seen":\{[^}]*\}/, '"seen":{"10":1,"9":1}'),
  text => text.replace(/"seen":\{[^}]*\}/, '"seen":{"9":1,"10":1}'),
  text => text.replace(/"seen":\{[^}]*\}/, '"seen":{"10":1,"b":1}'),
  text => text.replace(/"seen":\{[^}]*\}/, '"seen":{"b":1,"10":1}'),
  text => text.replace(/"seen":\{[^}]*\}/, '"seen":{}'),
  text => text.replace(/"seen":\{[^}]*\}/, '"seen":{"":1}'),
  text => text.replace(/"seen":\{[^}]*\}/, '"seen":{"b":1,"a":1}'),
  text => text.replace(/"seen":\{[^}]*\}/, '"seen":{"a":1,"a":1}'),
  text => text.replace(/"seen":\{[^}]*\}/, '"seen":{"__proto__":1}'),
  text => text.replace(/"_sd":\["./, '"_sd":["'),
  text => text.replace('"data":{', '"data":{"A":"\\u4ef6",'),
  text => text.replace('"data":{', '"data":{"A":"\\\\ud800",'),
  text => text.replace('"data":{', '"data":{"A":"\\u001F",'),
  text => text.replace('"data":{', '"data":{"A":"\\u001f",'),
  text => text.replace('"data":{', '"data":{"A":"\\/",'),
  text => text.replace('"data":{', '"data":{"A":[1E2,{"b":1,"a":2}],'),
  text => text.replace('"data":{', '"data":{"A":[100,{"a":2,"b":1}],'),
  text => text.replace('"data":{', '"data":{"A":[],"B":{},"C":null,"D":[true,false,0,-1,0.5],'),
  text => text.replace('"data":{', '"data":{"A":[1,2.0],'),
  text => text.replace('"data":{', '"data":{"A":-0,'),
  text => text.replace('"data":{', '"data":{"A":[1, 2],'),
  text => text.replace('"data":{', '"data":{"A":"\u2028 \u007f 𠮷",'),
  text => text.replace('"data":{', '"data":{"_sd":"x",'),
  text => text.replace('"data":', '"data":[],"data":'),
  text => text.slice(0, -1),
  () => 'null',
  () => '[]',
  () => '',
]

test('RFC 8785: what is not canonical or not an entry is refused in the words of the strict reader', () => {
  const samples = texts.filter((_, index) => index % 100 === 0)
  for (const text of samples) for (const spoil of spoilt) assertSame(utf8(spoil(text)))
  const refused = spoilt.filter(spoil => !readEntry(utf8(spoil(samples[0] ?? ''))).ok)
  assert.ok(refused.length > 25, `${refused.length} of ${spoilt.length} were refused`)
})

test('S11 任意改一个字节，两种读法的结论仍然相同', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.integer({ min: 0, max: 255 }), (which, place, byte) => {
      const bytes = utf8(texts[which % texts.length] ?? '')
      bytes[place % bytes.length] = byte
      assertSame(bytes)
    }),
    { seed: 20261123, numRuns: 1000 },
  )
})

test('S11 嵌套过深的条目被拒绝，不会使程序出错', () => {
  const deep = (texts[0] ?? '').replace('"data":{', `"data":{"A":${'['.repeat(30_000)}${']'.repeat(30_000)},`)
  const read = readEntry(utf8(deep))

  assert.equal(read.ok, false)
  assert.match(read.ok ? '' : read.error.sentence, /嵌套超过 32 层/)
})
