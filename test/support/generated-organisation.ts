import { type Board, boards, type Post } from '../../domain/organisation/events.ts'
import { noOrganisation, type Organisation, type PostAssignment } from '../../domain/organisation/organisation.ts'
import type { ReviewGroup } from '../../domain/review-group/review-group.ts'
import type { Rulebook } from '../../domain/rulebook/rulebook.ts'

/** A number from 0 to below `sides`. */
export type Dice = (sides: number) => number

/** mulberry32: everything that is generated follows from one printed seed. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0
  return sides => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides
  }
}

export interface Shape {
  readonly divisions: number
  readonly leaders: number
  /** How often, in percent, something is out of the ordinary: a vacancy, two posts in one hand, a change under way. */
  readonly oddities: number
}

/** An invented agency: divisions with heads, leaders in charge of them, and whatever real ones have that no plan foresees. */
export function generatedOrganisation(dice: Dice, { divisions, leaders, oddities }: Shape): Organisation {
  const odd = () => dice(100) < oddities
  const assignments: PostAssignment[] = []
  const assign = (person: string, post: Post, department?: string, more: Partial<PostAssignment> = {}) => {
    assignments.push({
      id: `A-${assignments.length}`,
      person,
      post,
      department,
      from: '2026-01-01',
      acting: false,
      ...more,
    })
  }
  const codes = Array.from({ length: divisions }, (_, index) => `D${index}`)
  const departments = codes.map((code, order) => {
    const submits = dice(5) < 2 ? [pick(dice, boards)] : []
    const kind = odd()
      ? ('affiliated-unit' as const)
      : order % 7 === 6
        ? ('enforcement' as const)
        : ('division' as const)
    return { code, name: `演示处${order}`, kind, boards: odd() ? [...submits, pick(dice, boards)] : submits, order }
  })
  for (let leader = 0; leader < leaders; leader += 1) {
    assign(
      `leader-${leader}`,
      leader > 0 && odd() && leader === leaders - 1 ? 'DISCIPLINE_LEADER' : 'LEADERSHIP_MEMBER',
    )
  }
  assign('agency-head', 'AGENCY_HEAD')
  for (const { code, kind } of departments) {
    const head = kind === 'affiliated-unit' ? 'UNIT_HEAD' : 'DIVISION_HEAD'
    const holder = odd() ? (odd() ? `leader-${dice(leaders)}` : `head-D${dice(divisions)}`) : `head-${code}`
    // Posts may change hands while a plan runs, be vacant, or be held for the time being.
    const changes = odd()
    if (!odd()) assign(holder, head, code, { acting: odd(), ...(changes ? { to: '2027-06-30' } : {}) })
    if (changes && dice(2) === 0) assign(`next-${code}`, head, code, { from: '2027-07-01' })
    if (odd()) assign(`head-D${dice(divisions)}`, 'DIVISION_DEPUTY', code)
    if (!odd()) assign(`leader-${dice(leaders)}`, 'LEADER_IN_CHARGE', code)
    assign(`clerk-${code}`, 'CLERK', code)
  }
  const people = [...new Set(assignments.map(a => a.person))]
  return {
    ...noOrganisation,
    departments: Object.fromEntries(departments.map(d => [d.code, d])),
    persons: Object.fromEntries(people.map(id => [id, { id, name: `${id}（演示）`, demo: true }])),
    assignments,
  }
}

/** The rotation before: any leader and any divisions, whoever may lead now. */
export function generatedGroups(dice: Dice, organisation: Organisation): readonly ReviewGroup[] {
  const leaders = organisation.assignments.filter(a => a.post === 'LEADERSHIP_MEMBER').map(a => a.person)
  const codes = Object.keys(organisation.departments)
  return boards.flatMap((board: Board) => {
    if (leaders.length === 0 || dice(4) === 0) return []
    const departments = [...new Set([pick(dice, codes), pick(dice, codes), pick(dice, codes)])]
    const members = departments.map((department, index) => ({
      person: `head-${department}`,
      department,
      order: index + 1,
    }))
    const name = `${board}（演示）`
    return { id: `${board}-1`, board, name, from: '2026-07-01', to: '2026-12-31', leader: pick(dice, leaders), members }
  })
}

/** The rules that planning asks for: half a year, and nobody twice running unless said. */
export function rotationRules(sameLeaderConsecutive = false): Rulebook {
  const rule = (key: string, value: number | boolean) => [key, { key, value, source: '演示' }] as const
  const parameters = Object.fromEntries([
    rule('rotation.period', 6),
    rule('rotation.sameLeaderConsecutive', sameLeaderConsecutive),
  ])
  return { documents: {}, ruleSets: [{ version: 1, effectiveFrom: '2026-01-01', parameters }] }
}

export function pick<T>(dice: Dice, list: readonly T[]): T {
  const found = list[dice(list.length)]
  if (found === undefined) throw new Error('nothing to pick from')
  return found
}
