import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demonstratedWorld } from '../../test/support/story.ts'
import { idOf, moduleOf, streams } from '../ids.ts'
import type { Matter } from '../matter/matter.ts'
import { noMatter } from '../matter/matter.ts'
import { releasedFields } from './release.ts'

const drafted = { version: 1, type: 'matter.drafted' }
const details = (version: number) => ({ version, type: 'matter.details-set' })
const submitted = { version: 4, type: 'matter.submitted' }
const finished = { version: 9, type: 'matter.implementation-finished' }
const open: Matter = { ...noMatter, submittedAt: '2026-09-01T01:00:00.000Z', board: 'PLAN_FUND' }

test('S11 送审以后，最后一次填写的标题、依据、金额等交给公众，更早的草稿不交', () => {
  const released = releasedFields(open, [drafted, details(2), details(3), submitted, finished])
  assert.deepEqual([...released.keys()], [3, 9])
  assert.deepEqual(released.get(3), ['title', 'submissionBasis', 'amount', 'location', 'projectCode'])
  assert.deepEqual(released.get(9), ['result'])
})

test('S11 没有填写过送审内容的，交出拟稿时的标题', () => {
  assert.deepEqual([...releasedFields(open, [drafted, submitted])], [[1, ['title']]])
})

test('PUB-004 草稿和不主动公开的件，什么都不交；改回主动公开，又都交出', () => {
  const events = [drafted, details(2), submitted]
  const { submittedAt: _, ...draft } = open
  assert.equal(releasedFields(draft, events).size, 0)
  for (const attribute of ['NONE', 'ON_REQUEST'] as const) {
    assert.equal(releasedFields({ ...open, disclosure: { attribute } }, events).size, 0)
  }
  assert.equal(releasedFields({ ...open, disclosure: { attribute: 'ACTIVE' } }, events).size, 1)
})

test('PII-002 许可、执法的单位相对人交出全称，自然人不交，其他板块不交', () => {
  const said = (matter: Partial<Matter>) => releasedFields({ ...open, ...matter }, [details(2)]).get(2) ?? []
  const firm = { kind: 'ORGANISATION', name: '演示公司' } as const
  const person = { kind: 'PERSON', name: '演示某' } as const
  assert.ok(said({ board: 'PERMIT', counterparty: firm }).includes('counterparty'))
  assert.ok(said({ board: 'ENFORCEMENT', counterparty: firm }).includes('counterparty'))
  assert.ok(!said({ board: 'PERMIT', counterparty: person }).includes('counterparty'))
  assert.ok(!said({ board: 'PLAN_FUND', counterparty: firm }).includes('counterparty'))
})

test('S11 演示中的每一件：交出的字段只在已送审、主动公开的件上', async () => {
  const world = await demonstratedWorld()
  const byStream = Map.groupBy(world.events, e => e.stream)
  let open = 0
  for (const [stream, events] of byStream) {
    if (moduleOf(stream) !== 'matter') continue
    const matter = world.state<Matter>(streams.matter(idOf(stream)))
    const released = releasedFields(matter, events)
    assert.equal(released.size > 0, Boolean(matter.submittedAt) && matter.disclosure.attribute === 'ACTIVE', stream)
    open += released.size > 0 ? 1 : 0
  }
  assert.ok(open > 40)
})
