import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { foundedWorld, type Story, tellStory } from '../../test/support/story.ts'
import type { World } from '../../test/support/world.ts'
import { streams } from '../ids.ts'
import { SYSTEM } from '../organisation/facts.ts'
import { type Supervision, standingOf } from './supervision.ts'

let founded: World
before(async () => {
  founded = await foundedWorld()
})

const CARD = streams.supervision('2026-001')
const LEADER = 'discipline-leader'
const HEAD = 'head-finance-audit'
const yellow = {
  ...{ colour: 'YELLOW', subject: 'inspection/2026-01-1', department: 'FINANCE_AUDIT', clause: 'E-63' },
  ...{ ground: 'RECTIFICATION_LATE', dueOn: '2026-07-01', words: '第1项整改逾期（演示）' },
}
const card = (story: Story) => story.world.state<Supervision>(CARD)

test('E-63 整改逾期由平台亮牌，别人只有组长能亮；同一张牌不亮两次', () => {
  const story = tellStory(founded.copy())
  story.refused(HEAD, CARD, 'showing', yellow, { clause: 'S145', says: /由监督问责小组组长/ })
  story.refused(LEADER, CARD, 'showing', { ...yellow, department: 'NOWHERE' }, { clause: 'E-63', says: /没有这个处室/ })
  story.does(SYSTEM, CARD, 'showing', yellow)
  story.refused(SYSTEM, CARD, 'showing', yellow, { clause: 'E-66', says: /已亮牌，不能重复亮牌/ })
  assert.equal(standingOf(card(story)), 'YELLOW')
})

test('E-66 处室负责人申辩，由别的处室的另一人复核：撤销的保留记录，考核不计；维持的照计', () => {
  for (const upheld of [false, true]) {
    const story = tellStory(founded.copy())
    story.does(SYSTEM, CARD, 'showing', yellow)
    story.refused('head-policy-law', CARD, 'defences', {}, { clause: 'S145', says: /由被检查处室负责人办理/ })
    story.refused(LEADER, CARD, 'reviews', {}, { clause: 'E-66', says: /已亮牌，不能复核/ })
    story.does(HEAD, CARD, 'defences', { words: '期内已经报送，系统登记晚了一天。' })
    // The head sits in the group as well, and judges nothing of their own division.
    story.refused(
      HEAD,
      CARD,
      'reviews',
      { upheld: false, words: '撤销' },
      { clause: 'S145', says: /由监督问责小组成员办理/ },
    )
    story.does('head-policy-law', CARD, 'reviews', { upheld, words: '经核对登记情况。' })

    assert.equal(card(story).stage, upheld ? 'UPHELD' : 'REVOKED')
    assert.equal(card(story).defence?.person, HEAD)
    assert.equal(standingOf(card(story)), upheld ? 'YELLOW' : undefined)
  }
})

test('E-66 亮牌的人不能自己复核，申辩过期的不再受理', () => {
  const story = tellStory(founded.copy())
  story.does(LEADER, CARD, 'showing', yellow)
  const late = story.copy()
  late.afterWorkdays(6)
  late.refused(HEAD, CARD, 'defences', { words: '过了期限' }, { clause: 'E-66', says: /已经过期/ })
  story.does(HEAD, CARD, 'defences', { words: '有客观原因。' })
  story.refused(
    LEADER,
    CARD,
    'reviews',
    { upheld: true, words: '维持' },
    { clause: 'E-66', says: /亮牌的人不能自己复核/ },
  )
})

test('E-59 查看举报人身份的红牌由平台按记录亮出，组长不能自己编', () => {
  const story = tellStory(founded.copy())
  const red = { ...yellow, colour: 'RED', subject: '', ground: 'IDENTITY_ACCESS', clause: 'E-59' }
  story.refused(LEADER, CARD, 'showing', red, { clause: 'E-59', says: /由平台按记录亮出/ })
  story.does(SYSTEM, CARD, 'showing', red)
  assert.equal(standingOf(card(story)), 'RED')
})
