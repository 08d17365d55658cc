import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Matter, noMatter, type TierRecord } from '../../domain/matter/matter.ts'
import type { DeclaredInterest, Organisation } from '../../domain/organisation/organisation.ts'
import {
  convenerOf,
  derivedRecusals,
  possibleLeaders,
  refuseAsMember,
  refuseLeader,
} from '../../domain/review-group/composition.ts'
import { evolveReviewGroup, noReviewGroup, type ReviewGroup } from '../../domain/review-group/review-group.ts'
import { type Dice, diceOf, generatedOrganisation, pick } from '../support/generated-organisation.ts'
import { convenerByForce, type Evidence, leaderBarredBy, mayBeMember, recusedBy } from './composition-by-force.ts'

const ORGANISATIONS = 300
const MATTERS = 4
const USCC = ['91440000DEMO000001', '91440000DEMO000002'] as const
/** Posts change hands on 2027-06-30: both sides of the day, and the day itself. */
const DAYS = ['2027-03-01', '2027-06-30', '2027-07-01'] as const

function generatedMatter(dice: Dice, people: readonly string[], divisions: readonly string[]): Matter {
  const some = (most: number) => Array.from({ length: dice(most + 1) }, () => pick(dice, divisions))
  const reviews = Array.from({ length: dice(3) }, (_, round): TierRecord => {
    const by = pick(dice, people)
    // A delegate signs for the leader who presides (E-01); a return supersedes what was reviewed before it.
    const presider = dice(4) === 0 ? pick(dice, people) : by
    const at = '2027-01-10T02:00:00.000Z'
    return {
      tier: 2,
      round,
      conclusion: 'AGREED',
      opinion: '同意。',
      needed: [],
      at,
      by,
      presider,
      superseded: dice(3) === 0,
    }
  })
  const party = { kind: 'ORGANISATION' as const, name: '演示公司', uscc: pick(dice, USCC) }
  return {
    ...noMatter,
    id: '2027-000001',
    department: pick(dice, divisions),
    coDepartments: some(2),
    formerCoDepartments: some(1),
    handler: pick(dice, people),
    records: reviews,
    counterparty: dice(2) === 0 ? party : undefined,
  }
}

function generatedInterests(dice: Dice, people: readonly string[]): readonly DeclaredInterest[] {
  return Array.from({ length: dice(5) }, (_, index) => ({
    id: `I-${index}`,
    person: pick(dice, people),
    unit: '演示公司',
    uscc: pick(dice, USCC),
    relation: '配偶任职',
    ended: dice(3) === 0,
  }))
}

function evidenceOf(organisation: Organisation, matter: Matter, today: string): Evidence {
  const { assignments, interests, departments } = organisation
  const { department, coDepartments, formerCoDepartments, handler, counterparty, records } = matter
  const kinds = Object.fromEntries(Object.values(departments).map(d => [d.code, d.kind]))
  const about = { department, coDepartments, formerCoDepartments, handler, uscc: counterparty?.uscc, reviews: records }
  return { today, kinds, assignments, interests, matter: about }
}

/** A group as the record would hold it, its members listed in any order. */
function generatedGroup(dice: Dice, people: readonly string[], divisions: readonly string[]): ReviewGroup {
  const persons = [...new Set(Array.from({ length: 2 + dice(6) }, () => pick(dice, people)))]
  const orders = persons.map((_, index) => index + 1).toSorted(() => dice(3) - 1)
  const members = persons.map((person, index) => ({
    person,
    department: pick(dice, divisions),
    order: orders[index] ?? 0,
  }))
  const data = {
    board: 'PERMIT',
    name: '审批许可复核小组',
    from: '2027-01-01',
    to: '2027-12-31',
    leader: 'leader-0',
  } as const
  const by = { person: 'agency-head', post: 'AGENCY_HEAD', department: '' }
  const event = { type: 'review-group.established', version: 1, at: '2026-12-01T02:00:00.000Z', by } as const
  return evolveReviewGroup(noReviewGroup, {
    ...event,
    data: { ...data, divisions: members.map(m => m.department), members },
  })
}

test('S94、S95、S96、S97、A8、A9、A13、E-04、E-05、E-06、E-07、E-09 三百个机关逐件比对：组长、成员、回避、召集人与独立核验一致', t => {
  const seen = { leaders: 0, barred: 0, recused: 0, members: 0, acting: 0 }
  const clauses = new Set<string>()
  for (let seed = 1; seed <= ORGANISATIONS; seed += 1) {
    const dice = diceOf(seed)
    const shape = { divisions: 4 + dice(10), leaders: 2 + dice(5), oddities: 5 + dice(25) }
    const bare = generatedOrganisation(dice, shape)
    const people = Object.keys(bare.persons)
    const divisions = Object.keys(bare.departments)
    const organisation = { ...bare, interests: generatedInterests(dice, people) }
    for (let number = 1; number <= MATTERS; number += 1) {
      const where = `seed ${seed}, matter ${number}`
      const matter = generatedMatter(dice, people, divisions)
      const today = pick(dice, DAYS)
      const evidence = evidenceOf(organisation, matter, today)

      for (const person of people) {
        const refusal = refuseLeader(organisation, person, matter, today)
        const expected = leaderBarredBy(evidence, person)
        assert.equal(refusal?.clause, expected, `${where}: ${person} as leader`)
        seen.leaders += 1
        if (expected) clauses.add(`leader ${expected}`)
        if (expected) seen.barred += 1
        for (const division of divisions) {
          const may = refuseAsMember(organisation, person, division, today) === undefined
          assert.equal(may, mayBeMember(evidence, person, division), `${where}: ${person} for ${division}`)
          if (may) seen.members += 1
        }
      }
      const possible = people.filter(person => leaderBarredBy(evidence, person) === undefined)
      assert.deepEqual(possibleLeaders(organisation, matter, today).toSorted(), possible.toSorted(), where)

      const recusals = derivedRecusals(organisation, people, matter, today)
      const expected = people.flatMap(person => {
        const clause = recusedBy(evidence, person)
        return clause ? [{ person, clause }] : []
      })
      assert.deepEqual(
        recusals.map(({ person, clause }) => ({ person, clause })),
        expected,
        where,
      )
      seen.recused += expected.length
      for (const { clause } of expected) clauses.add(`recused ${clause}`)

      const group = generatedGroup(dice, people, divisions)
      const away = expected.map(e => e.person)
      const convener = convenerOf(group, new Set(away))
      assert.equal(convener?.person, convenerByForce(group.members, away), where)
      if (convener) assert.equal(convener.acting, convenerByForce(group.members, []) !== convener.person, where)
      if (convener?.acting) seen.acting += 1
    }
  }
  t.diagnostic(JSON.stringify({ ...seen, clauses: [...clauses].toSorted() }))

  // What never came up was not compared.
  assert.deepEqual([...clauses].toSorted(), [
    'leader A13',
    'leader E-09',
    'leader S94',
    'leader S95',
    'recused E-09',
    'recused S10',
    'recused S95',
    'recused S96',
  ])
  assert.ok(seen.barred > 100 && seen.recused > 100 && seen.members > 100 && seen.acting > 20, JSON.stringify(seen))
})
