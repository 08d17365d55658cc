import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  diceOf,
  generatedGroups,
  generatedOrganisation,
  rotationRules,
} from '../../test/support/generated-organisation.ts'
import type { Organisation, PostAssignment } from '../organisation/organisation.ts'
import { rotationFaults } from './check.ts'
import { leastAllowance } from './counting.ts'
import { lotOf } from './draw-weights.ts'
import { divisionsOfBoard, leadersOfBoard, refuseDivisionOnBoard, refuseLeaderOfBoard } from './eligibility.ts'
import { exclusionsOf } from './exclusions.ts'
import { fairnessOf } from './fairness.ts'
import { groupsOfRotation } from './group-ids.ts'
import { impossibilityOf } from './impossible.ts'
import { problemFingerprint, problemOf, slotsOf } from './problem.ts'

const DAY = '2027-01-01'
const TODAY = '2026-11-23'
const REQUEST = { terms: 2, membersPerGroup: 2, groupsPerBoard: 1 }

/** D0 and D1 submit on PERMIT, the other divisions on nothing; leader-0 is in charge of D0, leader-1 of D1. */
function agency(...more: readonly Omit<PostAssignment, 'id' | 'from' | 'acting'>[]): Organisation {
  const bare = generatedOrganisation(diceOf(1), { divisions: 10, leaders: 4, oddities: 0 })
  const departments = Object.fromEntries(
    Object.values(bare.departments).map(d => [d.code, { ...d, boards: d.order < 2 ? (['PERMIT'] as const) : [] }]),
  )
  const inCharge = bare.assignments.filter(a => a.post !== 'LEADER_IN_CHARGE')
  const charged = ['D0', 'D1'].map((department, at) => ({
    person: `leader-${at}`,
    post: 'LEADER_IN_CHARGE' as const,
    department,
  }))
  const added = [...charged, ...more].map((a, at) => ({ ...a, id: `M-${at}`, from: '2026-01-01', acting: false }))
  return { ...bare, departments, assignments: [...inCharge, ...added] } as Organisation
}

const factsOf = (organisation: Organisation, sameLeader = false) => ({
  today: TODAY,
  organisation,
  rulebook: rotationRules(sameLeader),
  groups: [],
})

test('S95、E-05 只分管板块部分送审处室的厅领导可任组长，记下要逐件换人的处室数；分管全部的不得任', () => {
  const some = leadersOfBoard(agency(), 'PERMIT', DAY)
  assert.deepEqual(
    some.map(l => [l.person, l.ownDivisions]),
    [
      ['leader-0', 1],
      ['leader-1', 1],
      ['leader-2', 0],
      ['leader-3', 0],
    ],
  )

  const bare = agency()
  const all = bare.assignments.map(a => (a.post === 'LEADER_IN_CHARGE' ? { ...a, person: 'leader-0' } : a))
  const refusal = refuseLeaderOfBoard({ ...bare, assignments: all }, 'PERMIT', 'leader-0', DAY)
  assert.equal(refusal?.clause, 'S95')
  assert.match(refusal?.sentence ?? '', /分管「审批许可」板块的全部送审处室/)
})

test('S94、E-04、E-07、E-08 送审处室、负责人兼任送审处室职务的处室、没有负责人的处室，不得编入该板块', () => {
  const two = agency({ person: 'head-D5', post: 'DIVISION_DEPUTY', department: 'D1' })
  assert.equal(refuseDivisionOnBoard(two, 'PERMIT', 'D0', DAY)?.clause, 'S94')
  assert.equal(refuseDivisionOnBoard(two, 'PERMIT', 'D5', DAY)?.clause, 'E-07')
  assert.equal(refuseDivisionOnBoard(two, 'PLAN_FUND', 'D5', DAY), undefined)
  const vacant = two.assignments.filter(a => a.person !== 'head-D4')
  assert.equal(refuseDivisionOnBoard({ ...two, assignments: vacant }, 'PERMIT', 'D4', DAY)?.clause, 'E-08')
  const acting = two.assignments.map(a => (a.person === 'head-D4' ? { ...a, acting: true } : a))
  assert.equal(refuseDivisionOnBoard({ ...two, assignments: acting }, 'PERMIT', 'D4', DAY), undefined)
  assert.ok(!divisionsOfBoard(two, 'PERMIT', DAY).includes('D5'))
})

test('S95、S96、A13 谁被哪一条排除，逐条说明', () => {
  const organisation = agency({ person: 'watcher', post: 'DISCIPLINE_LEADER' })
  const problem = problemOf(factsOf(organisation), DAY, REQUEST)
  const excluded = exclusionsOf(problem, organisation)
  const watcher = excluded.find(e => e.who === 'watcher')
  assert.deepEqual([watcher?.clause, watcher?.boards.length, watcher?.terms], ['A13', 4, [0, 1]])
  const own = excluded.find(e => e.who === 'D0')
  assert.deepEqual([own?.as, own?.clause, own?.boards], ['MEMBER', 'S94', ['PERMIT']])
})

test('E-07 一人任两处室负责人，在同一组中只算一名；任组长的，不又任成员', () => {
  const bare = agency()
  const same = bare.assignments.map(a =>
    a.post === 'DIVISION_HEAD' && a.department === 'D3' ? { ...a, person: 'head-D2' } : a,
  )
  const led = same.map(a => (a.post === 'DIVISION_HEAD' && a.department === 'D4' ? { ...a, person: 'leader-2' } : a))
  const organisation = { ...bare, assignments: led }
  const problem = problemOf(factsOf(organisation), DAY, { ...REQUEST, terms: 1 })
  const leaders = ['leader-2', 'leader-3', 'leader-0', 'leader-1']
  const pairs = [
    ['D4', 'D5'],
    ['D2', 'D3'],
    ['D6', 'D7'],
    ['D8', 'D9'],
  ]
  const groups = slotsOf(problem).map(({ term: _, ...slot }, at) => {
    return { ...slot, leader: leaders[at] ?? '', departments: pairs[at] ?? [] }
  })
  const faults = rotationFaults(problem, groups, organisation)
  assert.deepEqual(
    faults.map(f => [f.clause, f.group]),
    [
      ['E-07', 0],
      ['E-07', 1],
    ],
  )
  assert.match(faults[1]?.sentence ?? '', /主要负责人是同一人，按人只算一名/)
})

test('A8、S95、S96 排不出来的，说是哪一期哪个板块缺什么', () => {
  const bare = agency()
  const only = (...keep: string[]) => ({
    ...bare,
    assignments: bare.assignments.filter(a => a.post !== 'LEADERSHIP_MEMBER' || keep.includes(a.person)),
  })
  const why = (organisation: Organisation, sameLeader = false, members = 2) =>
    impossibilityOf(
      problemOf(factsOf(organisation, sameLeader), DAY, { ...REQUEST, membersPerGroup: members }),
      organisation,
    )
  assert.equal(why(only('leader-2', 'leader-3')), undefined)
  assert.equal(why(only('leader-2'), true), undefined)
  assert.match(
    why(only('leader-2'))?.sentence ?? '',
    /第2期「规划资金」板块可任组长的只有leader-2（演示），而同一人不得连续两个轮值期/,
  )
  assert.match(why(only())?.sentence ?? '', /没有可任组长的厅领导/)
  assert.match(why(bare, false, 9)?.sentence ?? '', /第1期「审批许可」板块可任成员的处室主要负责人只有8名，不足每组9名/)
})

test('S101 每人至多几个小组，按数得出的最小数；与逐一试过的结果一致', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const dice = diceOf(seed)
    const groups = [1 + dice(2), 1 + dice(2)]
    const servers = Array.from({ length: 2 + dice(4) }, () => ({
      hats: Array.from({ length: 1 + dice(2) }, () => [0, 1].filter(() => dice(3) > 0)),
    }))
    const seats = 1 + dice(2)
    assert.equal(leastAllowance(servers, groups, seats), leastByForce(servers, groups, seats), `seed ${seed}`)
  }
})

/** Fills group after group in every possible way. */
function leastByForce(
  servers: readonly { hats: readonly (readonly number[])[] }[],
  groups: readonly number[],
  seats: number,
) {
  const all = groups.flatMap((count, board) => Array.from({ length: count }, () => board))
  const fills = (at: number, used: ReadonlyMap<string, number>, allowance: number): boolean => {
    const board = all[at]
    if (board === undefined) return true
    const seat = (from: number, left: number, taken: ReadonlyMap<string, number>): boolean => {
      if (left === 0) return fills(at + 1, taken, allowance)
      if (from === servers.length) return false
      const hats = servers[from]?.hats ?? []
      const sits = hats.some((boards, hat) => {
        const served = taken.get(`${from} ${hat}`) ?? 0
        const may = boards.includes(board) && served < allowance
        return may && seat(from + 1, left - 1, new Map([...taken, [`${from} ${hat}`, served + 1]]))
      })
      return sits || seat(from + 1, left, taken)
    }
    return seat(0, seats, used)
  }
  return Array.from({ length: all.length }, (_, at) => at + 1).find(allowance => fills(0, new Map(), allowance))
}

test('S101 问题只含编码、不含姓名，同样的事实得同样的指纹；上一轮值算在内', () => {
  const dice = diceOf(9)
  const organisation = generatedOrganisation(dice, { divisions: 12, leaders: 5, oddities: 5 })
  const facts = { ...factsOf(organisation), groups: generatedGroups(dice, organisation) }
  const problem = problemOf(facts, DAY, REQUEST)
  assert.ok(!JSON.stringify(problem).includes('演示'))
  assert.equal(problemFingerprint(problem), problemFingerprint(problemOf(structuredClone(facts), DAY, REQUEST)))
  assert.notEqual(problemFingerprint(problem), problemFingerprint(problemOf({ ...facts, groups: [] }, DAY, REQUEST)))
  const empty = fairnessOf(problem, [])
  assert.equal(empty.leaders.reduce((sum, l) => sum + l.led, 0) > 0, problem.previous.length > 0)
})

test('A7 抽签数由种子和名称决定', () => {
  const seed = { size: 3, root: 'ab' }
  assert.equal(lotOf(seed, 'member 0 0 D1', 16), lotOf({ ...seed }, 'member 0 0 D1', 16))
  assert.notEqual(lotOf(seed, 'a', 32), lotOf(seed, 'b', 32))
  assert.notEqual(lotOf(seed, 'a', 32), lotOf({ ...seed, size: 4 }, 'a', 32))
  assert.ok(Array.from({ length: 500 }, (_, n) => lotOf(seed, `${n}`, 4)).every(lot => lot >= 0 && lot < 16))
})

test('S101、E-11 新小组接着板块的编号；特别复核组不占编号，也不算上一轮值', () => {
  const known = [
    { id: 'PERMIT-1', board: 'PERMIT', from: '2026-01-01' },
    { id: 'PERMIT-2', board: 'PERMIT', from: '2026-07-01' },
    { id: 'SPECIAL-2026-000012', board: 'PERMIT', from: '2026-09-01' },
  ]
  assert.deepEqual(groupsOfRotation(known, DAY, [{ board: 'PERMIT' }, { board: 'PLAN_FUND' }, { board: 'PERMIT' }]), [
    'PERMIT-2',
    'PERMIT-3',
    'PLAN_FUND-1',
    'PERMIT-4',
  ])
})
