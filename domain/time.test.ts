import assert from 'node:assert/strict'
import { test } from 'node:test'
import chineseDays from 'chinese-days'
import fc from 'fast-check'
import { officialCalendar } from '../spec/holidays.ts'
import * as time from './time.ts'

const { addDays, addMonths, addWorkdays, calendarOf, dayOf, dueDay, instantAt, isWorkday, workdaysBetween } = time

const seed = 20_260_901
console.log(`domain/time.test.ts: fast-check seed ${seed}`)
const certain = { estimated: false, missingYears: [] }
const publishedDay = fc.integer({ min: 0, max: 730 }).map(offset => addDays('2024-01-01', offset))

test('CAL-001 每一年的放假安排都注明国务院办公厅通知，且与独立来源逐日一致', () => {
  assert.deepEqual(
    officialCalendar.map(table => [table.year, table.notice.number]),
    [
      [2024, '国办发明电〔2023〕7号'],
      [2025, '国办发明电〔2024〕12号'],
      [2026, '国办发明电〔2025〕7号'],
    ],
  )
  for (const { year, rows, notice } of officialCalendar) {
    assert.equal(notice.title, `国务院办公厅关于${year}年部分节假日安排的通知`)
    assert.ok(rows.every(row => time.isDay(row.date) && time.yearOf(row.date) === year))
    const holidays = rows.filter(row => row.type === 'HOLIDAY').map(row => row.date)
    assert.deepEqual(holidays, chineseDays.getHolidaysInRange(`${year}-01-01`, `${year}-12-31`, false))
    for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
      assert.deepEqual(isWorkday(day), { workday: chineseDays.getDayDetail(day).work, estimated: false }, day)
    }
  }
})

test('CAL-001 2026年的放假与调休正是通知所列的七段和六个上班日', () => {
  const rows = officialCalendar.find(table => table.year === 2026)?.rows ?? []
  const spans = [
    ['元旦', '2026-01-01', '2026-01-03'],
    ['春节', '2026-02-15', '2026-02-23'],
    ['清明节', '2026-04-04', '2026-04-06'],
    ['劳动节', '2026-05-01', '2026-05-05'],
    ['端午节', '2026-06-19', '2026-06-21'],
    ['中秋节', '2026-09-25', '2026-09-27'],
    ['国庆节', '2026-10-01', '2026-10-07'],
  ] as const
  const expected = spans.flatMap(([name, first, last]) =>
    Array.from({ length: time.daysBetween(first, last) + 1 }, (_, offset) => `${addDays(first, offset)} ${name}`),
  )
  const named = (type: string) => rows.filter(row => row.type === type).map(row => `${row.date} ${row.name}`)
  assert.deepEqual(named('HOLIDAY'), expected)
  assert.deepEqual(
    rows.filter(row => row.type === 'ADJUSTED_WORKDAY').map(row => row.date),
    ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  )
})

const vectors = [
  ['2026-02-10', 7, '2026-02-26'],
  ['2026-02-12', 7, '2026-02-28'],
  ['2026-02-13', 15, '2026-03-12'],
  ['2026-01-30', 20, '2026-03-05'],
  ['2026-04-30', 20, '2026-06-01'],
  ['2026-09-24', 7, '2026-10-12'],
  ['2026-09-30', 7, '2026-10-15'],
] as const

for (const [start, amount, due] of vectors) {
  test(`CAL-002 ${start} 起第 ${amount} 个工作日是 ${due}，次日起算`, () => {
    assert.deepEqual(addWorkdays(start, amount), { day: due, ...certain })
    assert.deepEqual(workdaysBetween(start, due), { workdays: amount, ...certain })
  })
}

test('CAL-002 2026年全年工作日248天', () => {
  assert.deepEqual(workdaysBetween('2025-12-31', '2026-12-31'), { workdays: 248, ...certain })
})

test('CAL-002 零个工作日就是当日，负数和小数不是期限', () => {
  assert.equal(addWorkdays('2026-10-01', 0).day, '2026-10-01')
  for (const amount of [-1, 1.5, Number.NaN, 1e9]) assert.throws(() => addWorkdays('2026-10-01', amount), RangeError)
})

test('CAL-002 加上的工作日总能数回来，且总落在工作日上', () => {
  fc.assert(
    fc.property(publishedDay, fc.integer({ min: 1, max: 200 }), (start, amount) => {
      const { day } = addWorkdays(start, amount)
      assert.equal(isWorkday(day).workday, true)
      assert.equal(workdaysBetween(start, day).workdays, amount)
      assert.equal(workdaysBetween(day, start).workdays, -amount)
    }),
    { seed },
  )
})

test('CAL-002 期限更长或开始更晚，到期都不会更早', () => {
  fc.assert(
    fc.property(
      publishedDay,
      fc.nat(60),
      fc.constantFrom('WORKDAY', 'CALENDAR_DAY', 'MONTH'),
      (start, amount, unit) => {
        const { day } = dueDay(start, { amount, unit })
        assert.ok(day >= start)
        assert.ok(dueDay(start, { amount: amount + 1, unit }).day >= day)
        assert.ok(dueDay(addDays(start, 1), { amount, unit }).day >= day)
      },
    ),
    { seed },
  )
})

test('CAL-003 单位必须逐个标注：同是7天，工作日与自然日到期不同', () => {
  assert.equal(dueDay('2026-09-01', { amount: 7, unit: 'WORKDAY' }).day, '2026-09-10')
  assert.equal(dueDay('2026-09-01', { amount: 7, unit: 'CALENDAR_DAY' }).day, '2026-09-08')
  assert.equal(dueDay('2026-09-01', { amount: 1, unit: 'MONTH' }).day, '2026-10-08')
})

test('CAL-003 民法典202：按月到期为对应日，没有对应日的为月末日', () => {
  assert.equal(addMonths('2026-01-31', 1), '2026-02-28')
  assert.equal(addMonths('2024-01-31', 1), '2024-02-29')
  assert.equal(addMonths('2026-03-31', -1), '2026-02-28')
  assert.equal(addMonths('2025-11-30', 3), '2026-02-28')
  assert.equal(addMonths('2026-12-15', 1), '2027-01-15')
  assert.equal(dueDay('2026-03-16', { amount: 1, unit: 'MONTH' }).day, '2026-04-16')
})

test('CAL-003 民法典203：末日是休假日的顺延到其后第一个工作日', () => {
  // 2026-10-01 falls in the National Day holiday, whose first workday after is 8 October.
  assert.deepEqual(dueDay('2026-09-16', { amount: 15, unit: 'CALENDAR_DAY' }), { day: '2026-10-08', ...certain })
  assert.deepEqual(dueDay('2026-08-05', { amount: 1, unit: 'MONTH' }), { day: '2026-09-07', ...certain })
})

test('CAL-003 自然日和月的末日总落在工作日，且中间没有别的工作日', () => {
  fc.assert(
    fc.property(publishedDay, fc.nat(90), (start, amount) => {
      const { day } = dueDay(start, { amount, unit: 'CALENDAR_DAY' })
      assert.equal(isWorkday(day).workday, true)
      assert.equal(workdaysBetween(addDays(start, amount - 1), day).workdays, 1)
    }),
    { seed },
  )
})

test('CAL-005 时区固定为 Asia/Shanghai，业务截止可到24:00', () => {
  assert.equal(dayOf('2026-08-31T15:59:59.999Z'), '2026-08-31')
  assert.equal(dayOf('2026-08-31T16:00:00.000Z'), '2026-09-01')
  assert.equal(instantAt('2026-09-01', '09:00'), '2026-09-01T01:00:00.000Z')
  assert.equal(instantAt('2026-09-01', '24:00'), instantAt('2026-09-02', '00:00'))
  for (const time of ['24:01', '9:00', '12:60', '']) assert.throws(() => instantAt('2026-09-01', time), RangeError)
  assert.throws(() => dayOf('明天'), RangeError)
})

test('E-70 未公布放假安排的年份按周一至周五暂估，并指明缺哪一年', () => {
  assert.deepEqual(isWorkday('2027-10-01'), { workday: true, estimated: true, missingYear: 2027 })
  assert.deepEqual(addWorkdays('2026-12-30', 1), { day: '2026-12-31', ...certain })
  assert.deepEqual(addWorkdays('2026-12-30', 2), { day: '2027-01-01', estimated: true, missingYears: [2027] })
  assert.deepEqual(workdaysBetween('2023-12-31', '2024-01-02'), { workdays: 1, ...certain })
  assert.deepEqual(workdaysBetween('2028-01-31', '2026-12-01').missingYears, [2027, 2028])
  assert.deepEqual(dueDay('2026-12-01', { amount: 2, unit: 'MONTH' }).missingYears, [2027])
})

test('E-70 导入放假安排后重算，暂估变为确定', () => {
  const withoutHolidays = calendarOf(officialCalendar.filter(table => table.year !== 2026))
  const before = addWorkdays('2026-02-10', 7, withoutHolidays)
  assert.deepEqual(before, { day: '2026-02-19', estimated: true, missingYears: [2026] })
  assert.deepEqual(addWorkdays('2026-02-10', 7, calendarOf(officialCalendar)), { day: '2026-02-26', ...certain })
})

test('E-71 期限末日落在调休上班的周六，不顺延', () => {
  assert.equal(time.weekday('2026-02-28'), 6)
  assert.deepEqual(isWorkday('2026-02-28'), { workday: true, estimated: false })
  assert.equal(dueDay('2026-01-28', { amount: 1, unit: 'MONTH' }).day, '2026-02-28')
})

test('不存在的日子不是日子', () => {
  for (const day of ['2026-02-28', '2024-02-29', '2026-12-31']) assert.equal(time.isDay(day), true, day)
  const wrong = [
    '2026-02-29',
    '2026-02-30',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '0050-01-01',
    '2026-09-01T00:00',
    '',
  ]
  for (const day of wrong) assert.equal(time.isDay(day), false, day)
  assert.throws(() => addDays('2026-02-30', 1), RangeError)
})

test('S104 汇总报告的季度：起止日与所属季', () => {
  assert.equal(time.quarterOf('2026-09-30'), '2026Q3')
  assert.equal(time.quarterOf('2026-10-01'), '2026Q4')
  assert.deepEqual(time.quarterBounds('2026Q3'), { from: '2026-07-01', to: '2026-09-30' })
  assert.deepEqual(time.quarterBounds('2024Q1'), { from: '2024-01-01', to: '2024-03-31' })
  assert.deepEqual(time.quarterBounds('2026Q4'), { from: '2026-10-01', to: '2026-12-31' })
  assert.throws(() => time.quarterBounds('2026Q5'), RangeError)
})

test('日期按公文习惯书写', () => {
  assert.equal(time.formatDay('2026-09-01'), '2026年9月1日')
})
