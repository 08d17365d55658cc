import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parameters } from '../../spec/parameters.ts'
import type { RuleSet } from '../rulebook/rulebook.ts'
import { type AgendaItem, type Meeting, noMeeting, type Opinion } from './meeting.ts'
import { presiderSpokeEarly, quorumOf, smallestEnough, tallyOf, votePassed } from './quorum.ts'

const rules = (changes: Record<string, number | string> = {}): RuleSet => ({
  version: 1,
  effectiveFrom: '2026-01-01',
  parameters: Object.fromEntries(
    parameters.map(({ key, value }) => [key, { key, value: changes[key] ?? value, source: '' }]),
  ),
})
const at = '2026-07-06T02:00:00.000Z'
const people = ['a', 'b', 'c', 'd', 'e', 'f', 'g']

/** A group of seven; those named are away. */
const meeting = (away: readonly string[] = []): Meeting => ({
  ...noMeeting,
  kind: 'GROUP',
  chair: 'a',
  members: people.map(person => ({ person, department: '', title: '', voting: true })),
  attendance: people.map(person => ({
    person,
    status: away.includes(person) ? ('ON_LEAVE' as const) : ('PRESENT' as const),
    at,
  })),
})
const item = (recused: readonly string[] = [], opinions: readonly Opinion[] = []): AgendaItem => ({
  no: 1,
  matter: 'm',
  title: '',
  stage: 'UNDER_WAY',
  ballot: 'NAMED',
  requests: [],
  objections: [],
  writtenOpinions: [],
  supplements: [],
  recusals: recused.map(person => ({ person, clause: 'S96', reason: '', at })),
  opinions,
})
const said = (person: string, position: Opinion['position'], beforeRecusal = false): Opinion => ({
  version: 1,
  person,
  position,
  words: '',
  at,
  beforeRecusal,
})

test('MTG-001 “过半数”不含本数，“半数以上”含本数', () => {
  assert.deepEqual(
    [4, 5, 6, 7].map(n => smallestEnough(n, 0.5, '>')),
    [3, 3, 4, 4],
  )
  assert.deepEqual(
    [4, 5, 6, 7].map(n => smallestEnough(n, 0.5, '>=')),
    [2, 3, 3, 4],
  )
  assert.deepEqual(
    [6, 7].map(n => smallestEnough(n, 2 / 3, '>=')),
    [4, 5],
  )
  assert.equal(smallestEnough(10, 0.1 + 0.2, '>='), 3, '小数误差不多要一个人')
})

test('MTG-001、A9 应到为组成成员减去本议题回避者；口径可改为不扣除', () => {
  const seven = quorumOf(meeting(), item(), rules())
  assert.deepEqual([seven.expected.length, seven.needed, seven.reached], [7, 4, true])
  const five = quorumOf(meeting(['d', 'e']), item(['b', 'c']), rules())
  assert.deepEqual([five.expected.length, five.present.length, five.needed, five.reached], [5, 3, 3, true])
  const undiminished = quorumOf(meeting(['d', 'e']), item(['b', 'c']), rules({ 'quorum.base': 'DUE' }))
  assert.deepEqual([undiminished.expected.length, undiminished.present.length, undiminished.reached], [7, 3, false])
})

test('MTG-001 到会不足法定人数即不足，差一人也不行；全部回避的不成会', () => {
  assert.equal(quorumOf(meeting(['b', 'c', 'd']), item(), rules()).reached, true)
  assert.equal(quorumOf(meeting(['b', 'c', 'd', 'e']), item(), rules()).reached, false)
  assert.equal(quorumOf(meeting(), item(people), rules()).reached, false)
})

test('E-12 离会的不再计入到会', () => {
  const left = meeting(['b', 'c', 'd'])
  const after = { ...left, attendance: [...left.attendance, { person: 'e', status: 'LEFT' as const, at }] }
  assert.equal(quorumOf(after, item(), rules()).reached, false)
})

test('MTG-003 赞成须超过应到的半数，不是到会的半数；弃权、未到会不算赞成', () => {
  const four = meeting(['e', 'f', 'g'])
  const votes = (agree: number) => people.slice(0, 4).map((p, i) => said(p, i < agree ? 'AGREE' : 'ABSTAIN'))
  const passedWith = (agree: number) => {
    const quorum = quorumOf(four, item(), rules())
    return votePassed(tallyOf(item([], votes(agree)), quorum), quorum)
  }
  assert.deepEqual([3, 4].map(passedWith), [false, true], '到会4人中3人赞成，未过应到7人的半数')
})

test('MTG-003 每人只计最后一次表态，列席的不计', () => {
  const observer = { person: 'z', department: '', title: '', voting: false }
  const withObserver = {
    ...meeting(),
    members: [...meeting().members, observer],
    attendance: [...meeting().attendance, { person: 'z', status: 'PRESENT' as const, at }],
  }
  const opinions = [said('b', 'AGREE'), said('b', 'DISAGREE'), said('z', 'AGREE')]
  const tally = tallyOf(item([], opinions), quorumOf(withObserver, item(), rules()))
  assert.deepEqual([tally.agree, tally.disagree, tally.silent.length], [0, 1, 6])
})

test('E-09 回避前的发言保留而不计票', () => {
  const opinions = [said('b', 'AGREE', true), said('c', 'AGREE')]
  const tally = tallyOf(item(['b'], opinions), quorumOf(meeting(), item(['b']), rules()))
  assert.deepEqual([tally.agree, tally.positions.map(o => o.person)], [1, ['c']])
})

test('E-33 主持人先于任何一人表态即为提前；末位表态、或没有表态的不算', () => {
  const early = (opinions: readonly Opinion[]) => {
    const it = item([], opinions)
    return presiderSpokeEarly(it, 'a', tallyOf(it, quorumOf(meeting(), it, rules())))
  }
  assert.equal(early([said('b', 'AGREE'), said('a', 'AGREE')]), false)
  assert.equal(early([said('a', 'AGREE'), said('b', 'AGREE')]), true)
  assert.equal(early([said('b', 'AGREE')]), false)
})
