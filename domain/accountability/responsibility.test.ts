import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { demonstratedWorld } from '../../test/support/story.ts'
import type { World } from '../../test/support/world.ts'
import { idOf, moduleOf, streams } from '../ids.ts'
import { type Matter, recordOf } from '../matter/matter.ts'
import { type AgendaItem, itemOf, type Meeting } from '../meeting/meeting.ts'
import { dissentsOf } from '../meeting/minutes.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { mayAnswer, meetingsOf, responsibilityChain } from './responsibility.ts'

let world: World
let matters: readonly Matter[]
before(async () => {
  world = await demonstratedWorld()
  const found = [...new Set(world.events.map(e => e.stream))].filter(stream => moduleOf(stream) === 'matter')
  matters = found.map(stream => world.state<Matter>(stream))
})

const sittings = (matter: Matter): Record<string, Meeting> =>
  Object.fromEntries(meetingsOf(matter).map(id => [id, world.state<Meeting>(streams.meeting(id))]))
const chainOf = (matter: Matter, meetings = sittings(matter)) =>
  responsibilityChain(matter, meetings, world.state<Organisation>(streams.organisation))

/** Every item of the demonstration by which a standing record was made. */
function decided(): readonly { matter: Matter; tier: number; meeting: Meeting; item: AgendaItem }[] {
  return matters.flatMap(matter =>
    ([1, 3, 4] as const).flatMap(tier => {
      const id = recordOf(matter, tier)?.meeting
      const meeting = id === undefined ? undefined : world.state<Meeting>(streams.meeting(id))
      const item = meeting && itemOf(meeting, matter.id)
      return meeting && item ? [{ matter, tier, meeting, item }] : []
    }),
  )
}

test('ACC-007 三个月的演示里，每一件按级次列出经办、送审、审核、主持的人，表决的成员一个不漏、不多', () => {
  const all = decided()
  assert.ok(all.length > 20)
  for (const { matter, tier, meeting, item } of all) {
    const chain = chainOf(matter)
    const tiers = chain.map(link => link.tier)
    assert.deepEqual(tiers, tiers.toSorted(), matter.id)
    assert.equal(chain.find(link => link.part === 'HANDLED')?.person, matter.handler)
    const here = chain.filter(link => link.tier === tier).map(link => link.person)
    const presider = item.presider ?? meeting.chair
    const voting = new Set([presider, ...meeting.members.filter(m => m.voting).map(m => m.person)])
    assert.deepEqual(here.toSorted(), [...voting].toSorted(), `${idOf(matter.id)} ${tier}`)
  }
  const delegated = matters.filter(m => recordOf(m, 2)?.onBehalfOf !== undefined)
  assert.ok(delegated.length > 0, 'a leader was away, and another reviewed in their place')
  for (const matter of delegated) {
    assert.equal(chainOf(matter).find(link => link.part === 'REVIEWED')?.person, recordOf(matter, 2)?.by)
  }
})

test('ACC-007 S145 演示里投了反对票的、回避的，责任链里都这样写着，都不承担责任', () => {
  const seen = { dissent: 0, recused: 0 }
  for (const { matter, tier, meeting, item } of decided()) {
    const partOf = (person: string) => chainOf(matter).find(l => l.tier === tier && l.person === person)?.part
    const recused = item.recusals.map(r => r.person).filter(p => meeting.members.some(m => m.person === p && m.voting))
    const dissenters = dissentsOf(item)
      .filter(o => item.opinions.findLast(last => last.person === o.person) === o)
      .map(o => o.person)
      .filter(person => !recused.includes(person) && meeting.kind !== 'DIRECTOR')
    for (const person of recused) assert.equal(partOf(person), 'RECUSED', `${matter.id} ${person}`)
    for (const person of dissenters) assert.equal(partOf(person), 'DISAGREED', `${matter.id} ${person}`)
    seen.recused += recused.length
    seen.dissent += dissenters.length
  }
  assert.ok(seen.dissent > 0 && seen.recused > 0, JSON.stringify(seen))
  assert.deepEqual([mayAnswer('DISAGREED'), mayAnswer('RECUSED'), mayAnswer('ABSENT')], [false, false, false])
})

/** One item as it happened, told again with something changed. */
function retold(change: (meeting: Meeting, item: AgendaItem) => { meeting?: object; item?: object }) {
  const [found] = decided().filter(d => d.tier === 3 && d.item.ballot === 'NAMED' && d.item.recusals.length === 0)
  const { matter, meeting, item } = found ?? assert.fail('no review group met by name')
  const changed = change(meeting, item)
  const items = meeting.items.map(one => (one === item ? { ...one, ...changed.item } : one))
  const told = { ...meeting, ...changed.meeting, items } as Meeting
  const chain = chainOf(matter, { ...sittings(matter), [meeting.id]: told }).filter(l => l.tier === 3)
  const others = meeting.members.filter(m => m.voting && m.person !== (item.presider ?? meeting.chair))
  const one = others[0]?.person ?? assert.fail('nobody but the chair')
  return { part: (person: string) => chain.find(l => l.person === person)?.part, one, chair: meeting.chair, chain }
}

test('ACC-007 结论是不同意的，要承担责任的是否决的人；当时主张同意的，意见未被采纳', () => {
  const { chain } = retold((_meeting, item) => ({
    item: {
      conclusion: { ...(item.conclusion ?? assert.fail()), conclusion: 'NOT_AGREED' },
      opinions: item.opinions.map((o, i) => ({ ...o, position: i === 0 ? 'AGREE' : 'DISAGREE' })),
    },
  }))
  assert.equal(chain.filter(l => l.part === 'DISAGREED').length, 1)
  assert.ok(chain.some(l => l.part === 'AGREED'))
})

test('ACC-007 弃权不免责，无记名表决的不知道怎样投的，会后离开的不算缺席，会后才来的算', () => {
  const { one } = retold(() => ({}))
  const silent = (item: AgendaItem) => item.opinions.filter(o => o.person !== one)
  const abstained = retold((_m, item) => ({ item: { opinions: silent(item) } }))
  assert.equal(abstained.part(one), 'ABSTAINED')
  assert.equal(mayAnswer('ABSTAINED'), true)

  const secret = retold((_m, item) => ({ item: { ballot: 'SECRET', opinions: silent(item) } }))
  assert.equal(secret.part(one), 'VOTED')
  assert.equal(mayAnswer('VOTED'), false)

  const late = '2030-01-01T00:00:00.000Z'
  const leftAfter = retold((m, item) => ({
    item: { opinions: silent(item) },
    meeting: { attendance: [...m.attendance, { person: one, status: 'LEFT', at: late }] },
  }))
  assert.equal(leftAfter.part(one), 'ABSTAINED')
  const cameAfter = retold((m, item) => ({
    item: { opinions: silent(item) },
    meeting: {
      attendance: [...m.attendance.filter(a => a.person !== one), { person: one, status: 'PRESENT', at: late }],
    },
  }))
  assert.equal(cameAfter.part(one), 'ABSENT')
})
