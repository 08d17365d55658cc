import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertFound, falsifier, lawful, of, replayOf } from '../../test/support/falsified.ts'
import { streams } from '../ids.ts'

const { entries, filing, approval } = await lawful()
const { write, first } = falsifier(entries)
const reviewed = of('matter.tier-concluded', streams.matter(filing), { tier: 2 })
const clauses = (log: Parameters<typeof replayOf>[0]) => replayOf(log).findings.map(f => f.clause)

/** A moment some minutes from an entry's own. */
const shifted = (at: string, minutes: number) => new Date(Date.parse(at) + minutes * 60_000).toISOString()

test('S15 两条记录同时办理，时间先后相差几秒、几分钟，不是问题；倒退更多，是问题', () => {
  const submitted = of('matter.submitted', streams.matter(approval))
  const by = (minutes: number) => write(submitted, ({ at }) => ({ at: shifted(at, minutes) }))

  assert.deepEqual(clauses(by(-4)), [])
  assert.deepEqual(clauses(by(4)), [])
  assertFound(by(-20), 'S15', /早于同一记录流的上一条|早于日志的上一条/)
})

test('S15 作决定时所看的记录不是最新的：新的那条刚刚写入时不是问题，早已写入时是问题', () => {
  const { seen } = first(reviewed)
  const version = seen.organisation ?? assert.fail('nothing seen')
  const closing = of('summary.submitted')
  const justBefore = write(closing, entry => ({ seen: { ...entry.seen, organisation: version } }))
  const longBefore = write(reviewed, () => ({ seen: { ...seen, organisation: version - 1 } }))

  assertFound(justBefore, 'S15', /只看到「organisation」第\d+条，而当时已有第\d+条/)
  assertFound(longBefore, 'S15', /只看到「organisation」/)
})

test('S15 最后一条被抽掉，其后没有记录的，日志自己说不出来；要靠检查点', () => {
  assert.deepEqual(clauses(entries.slice(0, -1)), [])
})

test('S15 缺一条的，之后每一条不再重复报', () => {
  const gap = entries.filter(entry => entry !== first(of('matter.details-set', streams.matter(filing))))

  const found = replayOf(gap).findings.filter(f => f.stream === streams.matter(filing) && /应为第/.test(f.sentence))

  assert.equal(found.length, 1)
})

test('S15 相隔数千年的时间，只指出，不据以逐日计算', () => {
  const urgent = of('matter.post-filing-registered')
  const { say } = falsifier(entries)

  for (const stray of [
    write(reviewed, () => ({ at: '9999-12-31T00:00:00.000Z' })),
    say(urgent, { handledAt: '0001-01-01T00:00:00Z' }),
  ]) {
    assertFound(stray, 'S15', /相隔过久/)
  }
})
