import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { PoolClient } from 'pg'
import type { Checkpoint } from '../../domain/log/checkpoint.ts'
import { assertContinues, destroySalt, type KeptLog, keptLog, round, writeEvents } from '../../test/support/kept-log.ts'
import { type Fault, InjectedFault, type Steps, steppedTiles, stepsBreaking } from '../../test/support/tile-store.ts'
import type { RoundParts } from './open-log.ts'
import { sequence } from './sequence.ts'

let kept: KeptLog
let version = 0
let decisions = 0
before(async () => {
  kept = await keptLog()
})
after(() => kept.close())

/** Neither a power of two nor of 256, so that after a few rounds every kind of border has been passed. */
const EVENTS = 150
const STREAM = 'matter/2026-900001'

/** Every write of a round is a step: to the database, the files, and the memory of what was signed. */
function stepped(parts: RoundParts, steps: Steps): Partial<RoundParts> {
  const { tiles, memory } = parts
  return {
    tiles: steppedTiles(tiles, steps),
    memory: { read: memory.read, write: note => steps.take(() => memory.write(note)) },
  }
}

const steppedClient = (steps: Steps) => (client: PoolClient) => {
  const query = (...args: Parameters<typeof client.query>) => {
    const [first] = args as unknown as readonly [string | { readonly text: string }]
    const text = typeof first === 'string' ? first : first.text
    const run = () => (client.query as (...all: unknown[]) => Promise<unknown>).apply(client, args)
    return /^\s*(?:with moved|update|insert|commit)/i.test(text) ? steps.take(run) : run()
  }
  return { query: query as typeof client.query }
}

for (const fault of ['not written', 'written anyway'] as const satisfies readonly Fault[]) {
  test(`S11 留痕：每一步都断一次（${fault}），接着做的程序都能接上，先前的检查点总是后来的开头`, async () => {
    const older: Checkpoint[] = []
    let broken = 0
    for (let step = 0; ; step++) {
      await writeEvents(kept.database.pool, STREAM, version + 1, version + EVENTS)
      version += EVENTS
      await destroySalt(kept.database.pool, ++decisions, { stream: STREAM, version: version - step, field: 'opinion' })
      const steps = stepsBreaking(step, fault)
      const interrupted = kept.open(stepped(kept.parts, steps), steppedClient(steps)).then(round)

      const ending = await interrupted.then(
        () => 'finished',
        error => (error instanceof InjectedFault ? 'broken' : Promise.reject(error)),
      )
      assert.deepEqual(await kept.faults(), [], `right after step ${step}`)
      // Whoever comes first only gets as far as giving indices, so that the next finds a tree larger than what was signed.
      await writeEvents(kept.database.pool, STREAM, version + 1, version + 7)
      version += 7
      await sequence(await kept.open())
      kept.hangUp()
      const next = await kept.open()
      assert.equal(await round(next), undefined)
      kept.hangUp()

      assert.deepEqual(await kept.faults(), [], `after step ${step} was put right`)
      const now = await kept.published()
      assert.equal(now.size, version + decisions)
      for (const checkpoint of older) await assertContinues(kept.tiles, checkpoint, now)
      older.push(now)
      if (ending === 'finished') break
      broken++
    }
    assert.ok(broken >= 10, `only ${broken} steps were broken`)
  })
}
