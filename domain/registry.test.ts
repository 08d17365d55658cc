import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  FILING_ITEM,
  leaderReviewed,
  met,
  noticed,
  REPORT_ITEM,
  SECRETARY,
  submitted,
} from '../test/support/journey.ts'
import { foundedWorld, tellStory } from '../test/support/story.ts'
import { followUpId } from './follow-up/follow-up.ts'
import { type StreamModule, streams } from './ids.ts'
import { fold, modules, type StoredEvent } from './registry.ts'
import { visibilities, visibilityOf } from './schema.ts'
import { summaryId } from './summary/summary.ts'

const founded = await foundedWorld()

/** One person of each kind, seen from a matter of 科技处 (规划资金, in the charge of leader-1) and its meetings. */
const cast = {
  经办: 'clerk-sci-tech-1',
  本处室人员: 'clerk-sci-tech-2',
  本处室负责人: 'head-sci-tech',
  别处室人员: 'clerk-ports-1',
  别处室负责人: 'head-ports',
  召集人: 'head-capital-construction',
  复核成员: 'head-transport',
  分管领导: 'leader-1',
  复核组长: 'leader-2',
  其他厅领导: 'leader-4',
  厅主要领导: 'agency-head',
  办公室: SECRETARY,
  纪检组长: 'discipline-leader',
  监察室: 'supervision-office-head',
  运维: 'operator-1',
  平台: 'SYSTEM',
  外人: 'nobody',
} as const
type Kind = keyof typeof cast
const kinds = Object.keys(cast) as Kind[]

const everybodyIn = (...list: Kind[]) => list
const own = everybodyIn('经办', '本处室人员', '本处室负责人')
const staff = everybodyIn(...own, '别处室人员', '别处室负责人', '召集人', '复核成员', '办公室', '纪检组长', '监察室')
const operators = everybodyIn('运维', '平台')
const leaders = everybodyIn('分管领导', '复核组长', '其他厅领导', '厅主要领导', '纪检组长')
const running = everybodyIn('办公室', '复核组长', '召集人')
const members = everybodyIn('复核组长', '召集人', '复核成员')
const everybodyOfTheAgency = [...new Set([...staff, ...leaders])]

/** Who gets as far as the rule itself. Whoever is not listed is told that it is not theirs, or that there is no such thing. */
const access: Readonly<Record<string, Readonly<Record<string, readonly Kind[]>>>> = {
  organisation: {
    foundation: operators,
    departments: operators,
    persons: operators,
    'post-assignments': operators,
    'post-endings': operators,
    delegations: leaders,
    'delegation-revocations': leaders,
    'interest-declarations': everybodyOfTheAgency,
    'interest-endings': everybodyOfTheAgency,
    'signing-keys': [...everybodyOfTheAgency, '平台'],
    'signing-key-revocations': [...everybodyOfTheAgency, ...operators],
  },
  rulebook: {
    documents: ['本处室负责人', '别处室负责人', '召集人', '复核成员', '办公室'],
    // The platform adopts the first set, the defaults, and is refused by the rule itself afterwards.
    'rule-sets': ['厅主要领导', '平台'],
  },
  catalogue: { 'compiled-items': staff, versions: ['厅主要领导'] },
  'review-group': { establishment: ['办公室'], approval: ['厅主要领导'] },
  rotation: { plans: ['办公室'], adjustments: ['办公室'], establishments: ['办公室'] },
  summary: { submission: own },
  disclosure: {
    'erasure-requests': ['办公室'],
    'erasure-confirmations': ['纪检组长', '监察室'],
    'erasure-refusals': ['纪检组长', '监察室'],
  },
  matter: {
    draft: own,
    details: own,
    materials: own,
    'material-removals': own,
    'control-checks': own,
    'post-filing': ['经办'],
    'urgency-proposal': ['本处室负责人'],
    'urgency-confirmation': ['分管领导'],
    submission: ['经办', '本处室负责人'],
    'leader-review': ['分管领导'],
    'supplement-requests': ['本处室负责人', '分管领导', '办公室'],
    supplements: ['经办', '本处室负责人'],
    'withdrawal-requests': ['经办', '本处室负责人'],
    withdrawal: ['分管领导'],
    'withdrawal-refusal': ['分管领导'],
    'condition-reports': [],
    'condition-confirmations': [],
    handling: ['经办', '本处室负责人'],
    'handling-completion': ['经办', '本处室负责人'],
    implementation: ['经办', '本处室负责人'],
    'implementation-completion': ['经办', '本处室负责人'],
    rectification: ['经办', '本处室负责人'],
    closure: ['经办', '本处室负责人'],
    termination: ['分管领导', '平台'],
    lateness: ['平台'],
  },
  meeting: {
    calling: ['召集人', '办公室'],
    items: running,
    topics: ['办公室'],
    'item-removals': running,
    'agenda-orders': running,
    'separate-items': running,
    presiders: ['召集人', '办公室'],
    chairs: ['复核组长', '办公室'],
    'recorder-replacements': ['复核组长', '办公室'],
    'second-recorders': ['复核组长', '办公室'],
    invitations: running,
    'invitation-agreements': ['办公室'],
    'invitation-refusals': ['办公室'],
    // An invitee has no account (E-14), and whoever has one is no invitee.
    'invitee-declarations': [],
    'invitee-opinions': [],
    'invitee-opinion-voidings': ['复核组长', '办公室'],
    notice: running,
    acknowledgements: members,
    'late-items': ['召集人', '办公室'],
    'late-item-confirmations': ['复核组长', '办公室'],
    opening: running,
    attendance: running,
    'item-starts': running,
    recusals: [...running, '复核成员'],
    'recusal-requests': members,
    'recusal-rulings': ['复核组长', '厅主要领导'],
    'ruling-objections': members,
    opinions: [...running, '复核成员'],
    'written-opinions': [...members, '办公室'],
    'opinion-supplements': members,
    'ballot-counts': ['办公室'],
    conclusions: ['办公室', '复核组长'],
    postponements: running,
    adjournment: running,
    'minutes-drafts': ['办公室'],
    'minutes-circulations': ['办公室'],
    'minutes-comments': members,
    'dissent-confirmations': members,
    'minutes-signature': ['复核组长'],
    'erratum-proposals': ['办公室', '复核组长'],
    errata: ['复核组长'],
  },
  'follow-up': { replies: own, returns: ['办公室'], extensions: ['办公室'], completion: ['办公室'] },
}

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
