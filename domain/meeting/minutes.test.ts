import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { groupOpen, itemIn, says } from '../../test/support/group-sitting.ts'
import {
  concluded,
  conclusionOf,
  FILING_ITEM,
  noticed,
  opened,
  SECRETARY,
  signed,
  submitted,
  upToTier,
} from '../../test/support/journey.ts'
import { foundedWorld, type Story, tellStory } from '../../test/support/story.ts'
import type { WorldEvent } from '../../test/support/world.ts'
import { fingerprint } from '../canonical.ts'
import { streams } from '../ids.ts'
import { excerptOf, type Minutes } from './minutes.ts'

const founded = await foundedWorld()
const LEADER = 'leader-2'

const minutesIn = (story: Story, meeting: string): Minutes =>
  JSON.parse(story.meeting(meeting).minutes ?? assert.fail('not signed'))
const theItem = (story: Story, meeting: string) => minutesIn(story, meeting).items[0] ?? assert.fail('no item')
const dataOf = (event: WorldEvent | undefined) =>
  (event?.data ?? assert.fail('no such event')) as Readonly<Record<string, unknown>>
const lastEvent = (story: Story, type: string) => dataOf(story.world.events.findLast(e => e.type === type))

/** 复核例会已散会，结论为“同意”。 */
function adjourned() {
  const sat = groupOpen(founded)
  concluded(sat.story, sat.meeting, sat.id)
  sat.story.does(SECRETARY, sat.stream, 'adjournment', {})
  const section = { matter: sat.id, conclusion: 'AGREED', narrative: '会议听取了汇报，逐项讨论。' }
  const draft = (...sections: object[]) => sat.story.does(SECRETARY, sat.stream, 'minutes-drafts', { sections })
  return { ...sat, section, draft }
}

test('E-38 纪要稿的结论与会议记录不一致的，稿子留着，但不能送阅，也不能签发', () => {
  const { story, id, stream, section, draft } = adjourned()
  draft({ ...section, conclusion: 'NOT_AGREED' })
  const refusal = (label: string) => ({
    clause: 'E-38',
    says: new RegExp(`第1项议题，纪要稿写「不同意」，会议记录为「同意」，两者不一致，不能${label}`),
  })
  story.refused(SECRETARY, stream, 'minutes-circulations', {}, refusal('送阅'))
  story.refused(LEADER, stream, 'minutes-signature', {}, refusal('签发'))
  draft({ matter: id, narrative: section.narrative })
  story.refused(LEADER, stream, 'minutes-signature', {}, { clause: 'E-38', says: /纪要稿写「未写结论」/ })
  draft(section)
  story.does(LEADER, stream, 'minutes-signature', {})
  assert.equal(story.matter(id).status, 'FILED_AGREED')
})

test('E-38 顺延的议题没有结论，纪要稿给它写上结论的不能签发', () => {
  const { story, id, meeting, stream } = groupOpen(founded)
  story.does(SECRETARY, stream, 'postponements', { matter: id, reason: '材料须再核实' })
  story.does(SECRETARY, stream, 'adjournment', {})
  const draft = (more: object) =>
    story.does(SECRETARY, stream, 'minutes-drafts', { sections: [{ matter: id, narrative: '未审议。', ...more }] })
  draft({ conclusion: 'AGREED' })
  story.refused(
    LEADER,
    stream,
    'minutes-signature',
    {},
    {
      clause: 'E-38',
      says: /纪要稿写「同意」，会议记录为「顺延」/,
    },
  )
  draft({})
  story.does(LEADER, stream, 'minutes-signature', {})
  assert.deepEqual([theItem(story, meeting).conclusion, theItem(story, meeting).opinion], ['顺延', '材料须再核实'])
})

test('E-38 纪要稿由记录人在散会后起草，须逐项覆盖全部议题，每项一段', () => {
  const open = groupOpen(founded)
  const early = { sections: [{ matter: open.id, narrative: '会议正在进行。' }] }
  open.story.refused(SECRETARY, open.stream, 'minutes-drafts', early, { clause: 'E-38', says: /会议现为「进行中」/ })

  const { story, stream, section, draft } = adjourned()
  const wrong = (...sections: object[]) =>
    story.refused(
      SECRETARY,
      stream,
      'minutes-drafts',
      { sections },
      {
        clause: 'E-38',
        says: /逐项写明本次会议的全部议题/,
        field: 'sections',
      },
    )
  wrong()
  wrong(section, section)
  wrong({ ...section, matter: 'T-9' })
  story.refused(LEADER, stream, 'minutes-drafts', { sections: [section] }, { clause: 'S145', says: /由会议记录人办理/ })
  story.refused(SECRETARY, stream, 'minutes-circulations', {}, { clause: 'E-34', says: /还没有纪要稿/ })
  draft(section)
  story.does(SECRETARY, stream, 'minutes-circulations', {})
  story.refused(SECRETARY, stream, 'minutes-circulations', {}, { clause: 'E-34', says: /第1稿已经送阅/ })
  assert.equal(dataOf(draft(section)[0]).draft, 2)
})

test('MTG-009 没有起草的可以直接签发；起草过的，签发的纪要用最后一稿的审议情况', () => {
  const plain = adjourned()
  plain.story.does(LEADER, plain.stream, 'minutes-signature', {})
  assert.equal(theItem(plain.story, plain.meeting).narrative, undefined)

  const { story, meeting, stream, section, draft } = adjourned()
  draft(section)
  draft({ ...section, narrative: '会议听取了汇报，一致认为可行。' })
  story.does(LEADER, stream, 'minutes-signature', {})
  assert.equal(theItem(story, meeting).narrative, '会议听取了汇报，一致认为可行。')
})

test('S93、MTG-009 件上留有本议题摘录的指纹，凭签发的纪要人人可以重新算出；签发之前件上没有结论', () => {
  const { story, id, meeting, stream } = adjourned()
  assert.equal(story.matter(id).records.at(-1)?.tier, 2, '签发之前，第三级还没有结论')
  story.does(LEADER, stream, 'minutes-signature', {})

  const { minutes = '', hash } = story.meeting(meeting)
  const record = story.matter(id).records.at(-1)
  const excerpt = fingerprint(excerptOf(JSON.parse(minutes), id))
  assert.equal(createHash('sha256').update(minutes).digest('hex'), hash)
  assert.deepEqual([record?.minutes, record?.excerpt], [hash, excerpt])
  assert.deepEqual(lastEvent(story, 'meeting.minutes-signed').excerpts, [{ matter: id, hash: excerpt }])
  const altered = minutes.replace('会议认为情况清楚', '会议认为情况不清')
  assert.notEqual(fingerprint(excerptOf(JSON.parse(altered), id)), record?.excerpt)
})

test('E-12、MTG-009 顺延的议题退出议程时写明是会议顺延的', () => {
  const { story, id, stream } = groupOpen(founded)
  story.does(SECRETARY, stream, 'postponements', { matter: id, reason: '材料须再核实' })
  story.does(SECRETARY, stream, 'adjournment', {})
  story.does(LEADER, stream, 'minutes-signature', {})
  assert.equal(lastEvent(story, 'matter.unlisted').postponed, true)
  assert.equal(story.matter(id).postponements, 1)
})

test('E-36 换过的记录人和第二记录人都写在纪要里', () => {
  const { story, id, meeting, stream } = groupOpen(founded)
  const other = 'clerk-general-office-2'
  story.does(LEADER, stream, 'recorder-replacements', { recorder: other, reason: '原记录人另有任务' })
  story.does(LEADER, stream, 'second-recorders', { recorder: 'clerk-planning-1' })
  concluded(story, meeting, id)
  signed(story, meeting)

  const { recorder, secondRecorder, formerRecorders } = minutesIn(story, meeting)
  const name = (person: string) => story.organisation().persons[person]?.name
  assert.deepEqual(
    [recorder.name, secondRecorder?.name, formerRecorders],
    [name(other), name('clerk-planning-1'), [{ name: name(SECRETARY), reason: '原记录人另有任务' }]],
  )
})

test('E-41 另行组织的议题在纪要里只有个数，没有名称', () => {
  const { story, id, meeting, stream } = groupOpen(founded)
  story.does(SECRETARY, stream, 'separate-items', {})
  story.does(SECRETARY, stream, 'separate-items', {})
  concluded(story, meeting, id)
  signed(story, meeting)
  const minutes = minutesIn(story, meeting)
  assert.equal(minutes.separateItems, 2)
  assert.deepEqual(
    minutes.items.map(i => i.matter),
    [id],
  )
})

test('E-12、MTG-012 纪要载明每一议题起止时刻和当时在场的人数', () => {
  const { story, id, meeting, stream } = groupOpen(founded, {}, ['head-toll-admin'])
  const day = story.today()
  story.on(day, '10:10')
  story.does(SECRETARY, stream, 'item-starts', { matter: id })
  story.on(day, '10:30')
  story.does(SECRETARY, stream, 'attendance', { person: 'head-transport', status: 'LEFT' })
  story.on(day, '10:40')
  for (const { person } of story.meeting(meeting).members) {
    if (['head-toll-admin', 'head-transport', LEADER].includes(person)) continue
    story.does(person, stream, 'opinions', says(id, person))
  }
  story.does(LEADER, stream, 'opinions', says(id, LEADER))
  story.does(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'AGREED'))
  story.on(day, '11:00')
  signed(story, meeting)

  const { startedAt, endedAt, presentAtStart, presentAtEnd, present } = theItem(story, meeting)
  const { conclusion } = itemIn(story, meeting)
  assert.deepEqual([startedAt, endedAt], [`${day}T02:10:00.000Z`, `${day}T02:40:00.000Z`])
  assert.deepEqual([presentAtStart, presentAtEnd, present], [6, 5, conclusion?.present])
})

test('E-39、E-10、MTG-012 书面意见、见证人、回避申请和裁定、异议都在纪要里，但不计票', () => {
  const { story, id, meeting, stream } = groupOpen(founded, {}, ['head-toll-admin'])
  story.does(SECRETARY, stream, 'written-opinions', {
    ...{ matter: id, person: 'head-toll-admin', channel: 'TELEPHONE', words: '来电表示不同意。' },
    witness: 'head-waterway',
  })
  story.does(SECRETARY, stream, 'item-starts', { matter: id })
  const about = { matter: id, person: 'head-transport' }
  story.does('head-waterway', stream, 'recusal-requests', { ...about, reason: '曾参与前期论证' })
  story.does(LEADER, stream, 'recusal-rulings', { ...about, upheld: false, reason: '论证与本件无关' })
  story.does('head-waterway', stream, 'ruling-objections', { matter: id, words: '仍认为应当回避。' })
  for (const { person } of story.meeting(meeting).members) {
    if (!['head-toll-admin', LEADER].includes(person)) story.does(person, stream, 'opinions', says(id, person))
  }
  story.does(LEADER, stream, 'opinions', says(id, LEADER))
  story.does(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'AGREED'))
  signed(story, meeting)

  const item = theItem(story, meeting)
  const name = (person: string) => story.organisation().persons[person]?.name ?? ''
  const [written] = item.writtenOpinions ?? []
  assert.deepEqual(
    [written?.name, written?.channel, written?.words, written?.witness],
    [name('head-toll-admin'), '电话意见', '来电表示不同意。', name('head-waterway')],
  )
  assert.deepEqual(item.recusalRequests, [
    {
      ...{ name: name('head-transport'), by: name('head-waterway'), reason: '曾参与前期论证' },
      ruling: { upheld: false, reason: '论证与本件无关', by: name(LEADER) },
    },
  ])
  assert.deepEqual(item.objections, [{ name: name('head-waterway'), words: '仍认为应当回避。' }])
  assert.deepEqual([item.agree, item.disagree, item.dissents.length], [6, 0, 0])
})

test('MTG-003、MTG-012 无记名投票的纪要只有票数和监票、计票人，没有各人的表态', () => {
  const { story, id, meeting, stream } = groupOpen(founded)
  story.does(SECRETARY, stream, 'item-starts', { matter: id, ballot: 'SECRET' })
  const tellers = ['head-transport', 'head-waterway']
  story.does(SECRETARY, stream, 'ballot-counts', { matter: id, agree: 6, disagree: 1, abstain: 0, tellers })
  story.does(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'AGREED'))
  signed(story, meeting)
  const { ballot, opinions, agree, disagree } = theItem(story, meeting)
  const names = tellers.map(person => story.organisation().persons[person]?.name)
  assert.deepEqual(ballot, {
    ...{ kind: 'SECRET', name: '无记名投票' },
    count: { agree: 6, disagree: 1, abstain: 0, tellers: names },
  })
  assert.deepEqual([agree, disagree, opinions], [6, 1, []])
})

test('MTG-013、MTG-012 议定事项写进纪要，签发时即转为督办', () => {
  const { story, id, meeting } = groupOpen(founded)
  const task = { words: '补报资金落实情况', owner: 'SCI_TECH', dueOn: '2026-09-30' }
  concluded(story, meeting, id, { more: { tasks: [task] } })
  assert.equal(
    story.world.events.some(e => e.type === 'follow-up.ordered'),
    false,
  )
  signed(story, meeting)
  const owner = story.organisation().departments.SCI_TECH?.name
  assert.deepEqual(theItem(story, meeting).tasks, [{ ...task, owner }])
  assert.deepEqual(lastEvent(story, 'follow-up.ordered'), { ...task, meeting, matter: id, no: 1 })
})

test('E-34、MTG-012 签发的纪要列明哪些发言记录载入其中', () => {
  const { story, meeting, stream, id } = adjourned()
  story.does('head-transport', stream, 'opinion-supplements', { matter: id, words: '补充一点。' })
  story.does(LEADER, stream, 'minutes-signature', {})
  const spoken = story.world.events.filter(e => e.stream === stream && /opinion-(recorded|supplemented)$/.test(e.type))
  assert.equal(spoken.length, 8)
  assert.deepEqual(
    lastEvent(story, 'meeting.minutes-signed').opinions,
    spoken.map(e => e.version),
  )
  assert.equal(theItem(story, meeting).supplements?.[0]?.version, spoken.at(-1)?.version)
})

test('E-42、MTG-012 一次会议两件，摘录各归各件，互不相同', () => {
  const story = tellStory(founded.copy())
  const ids = [submitted(story, FILING_ITEM), submitted(story, FILING_ITEM)]
  for (const id of ids) upToTier(story, id, 3)
  const meeting = noticed(story, 'GROUP', ids)
  opened(story, meeting)
  for (const id of ids) concluded(story, meeting, id)
  signed(story, meeting)
  const minutes = minutesIn(story, meeting)
  const kept = ids.map(id => story.matter(id).records.at(-1)?.excerpt)
  assert.deepEqual(
    kept,
    ids.map(id => fingerprint(excerptOf(minutes, id))),
  )
  assert.notEqual(kept[0], kept[1])
  assert.equal(excerptOf(minutes, 'T-9'), undefined)
  assert.equal(story.world.state<{ stage: string }>(streams.meeting(meeting)).stage, 'SIGNED')
})
