import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  APPROVAL_ITEM,
  called,
  FILING_ITEM,
  met,
  noticed,
  opened,
  SECRETARY,
  submitted,
  upToTier,
} from '../../test/support/journey.ts'
import { foundedWorld, type Story, tellStory } from '../../test/support/story.ts'
import { fingerprint } from '../canonical.ts'
import { streams } from '../ids.ts'
import type { RuleSet } from '../rulebook/rulebook.ts'
import { refuseLateItem } from './acts-late-items.ts'
import { acknowledgePacket } from './acts-packet.ts'
import { type MeetingFacts, rulesForMeeting } from './facts.ts'

const founded = await foundedWorld()
const CHAIR = 'leader-2'

/** 复核例会的通知已经发出，另有一件也待复核。 */
function lateScene() {
  const story = tellStory(founded.copy())
  const [first = '', late = ''] = [submitted(story, FILING_ITEM), submitted(story, FILING_ITEM)]
  for (const id of [first, late]) upToTier(story, id, 3)
  const meeting = noticed(story, 'GROUP', [first])
  const proposal = { matter: late, reason: '申报窗口本周关闭' }
  return { story, first, late, meeting, stream: streams.meeting(meeting), proposal }
}

const typesSince = (story: Story, before: number) => story.world.events.slice(before).map(e => e.type)

test('E-40、MTG-008 临时议题须主持人和办公室两人都确认，确认齐了才列入并重新冻结材料包', () => {
  const { story, late, meeting, stream, proposal } = lateScene()
  const frozen = story.meeting(meeting).packet
  story.refused(SECRETARY, stream, 'items', { matter: late }, { clause: 'E-40', says: /请用「提出临时议题」/ })
  story.does(SECRETARY, stream, 'late-items', proposal)
  story.does(CHAIR, stream, 'late-item-confirmations', { matter: late })
  assert.equal(story.meeting(meeting).items.length, 1, '只有一方确认，还没有列入')

  const before = story.world.events.length
  story.does(SECRETARY, stream, 'late-item-confirmations', { matter: late })

  assert.deepEqual(typesSince(story, before), [
    'meeting.late-item-confirmed',
    'meeting.item-added',
    'matter.listed',
    'matter.meeting-noticed',
    'meeting.packet-frozen',
  ])
  const { items, packet, lateItems } = story.meeting(meeting)
  assert.deepEqual(
    items.map(i => [i.no, i.late]),
    [
      [1, undefined],
      [2, true],
    ],
  )
  assert.deepEqual([lateItems.length, packet === frozen], [0, false])
  assert.deepEqual(story.matter(late).listing, { meeting, tier: 3, noticed: true })
})

test('E-40 两次确认须是两个人、两种身份：同一人不得确认两次，别的领导不能代主持人', () => {
  const { story, late, stream, proposal } = lateScene()
  story.does(SECRETARY, stream, 'late-items', proposal)
  const confirm = { matter: late }
  story.does(SECRETARY, stream, 'late-item-confirmations', confirm)
  story.refused(SECRETARY, stream, 'late-item-confirmations', confirm, { clause: 'E-40', says: /须由另一人作第二次/ })
  const second = 'clerk-general-office-2'
  story.refused(second, stream, 'late-item-confirmations', confirm, { clause: 'E-40', says: /还须由会议主持人确认/ })
  story.refused('leader-3', stream, 'late-item-confirmations', confirm, { clause: 'S145', says: /由会议主持人或/ })
  story.does(CHAIR, stream, 'late-item-confirmations', confirm)
})

test('E-40 进行中的会议也一样；同一件不重复提出，没有提出的不能确认', () => {
  const { story, first, late, meeting, stream, proposal } = lateScene()
  opened(story, meeting)
  story.refused(CHAIR, stream, 'late-item-confirmations', { matter: late }, { clause: 'E-40', says: /没有待确认/ })
  story.does('head-capital-construction', stream, 'late-items', proposal)
  story.refused(SECRETARY, stream, 'late-items', proposal, { clause: 'E-40', says: /正待确认/ })
  const listed = { clause: 'E-40', says: /已在本次会议的议程上/ }
  story.refused(SECRETARY, stream, 'late-items', { ...proposal, matter: first }, listed)
  story.refused(CHAIR, stream, 'late-item-confirmations', { matter: first }, { clause: 'E-40', says: /没有人提出/ })
  for (const person of [CHAIR, SECRETARY]) story.does(person, stream, 'late-item-confirmations', { matter: late })
  story.does(SECRETARY, stream, 'item-starts', { matter: late })
})

test('E-40 确认时再核对一次：其间列入了别的会议的，不再列入', () => {
  const { story, late, stream, proposal } = lateScene()
  story.does(SECRETARY, stream, 'late-items', proposal)
  story.does(CHAIR, stream, 'late-item-confirmations', { matter: late })
  const other = called(story, 'GROUP', 'PLAN_FUND-1', { on: '2026-08-03' })
  story.does(SECRETARY, streams.meeting(other), 'items', { matter: late })
  const refusal = { clause: 'MTG-007', says: /已列入另一次会议的议程/ }
  story.refused(SECRETARY, stream, 'late-item-confirmations', { matter: late }, refusal)
})

test('MTG-007、S86 临时议题与一般议题同样核对：没有到这一级的不能列入', () => {
  const { story, stream, proposal } = lateScene()
  const early = submitted(story, FILING_ITEM)
  const refusal = { clause: 'S86', says: /不能列入复核小组复核的议程/ }
  story.refused(SECRETARY, stream, 'late-items', { ...proposal, matter: early }, refusal)
  const before = called(story, 'GROUP', 'PERMIT-1')
  story.refused(SECRETARY, streams.meeting(before), 'late-items', proposal, { clause: 'E-40', says: /「筹备中」/ })
})

test('MTG-014、E-40 暂缓的件临时列入，以登记的理由为新情况', () => {
  const { story, late, meeting, stream, proposal } = lateScene()
  met(story, 'GROUP', [late], { conclusion: 'DEFERRED' })
  assert.equal(story.matter(late).status, 'DEFERRED')
  story.does(SECRETARY, stream, 'late-items', proposal)
  for (const person of [CHAIR, SECRETARY]) story.does(person, stream, 'late-item-confirmations', { matter: late })
  assert.equal(story.meeting(meeting).items[1]?.circumstances, proposal.reason)
})

test('E-40 “审定”件不得临时列入，除非参数允许；材料不在场的不得列入', () => {
  const story = tellStory(founded.copy())
  const [first = '', late = ''] = [submitted(story, APPROVAL_ITEM), submitted(story, APPROVAL_ITEM)]
  for (const id of [first, late]) upToTier(story, id, 4)
  const meeting = noticed(story, 'DIRECTOR', [first])
  const proposal = { matter: late, reason: '上级要求本周办结' }
  const refusal = { clause: 'E-40', says: /“审定”件不得临时列入议程/ }
  story.refused(SECRETARY, streams.meeting(meeting), 'late-items', proposal, refusal)

  const rulebook = story.world.state<MeetingFacts['rulebook']>(streams.rulebook)
  const base = { now: story.now(), today: story.today(), person: SECRETARY, organisation: story.organisation() }
  const facts = { ...base, rulebook, matters: {} }
  const rules = rulesForMeeting(facts)
  const key = 'agenda.adHocAllowed.approval'
  const allowing: RuleSet = { ...rules, parameters: { ...rules.parameters, [key]: { key, value: true, source: '' } } }
  const loose = { ...facts, rulebook: { ...rulebook, ruleSets: [allowing] } }
  const ask = (matter = story.matter(late)) => refuseLateItem(story.meeting(meeting), matter, proposal.reason, loose)
  assert.equal(ask(), undefined)
  assert.match(ask({ ...story.matter(late), materials: [] })?.sentence ?? '', /材料不在场的不得临时列入/)
})

test('MTG-006 通知一发，各议题的材料按指纹冻结；公开的只有整包的指纹', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  upToTier(story, id, 3)
  const meeting = noticed(story, 'GROUP', [id])
  const papers = [{ matter: id, materials: story.matter(id).materials.map(m => m.hash) }]
  const frozen = story.world.events.find(e => e.type === 'meeting.packet-frozen' && e.stream === `meeting/${meeting}`)
  assert.ok(papers[0]?.materials.length)
  assert.deepEqual(frozen?.data, { papers, packet: fingerprint(papers) })
  assert.equal(story.meeting(meeting).packet, fingerprint(papers))
})

test('MTG-006 成员签收现在的材料包一次；材料包重新冻结后须再签收', () => {
  const { story, late, meeting, stream, proposal } = lateScene()
  const member = 'head-transport'
  const planned = called(story, 'GROUP', 'PLAN_FUND-1', { on: '2026-08-03' })
  const refusal = { clause: 'MTG-006', says: /会议现为「筹备中」/ }
  story.refused(member, streams.meeting(planned), 'acknowledgements', {}, refusal)
  story.refused(SECRETARY, stream, 'acknowledgements', {}, { clause: 'S145', says: /由会议组成人员办理/ })
  story.does(member, stream, 'acknowledgements')
  story.refused(member, stream, 'acknowledgements', {}, { clause: 'MTG-006', says: /已经签收这份会议材料/ })

  story.does(SECRETARY, stream, 'late-items', proposal)
  for (const person of [CHAIR, SECRETARY]) story.does(person, stream, 'late-item-confirmations', { matter: late })
  story.does(member, stream, 'acknowledgements')

  const { acknowledged, packet } = story.meeting(meeting)
  assert.deepEqual(
    [acknowledged.length, acknowledged[0]?.packet === packet, acknowledged[1]?.packet],
    [2, false, packet],
  )
})

test('MTG-006 旧版本发出的通知没有冻结材料包，没有可签收的', () => {
  const { story, meeting } = lateScene()
  const { packet: _, ...before } = story.meeting(meeting)
  const rulebook = story.world.state<MeetingFacts['rulebook']>(streams.rulebook)
  const base = { now: story.now(), today: story.today(), person: 'head-transport', organisation: story.organisation() }
  const refusal = acknowledgePacket.may(before, { ...base, rulebook, matters: {} })
  assert.match(refusal?.sentence ?? '', /没有冻结的材料包可签收/)
})
