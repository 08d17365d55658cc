import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { clauses } from '../../spec/clauses.ts'
import { edgeCases } from '../../spec/edge-cases.ts'
import { practiceRules } from '../../spec/practice-rules.ts'
import { rulings } from '../../spec/rulings.ts'
import { assertReadable, lawful, replayOf } from '../../test/support/falsified.ts'
import type { Entry } from '../log/entry.ts'
import { createReplay } from './replay.ts'

const SEED = 20260703
const { entries } = await lawful()
const matterEntries = entries.flatMap((entry, index) => (/^(matter|meeting)/.test(entry.stream) ? [index] : []))
const cited = new Set<string>([...clauses, ...rulings, ...edgeCases, ...practiceRules].map(({ id }) => id))

test('PII-004 销毁的盐值计数公布', () => {
  assert.equal(replayOf(entries).erased, 1)
})

test('S15 一条记录也没有的日志，也有报告', () => {
  const report = createReplay().finish()

  assert.deepEqual([report.entries, report.findings], [0, []])
  assert.ok(report.checked.every(({ times }) => times === 0))
})

test('S15 报告所引的条款都在方案、裁定、情形或规则之中', () => {
  const { checked, unchecked } = replayOf(entries)

  assert.deepEqual(
    [...checked, ...unchecked].map(({ clause }) => clause).filter(clause => !cited.has(clause)),
    [],
  )
})

test('S15 除材料、核对和到会登记以外，任何一条业务记录被抽掉而其余改号，都能发现', () => {
  // Whoever comes without being counted, such as a handler who presents, leaves no trace in a number.
  const silent = /material-attached|controls-checked|details-set|attendance-recorded/
  const lost: string[] = []
  // Every seventh entry is enough to see each type; all of them take a minute.
  for (const index of matterEntries.filter((_, n) => n % 7 === 0)) {
    const { stream, type } = entries[index] ?? assert.fail()
    const rest = entries.slice(index + 1)
    if (silent.test(type) || !rest.some(e => e.stream === stream)) continue
    const closed = rest.map(e => (e.stream === stream ? { ...e, version: e.version - 1 } : e))
    if (replayOf([...entries.slice(0, index), ...closed]).findings.length === 0) lost.push(`${type} ${stream}`)
  }

  assert.deepEqual(lost, [])
})

/** What somebody may write into a field. */
const rubbish = fc.oneof(
  fc.constantFrom<unknown>(null, '', 'constructor', '__proto__', [], {}, -1, 1e9, true, 'x'.repeat(200)),
  fc.constantFrom<unknown>('2026-02-30', '9999-12-31', '2026-07-06T00:00:00Z', 'REPORT', 'GROUP', 'AGREED', 4, 3, 2),
  fc.string({ maxLength: 12 }),
)

test('S15 无论日志里写了什么，重演都不中断，每个问题都是完整的一句话', () => {
  const forged = fc.array(
    fc.record({
      at: fc.nat(matterEntries.length - 1),
      field: fc.constantFrom(
        'tier',
        'conclusion',
        'meeting',
        'matter',
        'kind',
        'body',
        'presider',
        'year',
        'divisions',
      ),
      more: fc.constantFrom('item', 'level', 'ruleSet', 'dueOn', 'supplementDueOn', 'scheduledAt', 'seq', 'expected'),
      value: rubbish,
    }),
    { minLength: 1, maxLength: 4 },
  )
  fc.assert(
    fc.property(forged, forgeries => {
      const log = [...entries]
      for (const { at, field, more, value } of forgeries) {
        const index = matterEntries[at] ?? 0
        const entry = log[index] ?? assert.fail()
        const own = [field, more].find(name => Object.hasOwn(entry.data, name)) ?? field
        log[index] = { ...entry, data: { ...entry.data, [own]: value } } as Entry
      }
      const { findings, entries: seen } = replayOf(log)
      assert.equal(seen, log.length)
      for (const finding of findings) {
        assertReadable(finding)
        assert.ok(cited.has(finding.clause), finding.clause)
      }
    }),
    { numRuns: 60, seed: SEED },
  )
})
