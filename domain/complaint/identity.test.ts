import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import {
  type ComplaintStory,
  complaintStory,
  FINANCE,
  identityFor,
  keyOf,
  LAW,
  LEADER,
  NUMBER,
  OFFICE_HEAD,
  PERSONNEL,
} from '../../test/support/complaint-story.ts'
import { foundedWorld } from '../../test/support/story.ts'
import type { World } from '../../test/support/world.ts'
import { streams } from '../ids.ts'
import { REPORTER } from '../organisation/facts.ts'
import { complaintActs } from './acts.ts'
import type { ComplaintClass } from './complaint.ts'

let founded: World
before(async () => {
  founded = await foundedWorld()
})

/** Triaged and in the hands of two members. */
function handled(story: ComplaintStory, kind: ComplaintClass = 'DISCIPLINE_REPORT', number = NUMBER): void {
  const stream = streams.complaint(number)
  story.does(LAW, stream, 'triage', { class: kind, note: story.part(`triage ${number}`) })
  story.does(LEADER, stream, 'assignment', { handlers: [LAW, PERSONNEL] })
}

const settled = (story: ComplaintStory, number = NUMBER) => {
  const stream = streams.complaint(number)
  const papers = [{ kind: 'SETTLE_REPORT', part: story.part(`settle ${number}`) }]
  story.does(LAW, stream, 'disposition', { disposition: 'SETTLE', papers })
  story.does(LEADER, stream, 'disposition-approval', {})
}

test('E-54 先匿名后实名，身份另行密封；撤回不影响核查', () => {
  const story = complaintStory(founded)
  story.reported()
  const more = { identity: identityFor(story.part) }
  story.refused(
    REPORTER,
    story.stream,
    'identity',
    { identity: [{ ...more.identity[0], second: FINANCE }] },
    { clause: 'CMP-003', says: /两名不同的、无须回避的身份受托人/ },
  )
  story.does(REPORTER, story.stream, 'identity', more)
  story.does(REPORTER, story.stream, 'withdrawal', {})
  story.refused(REPORTER, story.stream, 'withdrawal', {}, { clause: 'E-54', says: /不必重复提出/ })
  handled(story)
  assert.deepEqual([story.complaint().mode, story.complaint().stage], ['REAL_NAME', 'HANDLING'])
})

test('CMP-003 E-59 查看身份要两名受托人：一人申请，另一人同意，各开一层，每一步都留下', () => {
  const story = complaintStory(founded)
  story.reported({ mode: 'REAL_NAME', identity: identityFor(story.part) })
  const turn = { clause: 'CMP-003', says: /由另一名身份受托人办理/ }
  story.refused(LEADER, story.stream, 'identity-requests', {}, { clause: 'S145', says: /由身份受托人办理/ })
  story.does(LAW, story.stream, 'identity-requests', { other: PERSONNEL, ground: 'VERIFY_IDENTITY' })
  story.refused(LAW, story.stream, 'identity-agreements', {}, turn)
  story.refused(LAW, story.stream, 'identity-passes', {}, { clause: 'CMP-003', says: /没有到这一步/ })
  story.does(PERSONNEL, story.stream, 'identity-agreements', {})
  story.refused(PERSONNEL, story.stream, 'identity-passes', {}, turn)
  story.does(LAW, story.stream, 'identity-passes', { inner: story.part('inner') })
  story.refused(LAW, story.stream, 'identity-openings', {}, turn)
  story.does(PERSONNEL, story.stream, 'identity-openings', {})
  story.does(LAW, story.stream, 'identity-requests', { other: PERSONNEL, ground: 'LEGAL_ORDER' })
  story.does(PERSONNEL, story.stream, 'identity-refusals', { ground: '没有必要' })

  assert.deepEqual(
    story.complaint().openings.map(o => [o.asker, o.stage]),
    [
      [LAW, 'OPENED'],
      [LAW, 'DECLINED'],
    ],
  )
})

test('E-60 CMP-001 查询码不能找回：没有这样的操作；补交时可以注明原登记号', () => {
  const nouns = complaintActs.map(({ noun }) => noun)
  assert.deepEqual(
    nouns.filter(noun => /code|token|mailbox|reset/.test(noun)),
    [],
  )
  const story = complaintStory(founded)
  story.reported()
  story.reported({ related: NUMBER }, 'JB-00000002')
  assert.equal(story.complaint('JB-00000002').related, NUMBER)
})

test('S129 检举控告转为问题线索：问题由小组另写，回避的人在线索里照样回避', () => {
  const story = complaintStory(founded)
  story.reported()
  handled(story)
  const clue = { departments: ['CAPITAL_CONSTRUCTION'], question: '施工变更是否经过审批（演示）' }
  story.refused(
    LAW,
    story.stream,
    'clue',
    { ...clue, departments: ['CAPITAL_CONSTRUCTION', 'PERSONNEL'] },
    { clause: 'CMP-005', says: /先在本件增加回避/ },
  )
  story.does(LAW, story.stream, 'clue', clue)
  const made = story.world.state<{ source: string; reference: string; recused: unknown }>(
    streams.accountability('2026-001'),
  )
  assert.deepEqual([made.source, made.reference, made.recused], ['COMPLAINT', NUMBER, story.complaint().recused])
})

test('S122 换届以后由能看的成员在浏览器里重新密封，须全部材料一起', () => {
  const story = complaintStory(founded)
  story.reported()
  handled(story)
  const parts = story.complaint().parts.map(({ blob }) => ({ from: blob, to: story.part(`anew ${blob}`) }))
  const keys = [LAW, OFFICE_HEAD].map(m => keyOf(m, 'CONTENT'))
  story.refused(
    LAW,
    story.stream,
    'reseals',
    { parts: parts.slice(1), keys },
    { clause: 'S122', says: /全部材料一并重新密封/ },
  )
  story.does(LAW, story.stream, 'reseals', { parts, keys })
  assert.deepEqual(
    story.complaint().parts.map(p => p.blob),
    parts.map(p => p.to.blob),
  )
})

test('CMP-007 保管期满才能销毁，由两人办理，留下销毁证明', () => {
  const story = complaintStory(founded)
  story.reported()
  handled(story)
  settled(story)
  story.does(LEADER, story.stream, 'closure', { result: 'UNSUBSTANTIATED' })
  story.refused(LEADER, story.stream, 'destruction-proposals', {}, { clause: 'CMP-007', says: /期满才能销毁/ })
  story.on('2041-07-08')
  story.does(LEADER, story.stream, 'destruction-proposals', {})
  story.refused(
    LEADER,
    story.stream,
    'destruction',
    { certificate: 'XH-1' },
    { clause: 'CMP-007', says: /不能自己核准/ },
  )
  story.does(LAW, story.stream, 'destruction', { certificate: 'XH-1' })
  assert.deepEqual([story.complaint().stage, story.complaint().certificate], ['DESTROYED', 'XH-1'])
})
