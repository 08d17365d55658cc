import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { memorySource } from '../../domain/log/source.ts'
import { nativeSha256 } from '../../store/log/native-sha256.ts'
import { auditLog } from '../../verifier/audit.ts'
import { type Verification, verifyLog } from '../../verifier/verify-log.ts'
import { logOf, type TestLog } from '../support/log.ts'
import { demonstratedWorld } from '../support/story.ts'
import { type Attack, attacksOnHistory, type Dice, type Noticing, type Shown } from './attacks.ts'
import { attacksOnFiles } from './file-attacks.ts'
import { tierThreeRemoved } from './tier-three.ts'

/** Another seed tries other cases; what the test claims must hold for every one. */
const SEED = 20_261_120
const CASES_OF_EACH = 60
const LEAST_CASES = 1_000
/** Two bundles and two levels of tiles; and as many as it takes for a good number of matters to have passed tier 3. */
const SHORT = 400
const LONG = 1_100

let short: TestLog
let long: TestLog
let baseline: ReadonlySet<string>
before(async () => {
  const { events } = await demonstratedWorld()
  short = logOf(events.slice(0, SHORT), { witnesses: 1 })
  long = logOf(events.slice(0, LONG), { witnesses: 1, withoutRecords: true })
  baseline = new Set([...(await findings(honest(short))), ...(await findings(honest(long)))])
})

const honest = ({ files, policy, checkpointAt }: TestLog): Shown => ({ files, policy, kept: checkpointAt(100) })

/** What the rules find in a log whose cryptography is in order. The demonstration itself has some late matters. */
async function findings({ files, policy, kept }: Shown): Promise<readonly string[]> {
  const { audit, replay } = await verifyLog(memorySource(files), { policy, kept, sha256: nativeSha256 })
  assert.equal(audit.ok, true)
  return (replay?.findings ?? []).map(({ clause, sentence }) => `${clause} ${sentence}`)
}

/** Which steps of a verification notice it; none when it passes. Rules and records are asked where only they can tell. */
async function noticing({ files, policy, kept }: Shown, expected: readonly Noticing[]): Promise<readonly string[]> {
  const wishes = { policy, kept, sha256: nativeSha256, withRecords: expected.includes('records') }
  const isBeyondTree = expected.includes('rules') || expected.includes('records')
  const source = memorySource(files)
  const { audit, replay, records }: Verification = isBeyondTree
    ? await verifyLog(source, wishes)
    : { audit: await auditLog(source, wishes) }
  assert.equal(audit.unreadable, undefined)
  const isNew = replay?.findings.some(({ clause, sentence }) => !baseline.has(`${clause} ${sentence}`))
  return [
    ...audit.steps.filter(({ ok }) => !ok).map(({ name }) => name),
    ...(isNew ? ['rules'] : []),
    ...(records?.step?.ok === false ? ['records'] : []),
  ]
}

interface Tried {
  readonly attack: Attack
  readonly caught: Map<Noticing, number>
}

async function tryAttack(attack: Attack, log: TestLog, dice: Dice): Promise<Tried> {
  const caught = new Map<Noticing, number>()
  for (let number = 0; number < CASES_OF_EACH; number++) {
    const steps = await noticing(attack.make(dice, log), attack.noticedBy)
    const step = attack.noticedBy.find(expected => steps.includes(expected))
    if (!step) assert.fail(`${attack.name}，第 ${number} 例（种子 ${SEED}）没有被发现；发现的有：${steps.join('、')}`)
    caught.set(step, (caught.get(step) ?? 0) + 1)
  }
  return { attack, caught }
}

test('S11 没有改过的日志通过核验：后面发现的都是改动造成的', async () => {
  for (const log of [short, long]) assert.deepEqual(await noticing(honest(log), ['rules', 'records']), [])
})

test('S11 一千例以上的篡改，只凭手里的旧检查点和策略，例例都被发现', async t => {
  const dice = diceOf(SEED)
  t.diagnostic(`种子 ${SEED}，日志 ${SHORT} 和 ${LONG} 个条目`)
  const tried: Tried[] = []
  for (const attack of [...attacksOnHistory, ...attacksOnFiles]) tried.push(await tryAttack(attack, short, dice))
  for (const attack of tierThreeRemoved) tried.push(await tryAttack(attack, long, dice))

  const counts = tried.map(({ caught }) => [...caught.values()].reduce((sum, times) => sum + times, 0))
  for (const [at, { attack, caught }] of tried.entries()) {
    const by = [...caught].map(([step, times]) => `${step} ${times}`).join('，')
    t.diagnostic(`${attack.name}｜${counts[at]} 例｜${by}`)
  }
  const total = counts.reduce((sum, count) => sum + count, 0)
  t.diagnostic(`共 ${total} 例`)
  assert.ok(counts.every(count => count === CASES_OF_EACH))
  assert.ok(total >= LEAST_CASES, `${total} cases ran, ${LEAST_CASES} were promised`)
})

/** mulberry32: small, seeded, and the same everywhere. */
function diceOf(seed: number): Dice {
  let state = seed
  return n => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * n)
  }
}
