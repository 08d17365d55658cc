import assert from 'node:assert/strict'
import { test } from 'node:test'
import { access, cast, kinds } from '../test/support/access-table.ts'
import { FILING_ITEM, leaderReviewed, met, noticed, REPORT_ITEM, submitted } from '../test/support/journey.ts'
import { foundedWorld, tellStory } from '../test/support/story.ts'
import { followUpId } from './follow-up/follow-up.ts'
import { type StreamModule, streams } from './ids.ts'
import type { StoredEvent } from './module.ts'
import { fold, modules } from './registry.ts'
import { visibilities, visibilityOf } from './schema.ts'
import { summaryId } from './summary/summary.ts'

const founded = await foundedWorld()

/** A matter waiting for tier 3, on the agenda of a noticed meeting of its review group; its division has something to do. */
function scene() {
  const story = tellStory(founded.copy())
  const matter = submitted(story, FILING_ITEM)
  const task = { words: '按会议意见完善实施方案', owner: 'SCI_TECH', dueOn: '2026-09-30' }
  const initial = met(story, 'INITIAL', [matter], { more: { tasks: [task] } })
  leaderReviewed(story, matter)
  const meeting = noticed(story, 'GROUP', [matter])
  const stream: Readonly<Record<StreamModule, string>> = {
    organisation: streams.organisation,
    rulebook: streams.rulebook,
    catalogue: streams.catalogue,
    matter: streams.matter(matter),
    meeting: streams.meeting(meeting),
    'review-group': streams.reviewGroup('PLAN_FUND-2'),
    summary: streams.summary(summaryId(FILING_ITEM, '2026Q2')),
    disclosure: streams.disclosure,
    'follow-up': streams.followUp(followUpId(initial, 1)),
    rotation: streams.rotation('2027-01-01'),
    register: streams.register,
    complaint: streams.complaint('JB-00000000'),
    'spot-check': streams.spotCheck('2026-01'),
    inspection: streams.inspection('2026-01-1'),
    accountability: streams.accountability('2026-001'),
    supervision: streams.supervision('2026-001'),
  }
  return { story, stream }
}

test('S145、S10 身份×操作：谁可以提出哪项操作是一张表，表外的人一律得到“由谁办理”或“没有找到”', t => {
  const { story, stream } = scene()
  const lines: string[] = []
  for (const [name, nouns] of Object.entries(access)) {
    const module = name as StreamModule
    assert.deepEqual(
      modules[module].acts.map(a => a.noun).sort(),
      Object.keys(nouns).sort(),
      `every act of ${module} is in the table`,
    )
    for (const [noun, expected] of Object.entries(nouns)) {
      const reached = kinds.filter(kind => {
        const result = story.copy().world.do(cast[kind], story.now(), stream[module], noun, {})
        if (result.ok) return true
        const { code, clause, sentence } = result.error
        const turnedAway = (code === 'FORBIDDEN' && clause === 'S145') || (code === 'NOT_FOUND' && clause === 'S143')
        if (turnedAway) assert.match(sentence, /办理。$|没有找到，或您无权查看。/)
        return !turnedAway
      })
      assert.deepEqual([...reached].sort(), [...expected].sort(), `${module} ${noun}`)
      lines.push(`${module} ${noun}: ${reached.join(' ') || '—'}`)
    }
  }
  for (const line of lines) t.diagnostic(line)
})

test('S104 汇总报告只由该事项的处室提交', () => {
  const story = tellStory(founded.copy(), '2026-10-08')
  const stream = streams.summary(summaryId(REPORT_ITEM, '2026Q3'))
  const may = ['clerk-transport-1', 'head-transport']
  for (const person of [...Object.values(cast), ...may]) {
    const result = story.copy().world.do(person, story.now(), stream, 'submission', { note: '本期没有异常情况。' })
    assert.equal(result.ok, may.includes(person), person)
  }
})

test('S73 运维身份对件、会议、目录、制度没有任何操作', () => {
  const { story, stream } = scene()
  for (const module of [
    'matter',
    'meeting',
    'catalogue',
    'rulebook',
    'review-group',
    'summary',
    'disclosure',
    'follow-up',
    'rotation',
  ] as const) {
    for (const { noun } of modules[module].acts) {
      const result = story.world.do('operator-1', story.now(), stream[module], noun, {})
      assert.equal(!result.ok && ['FORBIDDEN', 'NOT_FOUND'].includes(result.error.code), true, `${module} ${noun}`)
    }
  }
})

test('没有这项操作的，答复没有', () => {
  const { story, stream } = scene()
  story.refused(
    'agency-head',
    stream.matter,
    'rubber-stamp',
    {},
    { clause: 'S15', says: /没有这项操作/, code: 'NOT_FOUND' },
  )
})

test('每个事件的每个字段都声明了谁可以看：公开、限内部或保密，没有“没想过”的字段', () => {
  for (const [module, { schemas }] of Object.entries(modules)) {
    for (const [type, shape] of Object.entries(schemas)) {
      for (const [field, schema] of Object.entries(shape)) {
        assert.ok(
          visibilities.some(v => v === visibilityOf(schema)),
          `${module} ${type} ${field}`,
        )
      }
    }
  }
})

test('人员姓名、意见、表态、纪要正文从不声明为公开（条例第16条）', () => {
  const field = (type: string, name: string) => {
    const schemas = Object.assign({}, ...Object.values(modules).map(m => m.schemas))
    return visibilityOf(schemas[type][name])
  }
  const inside = [
    ['organisation.person-registered', 'name'],
    ['matter.drafted', 'handler'],
    ['matter.tier-concluded', 'opinion'],
    ['matter.tier-concluded', 'participants'],
    ['meeting.opinion-recorded', 'person'],
    ['meeting.opinion-recorded', 'position'],
    ['meeting.opinion-recorded', 'words'],
    ['meeting.written-opinion-recorded', 'words'],
    ['meeting.opinion-supplemented', 'words'],
    ['meeting.recusal-requested', 'person'],
    ['meeting.recusal-ruled', 'reason'],
    ['meeting.ballots-counted', 'agree'],
    ['meeting.ballots-counted', 'tellers'],
    ['meeting.packet-frozen', 'papers'],
    ['organisation.interest-declared', 'person'],
    ['organisation.interest-declared', 'uscc'],
    ['meeting.item-concluded', 'agree'],
    ['meeting.minutes-signed', 'minutes'],
    ['review-group.established', 'members'],
    ['catalogue.item-compiled', 'riskAnalyses'],
  ] as const
  for (const [type, name] of inside) assert.equal(field(type, name), 'restricted', `${type} ${name}`)
  for (const [type, name] of [
    ['matter.tier-concluded', 'conclusion'],
    ['meeting.called', 'divisions'],
    ['matter.submitted', 'level'],
  ] as const) {
    assert.equal(field(type, name), 'public', `${type} ${name}`)
  }
})

test('S15 每次权力行使都留痕：谁、以何职务、代表谁、何时、第几条；从事件重新累加得到同样的状态', () => {
  const { story } = scene()
  const byStream = Map.groupBy(story.world.events, e => e.stream)
  for (const [stream, events] of byStream) {
    assert.deepEqual(
      events.map(e => e.version),
      events.map((_, index) => index + 1),
      stream,
    )
    for (const { by, at } of events) assert.ok(by.person && by.post && at, stream)
    assert.deepEqual(fold(stream, events as StoredEvent[]), story.world.state(stream), stream)
  }
  const review = story.world.events.find(
    e => e.type === 'matter.tier-concluded' && (e.data as { tier: number }).tier === 2,
  )
  assert.deepEqual(review?.by, { person: 'leader-1', post: 'LEADER_IN_CHARGE', department: 'SCI_TECH' })
})
