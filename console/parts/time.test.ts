import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayOfInstant, dayWords, dayWordsNear, instantFromLocal, localFromInstant, meetingTimeWords } from './time.ts'

test('CAL-005 a moment is shown in Asia/Shanghai: what is evening in UTC is the next morning here', () => {
  const instant = '2026-12-31T16:30:00.000Z'

  assert.equal(dayOfInstant(instant), '2027-01-01')
  assert.equal(dayWords(instant), '2027年1月1日')
  assert.equal(meetingTimeWords(instant), '2027年1月1日（星期五）00:30')
})

test('CAL-005 what is typed into a field is Shanghai time, and comes back as it was typed', () => {
  const typed = '2026-11-23T09:00'

  const instant = instantFromLocal(typed)

  assert.equal(instant, '2026-11-23T01:00:00.000Z')
  assert.equal(localFromInstant(instant), typed)
})

test('a list leaves the year out only where it is the year of today', () => {
  assert.equal(dayWordsNear('2026-11-26', '2026-11-23'), '11月26日')
  assert.equal(dayWordsNear('2027-01-04', '2026-11-23'), '2027年1月4日')
})
