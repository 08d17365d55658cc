import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { MAILBOX_BYTES } from '../../http/api/mailbox.ts'
import { type Filed, file, prepareGroup, type Send, sendInto, write } from '../support/reporter.ts'
import { type Edge, openEdge } from './edge.ts'

const TRIES = 1_000
/** People who ask at once: each waits for an answer before the next question. */
const AT_ONCE = 12
/** A busy machine disturbs a measurement: the best of so many runs counts, and what really differs differs in all of them. */
const RUNS = 4

const dataDir = mkdtempSync(join(tmpdir(), 'yangguang-timing-'))
let edge: Edge
let send: Send
let filed: Filed
before(async () => {
  edge = await openEdge({ dataDir, reports: { proofDigits: 1, perMinute: 10_000_000, mostPartBytes: 300_000 } })
  send = sendInto(edge.app)
  const group = await prepareGroup(edge.store, edge.now())
  filed = await file(send, group, { words: '演示：查询的时间', attachment: '演示' })
  for (let n = 0; n < 5; n++) await write(send, group, filed, `演示：补充${n}`)
})
after(async () => {
  await edge.close()
  rmSync(dataDir, { recursive: true, force: true })
})

async function timed(body: unknown, right: boolean): Promise<number> {
  const start = performance.now()
  const { status, text } = await send('POST', '/report/mailbox', body)
  const taken = performance.now() - start
  assert.equal(status, 200)
  assert.equal(Buffer.byteLength(text), MAILBOX_BYTES)
  assert.equal(text.startsWith(`{"ok":${right}`), true)
  return taken
}

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0

/** Right and wrong codes in turns, wrong ones for a number that there is and for one that there is not. */
async function run(): Promise<{ readonly right: number; readonly wrong: number }> {
  const right: number[] = []
  const wrong: number[] = []
  const { number, token } = filed
  const ask = async (n: number) => {
    const guess = { number: n % 4 === 1 ? number : 'JB-00000000', token: randomBytes(32).toString('hex') }
    if (n % 2 === 0) right.push(await timed({ number, token }, true))
    else wrong.push(await timed(guess, false))
  }
  let next = 0
  const asking = Array.from({ length: AT_ONCE }, async () => {
    while (next < 2 * TRIES) await ask(next++)
  })
  await Promise.all(asking)
  return { right: median(right), wrong: median(wrong) }
}

test('CMP-001 查询码对与不对，一千次查询用时的中位数相差不到 2%，每个答复的字节数相同', async () => {
  const shares: number[] = []
  for (let n = 0; n < RUNS && !shares.some(share => share < 0.02); n++) {
    const { right, wrong } = await run()
    shares.push(Math.abs(right - wrong) / Math.min(right, wrong))
    console.log(`right ${right.toFixed(2)} ms, wrong ${wrong.toFixed(2)} ms`)
  }
  assert.ok(Math.min(...shares) < 0.02, shares.map(share => share.toFixed(4)).join(', '))
})
