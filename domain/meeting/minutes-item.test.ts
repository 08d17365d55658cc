import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { groupOpen } from '../../test/support/group-sitting.ts'
import { called, concluded, opened, SECRETARY, signed } from '../../test/support/journey.ts'
import { foundedWorld, type Story, tellStory } from '../../test/support/story.ts'
import { fingerprint } from '../canonical.ts'
import { streams } from '../ids.ts'
import type { Conclusion } from '../matter/events.ts'
import { inviteeId } from '../organisation/facts.ts'
import { addDays, instantAt } from '../time.ts'
import { excerptOf, type Minutes, minutesOf } from './minutes.ts'

const founded = await foundedWorld()
const OFFICE = 'clerk-general-office-2'
const INVITEE = inviteeId('I-1')

const minutesIn = (story: Story, meeting: string): Minutes =>
  JSON.parse(story.meeting(meeting).minutes ?? assert.fail('not signed'))

/** 复核例会邀请了一位专家，专家申报无利害关系并发表了意见。 */
function expertHeard() {
  const sits = groupOpen(founded)
  const { story, id, stream } = sits
  story.does('leader-2', stream, 'invitations', {
    ...{ matter: id, category: 'EXPERT', name: '陈知行（演示）', unit: '演示大学', uscc: '12100000400000624D' },
    reason: '涉及专业问题',
  })
  story.does(OFFICE, stream, 'invitation-agreements', {
    ...{ invitation: 'I-1', link: createHash('sha256').update('一次性链接').digest('hex') },
    ...{ expiresAt: instantAt(addDays(story.today(), 5), '18:00'), materials: [], downloadable: false },
  })
  story.does(INVITEE, stream, 'invitee-declarations', { related: false, units: [] })
  story.does(INVITEE, stream, 'invitee-opinions', { position: 'DISAGREE', words: '建议补充地质勘察资料。' })
  return sits
}

test('S98、A10、MTG-012 受邀专家的意见在纪要里，其发言记录列入签发记录，但不计票', () => {
  const { story, id, meeting, stream } = expertHeard()
  concluded(story, meeting, id)
  signed(story, meeting)
  const [item] = minutesIn(story, meeting).items
  const spoken = story.world.events.find(e => e.stream === stream && e.type === 'meeting.invitee-opinion-recorded')
  assert.deepEqual(item?.invitees, [
    {
      ...{ category: '专家学者', name: '陈知行（演示）', unit: '演示大学', version: spoken?.version },
      ...{ position: '反对', words: '建议补充地质勘察资料。' },
    },
  ])
  const { data } = story.world.events.findLast(e => e.type === 'meeting.minutes-signed') ?? assert.fail('not signed')
  assert.ok((data as { opinions: readonly number[] }).opinions.includes(spoken?.version ?? 0))
  assert.deepEqual([item?.disagree, item?.dissents], [0, []])
})

test('E-13、MTG-012 签发前已标记失效的受邀意见仍在纪要里，并写明失效的理由', () => {
  const { story, id, meeting, stream } = expertHeard()
  concluded(story, meeting, id)
  const voiding = { invitation: 'I-1', reason: '查实其单位参与投标', reconsider: false }
  story.does(OFFICE, stream, 'invitee-opinion-voidings', voiding)
  signed(story, meeting)
  const [invitee] = minutesIn(story, meeting).items[0]?.invitees ?? []
  assert.deepEqual([invitee?.words, invitee?.voided], ['建议补充地质勘察资料。', '查实其单位参与投标'])
})

test('S135 领导小组会议的纪要自成会次，议题的结论写同意、修改后同意、不同意、暂缓', () => {
  const minutesAfter = (conclusion: Conclusion) => {
    const story = tellStory(founded.copy())
    const id = called(story, 'LEADING', 'LEADING')
    story.does(SECRETARY, streams.meeting(id), 'topics', { subject: 'OTHER', title: '研究年度工作安排' })
    story.does(SECRETARY, streams.meeting(id), 'notice', {})
    opened(story, id)
    const changes = conclusion === 'AGREED_WITH_CHANGES' ? { changes: '第三项按会议意见修改' } : {}
    const input = { matter: 'T-1', conclusion, opinion: '会议认为情况清楚。', ...changes }
    story.does(SECRETARY, streams.meeting(id), 'item-starts', { matter: 'T-1' })
    const { members, chair } = story.meeting(id)
    const others = members.map(m => m.person).filter(p => p !== chair)
    const position = conclusion === 'NOT_AGREED' ? 'DISAGREE' : 'AGREE'
    for (const person of [...others, chair]) {
      const said = { matter: 'T-1', person, position, words: '意见如上。' }
      story.does(person, streams.meeting(id), 'opinions', said)
    }
    story.does(SECRETARY, streams.meeting(id), 'conclusions', input)
    signed(story, id)
    const signature = story.world.events.findLast(e => e.type === 'meeting.minutes-signed')
    return { minutes: minutesIn(story, id), data: signature?.data as { readonly excerpts: unknown } }
  }
  const names = (['AGREED', 'AGREED_WITH_CHANGES', 'NOT_AGREED', 'DEFERRED'] as const).map(conclusion => {
    const [item] = minutesAfter(conclusion).minutes.items
    return [item?.subject, item?.conclusion, item?.changes]
  })
  assert.deepEqual(names, [
    ['OTHER', '同意', undefined],
    ['OTHER', '修改后同意', '第三项按会议意见修改'],
    ['OTHER', '不同意', undefined],
    ['OTHER', '暂缓', undefined],
  ])
  const { minutes, data } = minutesAfter('AGREED')
  assert.deepEqual([minutes.title, minutes.kind], ['2026年第1次领导小组会议纪要', 'LEADING'])
  assert.deepEqual(data.excerpts, [{ matter: 'T-1', hash: fingerprint(excerptOf(minutes, 'T-1')) }])
})

test('MTG-009、S93 纪要只由记录生成：凭同样的记录再做一次，指纹相同', () => {
  const { story, id, meeting } = expertHeard()
  concluded(story, meeting, id)
  signed(story, meeting)
  const state = story.meeting(meeting)
  const again = minutesOf(state, {
    ...{ person: 'anybody', now: instantAt(addDays(story.today(), 400), '09:00'), today: addDays(story.today(), 400) },
    organisation: story.organisation(),
    rulebook: story.world.state(streams.rulebook),
    group: story.world.state(streams.reviewGroup(state.body)),
    matters: { [id]: story.matter(id) },
  })
  assert.equal(again.hash, state.hash)
  assert.equal(again.text, state.minutes)
})
