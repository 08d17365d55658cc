import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toBase64, utf8 } from './bytes.ts'
import { formatWitnessRequest, parseWitnessRequest, type WitnessRequest } from './witness-request.ts'

const hash = toBase64(new Uint8Array(32).fill(1))
const checkpoint = `log.example\n7\n${hash}\n\n— log.example AAAAAAA=\n`
const request: WitnessRequest = { oldSize: 5, proof: [new Uint8Array(32).fill(1), new Uint8Array(32)], checkpoint }
const body = formatWitnessRequest(request)

test('tlog-witness: old size, proof, blank line and the checkpoint verbatim; it reads back as it was written', () => {
  assert.equal(body, `old 5\n${hash}\n${toBase64(new Uint8Array(32))}\n\n${checkpoint}`)
  const first = { ...request, oldSize: 0, proof: [] }
  const most = { ...request, oldSize: Number.MAX_SAFE_INTEGER, proof: Array(63).fill(new Uint8Array(32)) }
  for (const value of [request, first, most]) {
    assert.deepEqual(parseWitnessRequest(utf8(formatWitnessRequest(value))), { ok: true, value })
  }
})

test('tlog-witness: a malformed body is refused, with the rule that it broke', () => {
  const bad: readonly (readonly [string, string, string, RegExp])[] = [
    ['empty', '', 'request', /缺少空行之后的检查点/],
    ['no blank line', body.replaceAll('\n\n', '\n'), 'request', /缺少空行之后的检查点/],
    ['no checkpoint', body.slice(0, body.indexOf('\n\n') + 2), 'request', /缺少空行之后的检查点/],
    ['no final newline', body.slice(0, -1), 'request', /末尾缺少换行符/],
    ['CRLF', body.replaceAll('\n', '\r\n'), 'request', /缺少空行之后的检查点/],
    ['one CR', body.replace('old 5\n', 'old 5\r\n'), 'old', /不带前导零/],
    ['NUL', body.replace('old 5', 'old 5\0'), 'old', /不带前导零/],
    ['no old line', body.replace('old 5\n', ''), 'old', /第一行应是「old 规模」/],
    ['no size', body.replace('old 5', 'old '), 'old', /不带前导零/],
    ['two spaces', body.replace('old 5', 'old  5'), 'old', /不带前导零/],
    ['leading zero', body.replace('old 5', 'old 05'), 'old', /不带前导零/],
    ['negative', body.replace('old 5', 'old -5'), 'old', /不带前导零/],
    ['beyond 2^53 − 1', body.replace('old 5', 'old 9007199254740992'), 'old', /不超过 2\^53-1/],
    ['hash of 31 bytes', body.replace(hash, toBase64(new Uint8Array(31))), 'proof', /第 1 行不是 32 字节/],
    ['stray bits', body.replace(/A=\n\n/, 'B=\n\n'), 'proof', /第 2 行不是 32 字节哈希的规范 base64/],
    ['over-long line', body.replace(hash, 'A'.repeat(100_000)), 'proof', /第 1 行不是 32 字节/],
    ['64 hashes', body.replace(hash, Array(63).fill(hash).join('\n')), 'proof', /有 64 行哈希，最多 63 行/],
  ]
  for (const [what, malformed, field, sentence] of bad) {
    const result = parseWitnessRequest(utf8(malformed))
    assert.ok(!result.ok, what)
    assert.deepEqual([result.error.code, result.error.clause, result.error.field], ['INVALID', 'S11', field], what)
    assert.match(result.error.sentence, sentence, what)
  }
  const notUtf8 = parseWitnessRequest(Uint8Array.of(...utf8(body), 0xff))
  assert.ok(!notUtf8.ok && /UTF-8/.test(notUtf8.error.sentence))
})
