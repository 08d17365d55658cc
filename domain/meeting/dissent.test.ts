import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupOpen } from '../../test/support/group-sitting.ts'
import { concluded, SECRETARY } from '../../test/support/journey.ts'
import { foundedWorld } from '../../test/support/story.ts'

const founded = await foundedWorld()
const LEADER = 'leader-2'
const DISSENTER = 'head-transport'

/** 复核例会已散会，交通处室负责人投了反对票，记录人起草了纪要稿。 */
function drafted() {
  const { story, id, meeting, stream } = groupOpen(founded)
  concluded(story, meeting, id, { against: [DISSENTER] })
  story.does(SECRETARY, stream, 'adjournment', {})
  const draft = (narrative: string, more: object = {}) =>
    story.does(SECRETARY, stream, 'minutes-drafts', {
      sections: [{ matter: id, conclusion: 'AGREED', narrative, ...more }],
    })
  draft('会议听取了汇报，逐项讨论。')
  const dissents = () => JSON.parse(story.meeting(meeting).minutes ?? '').items[0].dissents
  return { story, id, meeting, stream, draft, dissents }
}

test('E-34 持不同意见的人确认记录准确，签发的纪要载明其原话已经本人确认', () => {
  const { story, id, stream, dissents } = drafted()
  const accurate = { matter: id, accurate: true }
  story.refused(DISSENTER, stream, 'dissent-confirmations', accurate, { clause: 'E-34', says: /纪要稿尚未送阅/ })
  story.does(SECRETARY, stream, 'minutes-circulations', {})
  story.does(DISSENTER, stream, 'dissent-confirmations', accurate)
  story.refused(DISSENTER, stream, 'dissent-confirmations', accurate, {
    clause: 'E-34',
    says: /您已就第1稿作过确认/,
  })

  story.does(LEADER, stream, 'minutes-signature', {})

  const [dissent] = dissents()
  assert.deepEqual([dissent.words, dissent.confirmed], ['意见如上。', true])
})

test('E-34 只有持不同意见的人本人可以确认，记录不符的须写明不符之处', () => {
  const { story, id, stream } = drafted()
  story.does(SECRETARY, stream, 'minutes-circulations', {})
  const refused = (person: string, input: object, says: RegExp) =>
    story.refused(person, stream, 'dissent-confirmations', input, { clause: 'E-34', says })
  refused('head-waterway', { matter: id, accurate: true }, /您在本次会议上没有与结论不同的意见/)
  refused(DISSENTER, { matter: 'T-9', accurate: true }, /您对这项议题没有与结论不同的意见/)
  refused(DISSENTER, { matter: id, accurate: false }, /须写明不符之处/)
  story.refused(
    SECRETARY,
    stream,
    'dissent-confirmations',
    { matter: id, accurate: true },
    {
      clause: 'S145',
      says: /由会议组成人员或会议主持人办理/,
    },
  )
})

test('E-34 持不同意见的人认为记录不符的，不能签发；重新起草并再次送阅后才能', () => {
  const { story, id, stream, meeting, draft, dissents } = drafted()
  story.does(SECRETARY, stream, 'minutes-circulations', {})
  story.does(DISSENTER, stream, 'dissent-confirmations', { matter: id, accurate: false, words: '漏记了预算偏高一句' })
  const refusal = { clause: 'E-34', says: /第1项议题，.*第1稿的记录不符，请重新起草并再次送阅/ }
  story.refused(LEADER, stream, 'minutes-signature', {}, refusal)
  draft('会议听取了汇报，有成员提出预算偏高。')
  story.refused(LEADER, stream, 'minutes-signature', {}, refusal)
  assert.notEqual(story.matter(id).status, 'FILED_AGREED')

  story.does(SECRETARY, stream, 'minutes-circulations', {})
  story.does(LEADER, stream, 'minutes-signature', {})

  assert.equal(story.matter(id).status, 'FILED_AGREED')
  assert.equal(dissents()[0].confirmed, undefined, '没有再次确认的，不写成已确认')
  assert.equal(story.meeting(meeting).confirmations[0]?.words, '漏记了预算偏高一句', '说过不符的，留在记录里')
})

test('E-35、MTG-012 异议不能撤回：散会后只能补充说明，原话与补充并列在签发的纪要里', () => {
  const { story, id, stream, meeting, dissents } = drafted()
  story.does(DISSENTER, stream, 'opinion-supplements', { matter: id, words: '经说明，预算问题已解决。' })
  story.does(SECRETARY, stream, 'minutes-circulations', {})
  story.does(LEADER, stream, 'minutes-signature', {})

  const [item] = JSON.parse(story.meeting(meeting).minutes ?? '').items
  assert.equal(dissents()[0].words, '意见如上。')
  assert.deepEqual(
    item.supplements.map((s: { words: string }) => s.words),
    ['经说明，预算问题已解决。'],
  )
  assert.deepEqual([item.agree, item.disagree], [6, 1], '补充说明不改变表决结果')
})

test('E-34 成员在送阅后、签发前提出修改意见，其余时候不能', () => {
  const { story, id, stream, meeting } = drafted()
  const comment = { matter: id, words: '第二段请写明资金来源。' }
  story.refused('head-waterway', stream, 'minutes-comments', comment, {
    clause: 'E-34',
    says: /送阅后才能提出修改意见/,
  })
  story.does(SECRETARY, stream, 'minutes-circulations', {})
  story.refused(
    'head-waterway',
    stream,
    'minutes-comments',
    { ...comment, matter: 'T-9' },
    {
      clause: 'E-34',
      says: /没有这项议题/,
      field: 'matter',
    },
  )
  story.does('head-waterway', stream, 'minutes-comments', comment)
  story.does(LEADER, stream, 'minutes-signature', {})
  story.refused('head-waterway', stream, 'minutes-comments', comment, { clause: 'E-34', says: /纪要已签/ })
  assert.deepEqual(
    story.meeting(meeting).comments.map(c => [c.person, c.words]),
    [['head-waterway', comment.words]],
  )
})
