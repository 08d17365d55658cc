import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertFound, falsifier, lawful, logged, of, replayOf } from '../../test/support/falsified.ts'
import { called, FILING_ITEM, met, submitted } from '../../test/support/journey.ts'
import { foundedWorld, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'

const founded = await foundedWorld()
const { story, entries, filing, returned } = await lawful()
const matter = streams.matter(filing)
const group = streams.meeting(story.matter(filing).records.find(r => r.tier === 3)?.meeting ?? '')
const { write, add } = falsifier(entries)
const concluded = of('matter.tier-concluded', matter, { tier: 3 })

test('MTG-009 日志止于签发纪要之时、结论还没有写到件上，不是问题；日志又走了下去而结论没有来，是问题', () => {
  const signed = entries.findIndex(of('meeting.minutes-signed', group))
  const cut = entries.slice(0, signed + 1)
  const goesOn = [...cut, ...entries.slice(signed + 1).filter(e => e.stream !== matter)]

  assert.deepEqual(replayOf(cut).findings, [])
  assertFound(goesOn, 'MTG-009', /规划资金复核小组2026年第1次复核小组例会已签发纪要，而其对本件的结论却没有写入本件/)
})

test('S15 结论晚于纪要另行写入，是问题', () => {
  const later = write(concluded, ({ at }) => ({ at: new Date(Date.parse(at) + 60_000).toISOString() }))

  assertFound(later, 'S15', /与引起它的记录.*不在同一时刻/)
})

test('S145 同一决定的两条记录，办理人不同，是问题', () => {
  const other = write(concluded, ({ by }) => ({ by: { ...by, post: 'DIVISION_HEAD', department: 'PERSONNEL' } }))

  assertFound(other, 'S145', /办理人不同：一为厅班子成员，一为人事处主要负责人/)
})

test('MTG-007、MTG-006 件上凭空多出列入议程、会议通知、退出议程的记录，是问题', () => {
  const drafted = of('matter.controls-checked', streams.matter(returned))
  const meeting = group.slice('meeting/'.length)
  const more = (type: string, data: object) => add(drafted, () => ({ type, data: { ...data } }))

  assertFound(more('matter.meeting-noticed', { meeting }), 'MTG-006', /而会议没有发出通知/)
  assertFound(more('matter.unlisted', { meeting }), 'MTG-007', /而会议没有撤下或顺延本件/)
})

test('MTG-007 会议撤下议题，件退出议程，不是问题；件上没有退出议程的记录，是问题', () => {
  const scene = tellStory(founded.copy())
  const id = submitted(scene, FILING_ITEM)
  const meeting = called(scene, 'INITIAL', 'SCI_TECH')
  const { recorder } = scene.meeting(meeting)
  scene.does(recorder, streams.meeting(meeting), 'items', { matter: id })
  scene.does(recorder, streams.meeting(meeting), 'item-removals', { matter: id, reason: '改期审议' })
  met(scene, 'INITIAL', [id])
  const log = logged(scene.world.events)

  const kept = falsifier(log).drop(of('matter.unlisted'))
  const unlisted = falsifier(log).drop(of('matter.listed'))

  assert.deepEqual(replayOf(log).findings, [])
  assertFound(kept, 'MTG-007', /科技处2026年第1次初审例会已有记录，而件上没有退出议程的记录/)
  assertFound(unlisted, 'MTG-007', /而件上没有列入议程的记录/)
})
