import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MeetingLive, MeetingPage } from '../../../http/api/contract.ts'
import { newsBetween, patched } from './live-meeting.ts'

const someone = (id: string, name: string) => ({ id, name, title: '处长' })
const jia = someone('jia', '甲（演示）')
const yi = someone('yi', '乙（演示）')

type Item = MeetingPage['items'][number]
const item = (key: string, no: number, more: Partial<Item> = {}): Item => ({
  no,
  key,
  title: `议题${no}`,
  late: false,
  stage: 'WAITING',
  presider: jia,
  actingConvener: false,
  recusals: [],
  requests: [],
  objections: [],
  quorum: { expected: 2, present: 0, needed: 1, reached: false },
  ballot: 'NAMED',
  writtenOpinions: [],
  supplements: [],
  invitees: [],
  opinions: [],
  silent: [],
  tally: { agree: 0, disagree: 0, abstain: 0 },
  mode: 'VOTE',
  ...more,
})

const page: MeetingPage = {
  id: 'INITIAL-PLANNING-2026-1',
  title: '会议',
  kind: 'INITIAL',
  kindName: '初审例会',
  stage: 'OPEN',
  stageName: '进行中',
  scheduledAt: '2026-11-27T02:00:00.000Z',
  place: '三楼',
  version: 10,
  body: { code: 'PLANNING', name: '综合规划处' },
  chair: jia,
  recorder: yi,
  isRecorder: false,
  isChair: false,
  members: [
    { who: jia, department: '', voting: true },
    { who: yi, department: '', voting: true, attendance: 'PRESENT' },
  ],
  items: [item('A', 1, { stage: 'UNDER_WAY' }), item('B', 2)],
  lateItems: [],
  separateItems: 0,
  minutesWork: { drafts: [], suggested: [], comments: [], dissents: [], errata: [] },
  actions: [],
  candidates: [],
}

const live: MeetingLive = {
  version: 12,
  stage: 'OPEN',
  stageName: '进行中',
  attendance: { jia: 'PRESENT', yi: 'LEFT' },
  items: [
    { key: 'A', stage: 'UNDER_WAY' },
    { key: 'B', stage: 'POSTPONED' },
  ],
  now: {
    key: 'A',
    quorum: { expected: 2, present: 1, needed: 1, reached: true },
    tally: { agree: 1, disagree: 0, abstain: 0 },
    opinions: [{ who: jia, position: 'AGREE', words: '同意。', at: '2026-11-27T02:10:00.000Z', beforeRecusal: false }],
    silent: [],
    recusals: [],
    count: { agree: 1, disagree: 0, abstain: 0 },
  },
}

test('E-12 别人登记的到会、离会和表态，从实时消息进到本页，连同版本号：按看到的办理，不会被说成慢了一步', () => {
  const after = patched(page, live)

  assert.deepEqual(
    after.members.map(({ attendance }) => attendance),
    ['PRESENT', 'LEFT'],
  )
  assert.deepEqual(after.items[0]?.tally, { agree: 1, disagree: 0, abstain: 0 })
  assert.deepEqual(after.items[0]?.count, { agree: 1, disagree: 0, abstain: 0, tellers: [] })
  assert.equal(after.items[1]?.stage, 'POSTPONED')
  assert.equal(after.version, 12)
})

test('E-12 读屏的人也知道谁来了、谁走了、谁表了态，没有变化时不出声', () => {
  const after = patched(page, live)

  assert.deepEqual(newsBetween(page, after), ['甲（演示）到会', '乙（演示）离会', '甲（演示）已表态', '议题2已顺延'])
  assert.deepEqual(newsBetween(after, after), [])
})
