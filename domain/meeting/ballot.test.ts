import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupOpen, itemIn, says } from '../../test/support/group-sitting.ts'
import {
  APPROVAL_ITEM,
  conclusionOf,
  SECRETARY,
  signed,
  sitting,
  submitted,
  upToTier,
} from '../../test/support/journey.ts'
import { foundedWorld, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'

const founded = await foundedWorld()
const tellers = ['head-transport', 'head-waterway']

/** 复核例会以无记名投票（或举手）审议一件，七人到会。 */
function ballotOpen(ballot: 'SECRET' | 'HAND' = 'SECRET', absent: readonly string[] = []) {
  const scene = groupOpen(founded, {}, absent)
  scene.story.does(SECRETARY, scene.stream, 'item-starts', { matter: scene.id, ballot })
  const count = (agree: number, disagree: number, abstain = 0, more: object = {}) => ({
    ...{ matter: scene.id, agree, disagree, abstain, tellers },
    ...more,
  })
  return { ...scene, count }
}

test('MTG-003 无记名投票只留票数：没有任何一条记录说得出谁投了什么', () => {
  const { story, id, meeting, stream, count } = ballotOpen()
  const before = story.world.events.length
  story.does(SECRETARY, stream, 'ballot-counts', count(5, 2))
  story.does(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'AGREED'))
  const { agree, disagree, participants } = itemIn(story, meeting).conclusion ?? assert.fail('no conclusion')
  assert.deepEqual([agree, disagree, participants.length], [5, 2, 7], '到会有表决权的都计为参与')
  signed(story, meeting)
  const told = JSON.stringify(story.world.events.slice(before))
  assert.equal(/"position"/.test(told), false)
})

test('MTG-003 无记名、举手表决的议题不逐人登记表态，并说明该用什么', () => {
  for (const ballot of ['SECRET', 'HAND'] as const) {
    const { story, id, stream } = ballotOpen(ballot)
    const refusal = { clause: 'MTG-003', says: /在「登记计票结果」中登记.*「补充说明」/ }
    story.refused('head-transport', stream, 'opinions', says(id, 'head-transport'), refusal)
    story.does('head-transport', stream, 'opinion-supplements', { matter: id, words: '建议明年再评估一次。' })
  }
})

test('MTG-003 三项票数之和须等于此刻在场有表决权的人数', () => {
  const { story, stream, count } = ballotOpen('HAND', ['head-personnel'])
  for (const wrong of [count(7, 0), count(3, 2), count(0, 0)]) {
    story.refused(SECRETARY, stream, 'ballot-counts', wrong, { clause: 'MTG-003', says: /成员6人，.*两者须相等/ })
  }
  story.does(SECRETARY, stream, 'ballot-counts', count(4, 1, 1))
})

test('MTG-003 监票、计票的是两名不同的到会成员，不是主持人和记录人；票数只由记录人登记', () => {
  const { story, stream, count } = ballotOpen('SECRET', ['head-personnel'])
  const named = (...people: string[]) => count(6, 0, 0, { tellers: people })
  const wrong = [
    [named('head-transport', 'head-transport'), /两名不同的到会成员/],
    [named('head-transport'), /须为两人/],
    [named('head-transport', 'leader-2'), /主持人、记录人不得监票/],
    [named('head-transport', 'head-personnel'), /须为在场且未回避的成员/],
    [named('head-transport', 'head-ports'), /须为在场且未回避的成员/],
  ] as const
  for (const [input, words] of wrong) {
    story.refused(SECRETARY, stream, 'ballot-counts', input, { clause: 'MTG-003', says: words })
  }
  story.refused('leader-2', stream, 'ballot-counts', count(6, 0), { clause: 'S145', says: /由会议记录人办理/ })
  story.does('leader-2', stream, 'second-recorders', { recorder: 'head-waterway' })
  story.refused(SECRETARY, stream, 'ballot-counts', count(6, 0), { clause: 'MTG-003', says: /主持人、记录人不得监票/ })
})

test('MTG-003 没有计票不能就实体作结论；赞成未过应到半数不能作“同意”', () => {
  const { story, id, stream, count } = ballotOpen('SECRET', ['head-personnel', 'head-local-railway'])
  const agreed = conclusionOf(story, id, 'AGREED')
  story.refused(SECRETARY, stream, 'conclusions', agreed, { clause: 'MTG-003', says: /还没有登记计票结果/ })
  story.copy().does(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'DEFERRED'))
  story.does(SECRETARY, stream, 'ballot-counts', count(3, 2))
  story.refused(SECRETARY, stream, 'conclusions', agreed, {
    clause: 'MTG-003',
    says: /应到7人，赞成3票、反对2票、弃权0票，赞成未超过应到的半数/,
  })
  story.does(SECRETARY, stream, 'ballot-counts', count(4, 1))
  story.does(SECRETARY, stream, 'conclusions', agreed)
})

test('E-12、MTG-003 计票后有人到会、离会或回避的，原票数不再算数，须重新表决计票', () => {
  const stale = { clause: 'MTG-003', says: /计票后到会、回避有变/ }
  const { story, id, stream, count } = ballotOpen()
  story.does(SECRETARY, stream, 'ballot-counts', count(6, 1))
  const left = story.copy()
  left.does(SECRETARY, stream, 'attendance', { person: 'head-personnel', status: 'LEFT' })
  left.refused(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'AGREED'), stale)
  left.does(SECRETARY, stream, 'ballot-counts', count(5, 1))
  left.does(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'AGREED'))

  story.does('head-personnel', stream, 'recusals', { matter: id, person: 'head-personnel', reason: '近亲属任职' })
  story.refused(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'AGREED'), stale)
})

test('MTG-003 记名的议题不另计票；有了结论不再计票', () => {
  const { story, id, stream } = groupOpen(founded)
  const input = { matter: id, agree: 7, disagree: 0, abstain: 0, tellers }
  story.does(SECRETARY, stream, 'item-starts', { matter: id })
  story.refused(SECRETARY, stream, 'ballot-counts', input, { clause: 'MTG-003', says: /本议题记名表态/ })

  const secret = ballotOpen()
  secret.story.does(SECRETARY, secret.stream, 'ballot-counts', secret.count(7, 0))
  secret.story.does(SECRETARY, secret.stream, 'conclusions', conclusionOf(secret.story, secret.id, 'AGREED'))
  const over = { clause: 'MTG-002', says: /本议题不在审议中/ }
  secret.story.refused(SECRETARY, secret.stream, 'ballot-counts', secret.count(0, 7), over)
})

test('MTG-003 首长负责制的会议成员记名表态，不用无记名投票', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, APPROVAL_ITEM)
  upToTier(story, id, 4)
  const stream = streams.meeting(sitting(story, 'DIRECTOR', [id]))
  for (const ballot of ['SECRET', 'HAND']) {
    const refusal = { clause: 'MTG-003', says: /由成员记名表态/, field: 'ballot' }
    story.refused(SECRETARY, stream, 'item-starts', { matter: id, ballot }, refusal)
  }
  story.does(SECRETARY, stream, 'item-starts', { matter: id, ballot: 'NAMED' })
})

test('E-10、MTG-003 回避申请尚未裁定不能计票；回避了的人不能监票', () => {
  const { story, id, stream, count } = ballotOpen()
  const request = { matter: id, person: 'head-transport', reason: '其近亲属参与了项目论证' }
  story.does('head-personnel', stream, 'recusal-requests', request)
  story.refused(SECRETARY, stream, 'ballot-counts', count(7, 0), { clause: 'E-10', says: /尚未裁定/ })
  story.does('leader-2', stream, 'recusal-rulings', { ...request, upheld: true, reason: '经核实' })
  story.refused(SECRETARY, stream, 'ballot-counts', count(6, 0), { clause: 'MTG-003', says: /在场且未回避的成员/ })
  const others = { tellers: ['head-personnel', 'head-waterway'] }
  story.does(SECRETARY, stream, 'ballot-counts', count(6, 0, 0, others))
})
