import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Board, boards } from '../organisation/events.ts'
import { FEW_BELOW, type Measure, measures } from './events.ts'
import { type CountedComplaint, countsOf } from './statistics.ts'

/** How many of a board's complaints are what; whatever is closed comes first among them, so that parts lie within parts. */
type Numbers = Readonly<Record<Measure, number>>

const complaintsOf = (numbers: Numbers, board: Board = 'PERMIT'): readonly CountedComplaint[] =>
  Array.from({ length: numbers.RECEIVED }, (_, index) => ({
    boards: [board],
    industryConduct: index < numbers.INDUSTRY_CONDUCT,
    transferred: index < numbers.TRANSFERRED,
    disposed: index < numbers.DISPOSED,
    closed: index < numbers.CLOSED,
    substantiated: index < numbers.SUBSTANTIATED,
  }))

const numbers = (received: number, more: Partial<Numbers> = {}): Numbers => ({
  ...{ RECEIVED: received, INDUSTRY_CONDUCT: 0, TRANSFERRED: 0, DISPOSED: 0, CLOSED: 0, SUBSTANTIATED: 0 },
  ...more,
})

function published(complaints: readonly CountedComplaint[], board: Board = 'PERMIT') {
  const rows = countsOf(complaints).filter(row => row.board === board)
  return Object.fromEntries(rows.map(({ measure, count }) => [measure, count]))
}

test('CMP-008 一个季度没有举报，四个板块各项都是 0，一项不缺', () => {
  const rows = countsOf([])
  assert.equal(rows.length, boards.length * measures.length)
  assert.ok(rows.every(({ count }) => count === 0))
})

test('CMP-008、E-59 一至四件只说“少”；五件以上才说数目；同涉两个板块的，两边各计一件', () => {
  const both = complaintsOf(numbers(4)).map(c => ({ ...c, boards: ['PERMIT', 'ENFORCEMENT'] as const }))
  const rows = [...both, ...complaintsOf(numbers(1), 'ENFORCEMENT')]
  assert.equal(published(rows).RECEIVED, 'FEW')
  assert.equal(published(rows, 'ENFORCEMENT').RECEIVED, 5)
  assert.equal(published(rows, 'PLAN_FUND').RECEIVED, 0)
})

test('S141 行风问题单独计数', () => {
  const rows = published(complaintsOf(numbers(20, { INDUSTRY_CONDUCT: 9, TRANSFERRED: 6 })))
  assert.equal(rows.INDUSTRY_CONDUCT, 9)
  assert.equal(rows.TRANSFERRED, 6)
})

test('CMP-008 十二件办结十一件：没办结的那一件不能由相减得出，所以办结数不公布', () => {
  const rows = published(complaintsOf(numbers(12, { CLOSED: 11, SUBSTANTIATED: 5 })))
  assert.equal(rows.RECEIVED, 12)
  assert.equal(rows.CLOSED, 'HIDDEN')
  assert.equal(rows.SUBSTANTIATED, 5)
})

test('CMP-008 十六件办结十件属实九件：不属实的那一件不能由相减得出', () => {
  const rows = published(complaintsOf(numbers(16, { CLOSED: 10, SUBSTANTIATED: 9 })))
  assert.deepEqual([rows.CLOSED, rows.SUBSTANTIATED], [10, 'HIDDEN'])
})

test('CMP-008 六件转出五件与六件转出两件，公布出来是一样的', () => {
  const five = published(complaintsOf(numbers(6, { TRANSFERRED: 5 })))
  const two = published(complaintsOf(numbers(6, { TRANSFERRED: 2 })))
  assert.deepEqual(five, two)
  assert.equal(five.TRANSFERRED, 'HIDDEN')
})

/** Every small number that an attentive reader could ask for: the counts, and the rests of parts in their wholes. */
function asked({ RECEIVED, INDUSTRY_CONDUCT, CLOSED, SUBSTANTIATED }: Numbers): readonly number[] {
  const parts = [INDUSTRY_CONDUCT, CLOSED, SUBSTANTIATED]
  return [RECEIVED, ...parts, ...parts.map(part => RECEIVED - part), CLOSED - SUBSTANTIATED]
}

test('CMP-008、E-59 穷举：知道算法和全部公布数的人，对任何一个一至四的数，至少还有四种可能', () => {
  // 13 and more: wholes in which a part is few, told or hidden, each with a rest that is told or not.
  const most = 13
  const possible = new Map<string, Set<number>[]>()
  const seen: { readonly key: string; readonly numbers: readonly number[] }[] = []
  for (let received = 0; received <= most; received++) {
    for (let conduct = 0; conduct <= received; conduct++) {
      for (let closed = 0; closed <= received; closed++) {
        for (let substantiated = 0; substantiated <= closed; substantiated++) {
          const all = numbers(received, { INDUSTRY_CONDUCT: conduct, CLOSED: closed, SUBSTANTIATED: substantiated })
          const key = JSON.stringify(published(complaintsOf(all)))
          const values = asked(all)
          const sets = possible.get(key) ?? values.map(() => new Set<number>())
          possible.set(key, sets)
          for (const [index, value] of values.entries()) sets[index]?.add(value)
          seen.push({ key, numbers: values })
        }
      }
    }
  }
  let small = 0
  for (const { key, numbers: values } of seen) {
    for (const [index, value] of values.entries()) {
      if (value === 0 || value >= FEW_BELOW) continue
      small += 1
      const could = possible.get(key)?.[index]
      assert.ok(could && could.size >= FEW_BELOW - 1, `${key}: ${index} is one of ${[...(could ?? [])]}`)
    }
  }
  assert.ok(small > 10_000, `${small} small numbers were looked for`)
})
