import assert from 'node:assert/strict'
import { test } from 'node:test'
import { falsifier, logged, of, replayOf, testFalsifications } from '../../test/support/falsified.ts'
import { groupOpen } from '../../test/support/group-sitting.ts'
import { foundedWorld } from '../../test/support/story.ts'

const { story, id, stream } = groupOpen(await foundedWorld())
const { chair, members } = story.meeting(stream.slice('meeting/'.length))
const asker = members.find(m => m.person !== chair)?.person ?? assert.fail('no member')
const other = members.find(m => m.person !== chair && m.person !== asker)?.person ?? assert.fail('no other member')
story.does(chair, stream, 'separate-items', {})
story.does(chair, stream, 'item-starts', { matter: id })
story.does(asker, stream, 'recusal-requests', { matter: id, person: other, reason: '与相对人有往来' })
story.does(chair, stream, 'recusal-rulings', { matter: id, person: other, upheld: true, reason: '情况属实' })
story.does(chair, stream, 'postponements', { matter: id, reason: '改期再议' })
story.does(chair, stream, 'adjournment', {})
const entries = logged(story.world.events)
const { drop, say } = falsifier(entries)

testFalsifications([
  ['E-10', '回避申请被抽掉', () => drop(of('meeting.recusal-requested', stream)), /没有待裁定的回避申请/],
  ['E-12', '议题的顺延被抽掉', () => drop(of('meeting.item-postponed', stream)), /既没有结论，也没有顺延/],
  ['E-41', '另行组织的议题的序号被改', () => say(of('meeting.separate-item-noted', stream), { no: 3 }), /应为1，实为3/],
])

test('E-10 申请、裁定回避，顺延而散会的会议，没有问题', () => {
  assert.deepEqual(replayOf(entries).findings, [])
})
