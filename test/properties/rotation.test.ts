import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Board, boards } from '../../domain/organisation/events.ts'
import { rotationFaults } from '../../domain/rotation/check.ts'
import { fairnessOf } from '../../domain/rotation/fairness.ts'
import { type ProblemFacts, problemOf } from '../../domain/rotation/problem.ts'
import type { PlannedGroup, RotationRequest, Seed } from '../../domain/rotation/rotation.ts'
import { solveRotation } from '../../planning/solve-rotation.ts'
import { diceOf, generatedGroups, generatedOrganisation, rotationRules } from '../support/generated-organisation.ts'
import { brokenByForce, possibleByForce, type Small } from './rotation-by-force.ts'

const FROM = '2027-01-01'
const FIRST_DAYS = ['2027-01-01', '2027-07-01', '2028-01-01', '2028-07-01']
const SEED: Seed = { size: 4711, root: '00'.repeat(32) }

interface Case {
  readonly facts: ProblemFacts
  readonly request: RotationRequest
  readonly small: Small
}

/** Agencies of every size, the small ones often without any way out. */
function caseOf(seed: number, [divisions, leaders, members]: readonly [number, number, number]): Case {
  const dice = diceOf(seed)
  const organisation = generatedOrganisation(dice, { divisions, leaders, oddities: 12 })
  const groups = generatedGroups(dice, organisation)
  const sameLeaderConsecutive = dice(6) === 0
  const request = { terms: 1 + dice(3), membersPerGroup: members, groupsPerBoard: 1 + dice(2) }
  const previous: Partial<Record<Board, string>> = {}
  for (const { board, leader } of groups) if (board) previous[board] = leader
  const firstDays = FIRST_DAYS.slice(0, request.terms)
  return {
    facts: { today: '2026-11-01', organisation, rulebook: rotationRules(sameLeaderConsecutive), groups },
    request,
    small: { organisation, firstDays, membersPerGroup: members, boards, previous, sameLeaderConsecutive },
  }
}

/** Solves as the server does: with what gave way written into the request, and checked against the problem made from that. */
async function planned({ facts, request }: Case, seed: Seed) {
  const problem = problemOf(facts, FROM, request)
  const solved = await solveRotation(problem, facts.organisation, seed, 120_000)
  if (!solved.ok) return solved
  const { groups, slack } = solved
  const final = slack ? problemOf(facts, FROM, { ...request, slack }) : problem
  return { ok: true as const, groups, slack, problem: final, faults: rotationFaults(final, groups, facts.organisation) }
}

test('S94、S95、S96、A8、A13、E-07 一百个机关，编出的轮值没有一条硬规则不守；排不出来的，逐一试过也排不出来，并说明原因', async t => {
  const counts = { planned: 0, impossible: 0, gaveWay: 0 }
  for (let seed = 1; seed <= 100; seed += 1) {
    const dice = diceOf(seed * 7919)
    const tiny = seed % 2 === 0
    const shape = tiny ? ([5 + dice(5), 1 + dice(4), 2] as const) : ([10 + dice(14), 3 + dice(6), 3 + dice(3)] as const)
    const one = caseOf(seed, shape)
    const found = await planned(one, SEED)
    assert.equal(found.ok, possibleByForce(one.small), `seed ${seed}: the planner and brute force disagree`)
    if (found.ok) {
      assert.deepEqual(found.faults, [], `seed ${seed}`)
      assert.deepEqual(brokenByForce(one.small, found.groups), [], `seed ${seed}`)
      counts.planned += 1
      if (found.slack) counts.gaveWay += 1
    } else {
      assert.match(found.error.sentence, /^排不出来：第\d期「.+」板块/, `seed ${seed}`)
      counts.impossible += 1
    }
  }
  t.diagnostic(JSON.stringify(counts))
  assert.ok(counts.planned >= 30 && counts.impossible >= 10, JSON.stringify(counts))
})

test('S101、A7 同一问题、同一种子，方案一字不差；换了种子，抽出的方案可以不同，均衡程度相同', async () => {
  const dice = diceOf(5)
  const organisation = generatedOrganisation(dice, { divisions: 16, leaders: 6, oddities: 0 })
  const facts = { today: '2026-11-01', organisation, rulebook: rotationRules(), groups: [] }
  const request = { terms: 3, membersPerGroup: 4, groupsPerBoard: 1 }
  const one: Case = { facts, request, small: caseOf(1, [5, 2, 2]).small }
  const plans: (readonly PlannedGroup[])[] = []
  const evenness = new Set<string>()
  for (const seed of [SEED, SEED, { ...SEED, size: 1 }, { ...SEED, root: 'ff'.repeat(32) }]) {
    const found = await planned(one, seed)
    assert.ok(found.ok)
    plans.push(found.groups)
    const { leaderLoad, divisionLoad, ownDivisions } = fairnessOf(found.problem, found.groups)
    evenness.add(JSON.stringify({ leaderLoad, divisionLoad, ownDivisions }))
  }

  assert.deepEqual(plans[0], plans[1])
  assert.ok(new Set(plans.map(p => JSON.stringify(p))).size > 1, 'seeds that are all the same draw nothing')
  assert.equal(evenness.size, 1)
})

test('S101 各厅领导、各处室的负担尽量均匀：够得到的，相差不超过一次', async () => {
  const organisation = generatedOrganisation(diceOf(3), { divisions: 20, leaders: 7, oddities: 0 })
  const open = Object.values(organisation.departments).map(d => [d.code, { ...d, boards: [] }] as const)
  const facts = {
    today: '2026-11-01',
    organisation: { ...organisation, departments: Object.fromEntries(open) },
    rulebook: rotationRules(),
    groups: [],
  }
  const request = { terms: 4, membersPerGroup: 4, groupsPerBoard: 1 }
  const one: Case = { facts, request, small: caseOf(1, [5, 2, 2]).small }
  const found = await planned(one, SEED)
  assert.ok(found.ok)
  const { leaderLoad, divisionLoad, pairs } = fairnessOf(found.problem, found.groups)
  assert.ok(leaderLoad.most - leaderLoad.least <= 1, JSON.stringify(leaderLoad))
  assert.ok(divisionLoad.most - divisionLoad.least <= 1, JSON.stringify(divisionLoad))
  assert.ok(pairs.most <= 2, '96 meetings of 190 pairs: nobody need meet the same division three times')
})
