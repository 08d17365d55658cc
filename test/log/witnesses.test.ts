import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { COSIGNATURE_V1, type SignerKey, signerKey } from '../../domain/log/key.ts'
import { parsePolicy, quorumMet } from '../../domain/log/policy.ts'
import { askWitnesses, type WitnessAnswers } from '../../store/log/witnesses.ts'
import { createWitnessServer } from '../../witness/server.ts'
import { openWitnessState } from '../../witness/state.ts'
import { type WitnessedLog, witnessedLog } from '../support/witnessed-log.ts'

const log = witnessedLog()

interface RunningWitness {
  readonly key: SignerKey
  readonly url: string
  readonly stop: () => void
}

async function witness(t: TestContext, name: string, seed: number): Promise<RunningWitness> {
  const state = openWitnessState(':memory:')
  assert.ok(state.ok)
  const key = signerKey(`${name}.invalid/witness`, COSIGNATURE_V1, new Uint8Array(32).fill(seed))
  const server = createWitnessServer({
    state: state.value,
    signers: [key],
    logs: new Map([[log.origin, [log.signer.verifier]]]),
    now: () => 1_790_000_000,
    owner: '演示纪检组',
    report: error => assert.fail(String(error)),
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const stop = () => {
    server.close()
    server.closeAllConnections()
  }
  t.after(stop)
  return { key, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop }
}

/** Two of three witnesses must have cosigned. */
function policyOf(witnesses: Readonly<Record<string, RunningWitness>>) {
  const lines = Object.entries(witnesses).map(([name, { key, url }]) => `witness ${name} ${key.verifier.text} ${url}`)
  const group = `group two-of-three 2 ${Object.keys(witnesses).join(' ')}`
  const policy = parsePolicy([`log ${log.signer.verifier.text}`, ...lines, group, 'quorum two-of-three', ''].join('\n'))
  assert.ok(policy.ok)
  return policy.value
}

function asking(
  policy: ReturnType<typeof policyOf>,
  of: WitnessedLog,
  size: number,
  sizes: ReadonlyMap<string, number> = new Map(),
): Promise<WitnessAnswers> {
  const proofFrom = async (oldSize: number) => of.proof(oldSize, size)
  return askWitnesses({ policy, note: of.note(size), proofFrom, timeoutMs: 2_000, sizes })
}

const cosigners = ({ reports }: WitnessAnswers) => new Set(reports.filter(({ ok }) => ok).map(({ name }) => name))

test('S11 the log goes on while two of three witnesses answer, and one that was away catches up', async t => {
  const [a, b, c] = await Promise.all([witness(t, 'a', 1), witness(t, 'b', 2), witness(t, 'c', 3)])
  const policy = policyOf({ a, b, c })
  const withoutC = { ...policy, witnesses: policy.witnesses.filter(({ name }) => name !== 'c') }

  const first = await asking(policy, log, 5)
  assert.equal(first.lines.length, 3)
  const second = await asking(withoutC, log, 300, first.sizes)
  assert.deepEqual([...cosigners(second)], ['a', 'b'])
  assert.equal(quorumMet(policy, cosigners(second)), true)

  const third = await asking(policy, log, 301, second.sizes)
  assert.equal(third.lines.length, 3)

  a.stop()
  b.stop()
  const alone = await asking(policy, log, 302, third.sizes)
  assert.deepEqual([...cosigners(alone)], ['c'])
  assert.equal(quorumMet(policy, cosigners(alone)), false)
})

test('S11 a log restored from yesterday’s backup hears from the witnesses that it was rolled back, and cannot fork', async t => {
  const [a, b, c] = await Promise.all([witness(t, 'a', 1), witness(t, 'b', 2), witness(t, 'c', 3)])
  const policy = policyOf({ a, b, c })
  await asking(policy, log, 20)

  // The restored log knows nothing of what the witnesses know, and goes on from entry 12 with other entries.
  const restored = witnessedLog({ forkAt: 12 })
  const atOnce = await asking(policy, restored, 12)
  const grownBeyond = await asking(policy, restored, 25)
  const sameSize = await asking(policy, restored, 20)

  assert.deepEqual(
    atOnce.reports.map(({ ahead }) => ahead),
    [20, 20, 20],
  )
  for (const answers of [grownBeyond, sameSize]) {
    assert.deepEqual(
      answers.reports.map(({ ok, forked }) => [ok, forked]),
      [
        [false, true],
        [false, true],
        [false, true],
      ],
    )
  }
  for (const answers of [atOnce, grownBeyond, sameSize]) assert.equal(quorumMet(policy, cosigners(answers)), false)
  assert.equal((await asking(policy, log, 21)).lines.length, 3, 'the true log goes on')
})
