import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createChallenge, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/sha'
import { solve } from './proof-of-work.ts'

const hmacSignatureSecret = '演示用'
const challengeOf = (keyPrefix: string, cost = 1, algorithm = 'SHA-256') =>
  createChallenge({ algorithm, cost, keyPrefix, deriveKey, hmacSignatureSecret })

test('CMP-004 提交前的验证在页面里算完，服务器按 altcha 自己的算法核对通过', async () => {
  for (const [prefix, cost] of [
    ['00', 1],
    ['0', 3],
    ['a1', 50],
  ] as const) {
    const challenge = await challengeOf(prefix, cost)
    const told: number[] = []
    const solution = await solve(challenge, { onProgress: likelihood => told.push(likelihood) })
    assert.ok(solution.ok)
    const { verified } = await verifySolution({ challenge, solution: solution.value, deriveKey, hmacSignatureSecret })
    assert.equal(verified, true)
    assert.equal(told.at(-1), 1)
    assert.ok(told.every((likelihood, n) => n === 0 || likelihood >= (told[n - 1] ?? 0)))
  }
})

test('CMP-004 算不完、离开了、不认识的方式，都说得清楚', async () => {
  const impossible = await challengeOf('0'.repeat(64))
  const late = await solve(impossible, { timeout: 50 })
  assert.match(late.ok ? '' : late.error.sentence, /没有算完/)
  const left = await solve(impossible, { signal: AbortSignal.abort() })
  assert.match(left.ok ? '' : left.error.sentence, /没有算完/)
  const other = await challengeOf('00')
  const unknown = await solve({ ...other, parameters: { ...other.parameters, algorithm: 'SHA-512' } })
  assert.match(unknown.ok ? '' : unknown.error.sentence, /不支持/)
})

test('CMP-004 算的时候页面不卡：每两百多毫秒让出一次', async () => {
  let ticks = 0
  const ticking = setInterval(() => ticks++, 10)
  await solve(await challengeOf('0'.repeat(64)), { timeout: 1500 })
  clearInterval(ticking)
  assert.ok(ticks >= 4, `${ticks}`)
})
