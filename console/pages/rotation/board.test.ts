import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BoardGroup, exchanged, withDivision, withLeader } from './board.ts'

const group = (leader: string, departments: readonly string[]): BoardGroup => ({
  board: 'ENFORCEMENT',
  name: '复核小组（演示）',
  from: '2027-01-01',
  to: '2027-06-30',
  leader,
  departments,
})
const board = [group('leader-1', ['A', 'B', 'C']), group('leader-2', ['D', 'E', 'F'])]
const seats = (groups: readonly BoardGroup[]) => groups.map(({ departments }) => departments.join(''))

test('A7 拖动处室：同组对调就是换次序，换到第一位的为召集人；跨组对调，两组人数不变', () => {
  assert.deepEqual(seats(exchanged(board, { group: 0, place: 2 }, { group: 0, place: 0 })), ['CBA', 'DEF'])
  assert.deepEqual(seats(exchanged(board, { group: 0, place: 1 }, { group: 1, place: 2 })), ['AFC', 'DEB'])
})

test('S101 改选处室：选了本组已有的处室，两者对调，不会一组里排两次', () => {
  assert.deepEqual(seats(withDivision(board, { group: 0, place: 1 }, 'G')), ['AGC', 'DEF'])
  assert.deepEqual(seats(withDivision(board, { group: 0, place: 1 }, 'A')), ['BAC', 'DEF'])
})

test('S95 改换组长只动那一个组', () => {
  assert.deepEqual(
    withLeader(board, 1, 'leader-3').map(({ leader }) => leader),
    ['leader-1', 'leader-3'],
  )
})
