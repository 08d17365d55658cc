import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Clock, readClock } from './clock.ts'
import { addDays, addWorkdays, dueDay, isWorkday } from './time.ts'

const seed = 20_260_901
console.log(`domain/clock.test.ts: fast-check seed ${seed}`)
const warn = { ratio: 0.2, workdays: 2 }

// Five workdays from Tuesday 1 September 2026: due on Tuesday the 8th.
const fiveWorkdays: Clock = { startedOn: '2026-09-01', amount: 5, unit: 'WORKDAY', pauses: [] }
const supplementing: Clock = { ...fiveWorkdays, pauses: [{ from: '2026-09-03', reason: '补正' }] }

test('S4 从受理到到期，时钟由绿到预警到黄牌，并说明还剩几个工作日', () => {
  const told = (today: string) => {
    const { colour, remainingWorkdays, sentence } = readClock(fiveWorkdays, today, warn)
    return [colour, remainingWorkdays, sentence]
  }
  assert.deepEqual(told('2026-09-01'), ['GREEN', 5, '还剩5个工作日，2026年9月8日到期'])
  assert.deepEqual(told('2026-09-03'), ['GREEN', 3, '还剩3个工作日，2026年9月8日到期'])
  assert.deepEqual(told('2026-09-04'), ['WARN', 2, '还剩2个工作日，2026年9月8日到期'])
  assert.deepEqual(told('2026-09-08'), ['WARN', 0, '今天（2026年9月8日）到期'])
  assert.deepEqual(told('2026-09-11'), ['YELLOW', -3, '已超期3个工作日'])
})

test('S4 办结的时钟停在办结之日，之后不再变化', () => {
  const inTime = { ...fiveWorkdays, stoppedOn: '2026-09-07' }
  assert.deepEqual(readClock(inTime, '2026-12-31', warn), {
    dueOn: '2026-09-08',
    remainingWorkdays: 1,
    state: 'STOPPED',
    colour: 'GREEN',
    late: false,
    estimated: false,
    missingYears: [],
    sentence: '2026年9月7日办结，未超期',
  })
  const late = readClock({ ...fiveWorkdays, stoppedOn: '2026-09-10' }, '2026-12-31', warn)
  assert.deepEqual([late.colour, late.late, late.sentence], ['YELLOW', true, '2026年9月10日办结，超期2个工作日'])
  assert.equal(readClock(inTime, '2026-09-04', warn).state, 'RUNNING')
})

test('S4 周五到期，周六即超期而尚不足一个工作日', () => {
  const reading = readClock({ ...fiveWorkdays, startedOn: '2026-09-04', amount: 5 }, '2026-09-12', warn)
  assert.deepEqual([reading.dueOn, reading.late, reading.remainingWorkdays], ['2026-09-11', true, 0])
  assert.equal(reading.sentence, '已超期不足1个工作日')
})

test('SUP-001 剩余20%或2个工作日，先到者即预警', () => {
  const twenty: Clock = { ...fiveWorkdays, amount: 20 }
  const dayWith = (left: number) => addWorkdays('2026-09-01', 20 - left).day
  assert.equal(readClock(twenty, dayWith(5), warn).colour, 'GREEN')
  assert.equal(readClock(twenty, dayWith(4), warn).colour, 'WARN')
  assert.equal(readClock(twenty, dayWith(4), { ratio: 0, workdays: 2 }).colour, 'GREEN')
})

test('E-15 退回补正期间时钟暂停，补正几个工作日就顺延几个工作日', () => {
  const paused = readClock(supplementing, '2026-09-07', warn)
  assert.deepEqual([paused.state, paused.colour, paused.sentence], ['PAUSED', 'GREEN', '补正中，时钟暂停'])
  assert.equal(paused.remainingWorkdays, 3)

  const resumed: Clock = { ...fiveWorkdays, pauses: [{ from: '2026-09-03', to: '2026-09-10', reason: '补正' }] }
  const reading = readClock(resumed, '2026-09-10', warn)
  assert.deepEqual([reading.state, reading.dueOn], ['RUNNING', '2026-09-15'])
  assert.equal(reading.sentence, '还剩3个工作日，2026年9月15日到期')
})

test('E-15 补正拖多久都不算超期，剩余的工作日不减', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 70 }), days => {
      const reading = readClock(supplementing, addDays('2026-09-03', days), warn)
      assert.equal(reading.late, false)
      assert.equal(reading.remainingWorkdays, 3)
    }),
    { seed },
  )
})

test('CAL-004 当日退回当日补齐，不顺延', () => {
  const sameDay: Clock = { ...fiveWorkdays, pauses: [{ from: '2026-09-03', to: '2026-09-03', reason: '补正' }] }
  assert.equal(readClock(sameDay, '2026-09-03', warn).dueOn, '2026-09-08')
})

test('CAL-004 多次暂停累计，重叠的日子只算一次', () => {
  const pauses = [
    { from: '2026-09-02', to: '2026-09-04', reason: '补正' },
    { from: '2026-09-03', to: '2026-09-07', reason: '征求意见' },
  ]
  assert.equal(readClock({ ...fiveWorkdays, pauses }, '2026-09-07', warn).dueOn, '2026-09-11')
})

test('CAL-004 超期之后的暂停不能补救超期，也不再增加超期', () => {
  const afterwards: Clock = { ...fiveWorkdays, pauses: [{ from: '2026-09-10', reason: '补正' }] }
  const reading = readClock(afterwards, '2026-09-18', warn)
  assert.deepEqual([reading.dueOn, reading.late, reading.remainingWorkdays], ['2026-09-08', true, -2])
  assert.deepEqual([reading.state, reading.colour], ['PAUSED', 'YELLOW'])
  assert.equal(reading.sentence, '已超期2个工作日，补正中，时钟暂停')
})

test('CAL-004 自然日的时钟按自然日顺延，末日仍遇休假日顺延', () => {
  const pauses = [{ from: '2026-09-04', to: '2026-09-09', reason: '听证' }]
  const clock: Clock = { startedOn: '2026-09-01', amount: 10, unit: 'CALENDAR_DAY', pauses }
  assert.equal(readClock(clock, '2026-09-09', warn).dueOn, '2026-09-16')
  const month: Clock = { startedOn: '2026-08-20', amount: 1, unit: 'MONTH', pauses }
  assert.equal(readClock(month, '2026-09-09', warn).dueOn, '2026-09-28')
})

test('CAL-004 没有暂停时，到期日就是期限的末日；加一段暂停绝不会更早到期', () => {
  const day = fc.integer({ min: 0, max: 500 }).map(offset => addDays('2024-03-01', offset))
  const clocks = fc.record({
    startedOn: day,
    amount: fc.integer({ min: 1, max: 40 }),
    unit: fc.constantFrom('WORKDAY', 'CALENDAR_DAY'),
    pauses: fc.constant([]),
  })
  fc.assert(
    fc.property(clocks, fc.nat(60), fc.nat(60), (clock, offset, length) => {
      const plain = readClock(clock, clock.startedOn, warn)
      assert.equal(plain.dueOn, dueDay(clock.startedOn, clock).day)
      const from = addDays(clock.startedOn, offset)
      const pauses = [{ from, to: addDays(from, length), reason: '补正' }]
      const paused = readClock({ ...clock, pauses }, clock.startedOn, warn)
      assert.ok(paused.dueOn >= plain.dueOn)
      assert.equal(isWorkday(paused.dueOn).workday, true)
    }),
    { seed },
  )
})

test('E-70 到期日是暂估的，只预警并注明缺哪年放假安排，不发黄牌', () => {
  const acrossYears: Clock = { ...fiveWorkdays, startedOn: '2026-12-29' }
  const reading = readClock(acrossYears, '2027-01-08', warn)
  assert.deepEqual([reading.late, reading.colour, reading.estimated], [true, 'WARN', true])
  assert.equal(reading.sentence, '已超期3个工作日（暂估，缺2027年放假安排）')
  assert.equal(
    readClock(acrossYears, '2026-12-29', warn).sentence,
    '还剩5个工作日，2027年1月5日到期（暂估，缺2027年放假安排）',
  )
})

test('E-71 台风停工日不自动扣除，登记不可抗力暂停才顺延', () => {
  const typhoon = [{ from: '2026-09-03', to: '2026-09-04', reason: '不可抗力' }]
  assert.equal(readClock(fiveWorkdays, '2026-09-04', warn).dueOn, '2026-09-08')
  assert.equal(readClock({ ...fiveWorkdays, pauses: typhoon }, '2026-09-04', warn).dueOn, '2026-09-09')
})
