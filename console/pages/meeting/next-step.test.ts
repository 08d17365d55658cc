import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MeetingItemView, MeetingPage } from '../../../http/api/contract.ts'
import { nextStep } from './next-step.ts'

type Step = Pick<MeetingItemView, 'silent' | 'stage' | 'ballot' | 'quorum'> & Partial<MeetingItemView>
const chair = { id: 'chair', name: '主持人（演示）', title: '处长' }
const member = { id: 'member', name: '成员（演示）', title: '科长' }
const enough = { expected: 2, present: 2, needed: 1, reached: true }

function stepFor(
  me: string,
  item: Partial<Step>,
  { may = [] as readonly string[], isRecorder = false }: { may?: readonly string[]; isRecorder?: boolean } = {},
) {
  const whole = { no: 1, key: 'A', presider: chair, requests: [], silent: [], ballot: 'NAMED', quorum: enough, ...item }
  const meeting = {
    stage: 'OPEN',
    isRecorder,
    members: [{ who: chair, attendance: 'PRESENT' }],
    items: [whole],
    actions: may.map(noun => ({ noun, allowed: true })),
  }
  return nextStep(meeting as unknown as MeetingPage, whole as unknown as MeetingItemView, me)
}

test('MTG-010 其他人没有都表态，主持人的下一步是等；都表态了，才请主持人末位表态', () => {
  const early = stepFor('chair', { stage: 'UNDER_WAY', silent: [member, chair] })
  const last = stepFor('chair', { stage: 'UNDER_WAY', silent: [chair] })

  assert.deepEqual([early?.does, last?.does], [undefined, 'speak'])
  assert.match(early?.words ?? '', /等其他1人表态/)
  assert.match(last?.words ?? '', /末位表态/)
})

test('MTG-002 不够法定人数，下一步是顺延，不是开始审议', () => {
  const short = { ...enough, present: 0, reached: false }

  assert.equal(stepFor('chair', { stage: 'WAITING', quorum: short }, { may: ['item-starts'] })?.does, 'postponements')
  assert.equal(stepFor('chair', { stage: 'WAITING' }, { may: ['item-starts'] })?.does, 'item-starts')
})

test('E-10 有人申请他人回避，先裁定，再说别的', () => {
  const requests = [{ who: member, by: chair, reason: '亲属', at: '' }]
  const step = stepFor('chair', { stage: 'UNDER_WAY', silent: [chair], requests }, { may: ['recusal-rulings'] })

  assert.match(step?.words ?? '', /裁定/)
})

test('MTG-003 无记名表决先清点票数，再作结论；记录人按人记录，成员只看见自己的一步', () => {
  const may = ['ballot-counts', 'conclusions']
  const count = { agree: 2, disagree: 0, abstain: 0, tellers: [] }

  assert.equal(stepFor('r', { stage: 'UNDER_WAY', ballot: 'SECRET' }, { may })?.does, 'ballot-counts')
  assert.equal(stepFor('r', { stage: 'UNDER_WAY', ballot: 'SECRET', count }, { may })?.does, 'conclusions')
  assert.match(
    stepFor('r', { stage: 'UNDER_WAY', silent: [member] }, { isRecorder: true })?.words ?? '',
    /请成员（演示）表态/,
  )
  assert.equal(stepFor('member', { stage: 'UNDER_WAY', silent: [member] })?.words, '请您表态。')
})
