import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  by,
  type Falsification,
  falsifier,
  lawful,
  of,
  replayOf,
  testFalsifications,
} from '../../test/support/falsified.ts'
import { streams } from '../ids.ts'

const told = await lawful()
const { story, entries } = told
const { drop, dropAll, say, write, add } = falsifier(entries)
const filing = streams.matter(told.filing)

/** The meeting that concluded a tier of a matter. */
const meetingOf = (matter: string, tier: number) =>
  streams.meeting(story.matter(matter).records.find(r => r.tier === tier)?.meeting ?? assert.fail('no meeting'))
const initial = meetingOf(told.filing, 1)
const group = meetingOf(told.filing, 3)
const director = meetingOf(told.approval, 4)

const tier = (stream: string, number: number) => of('matter.tier-concluded', stream, { tier: number })
const other = '0'.repeat(64)
const nextDay = (at: string) => new Date(Date.parse(at) + 24 * 3_600_000).toISOString()

/** One thing each, by somebody who holds the log's key and puts the numbers of the other entries right. */
const falsifications: readonly Falsification[] = [
  ['S90', '另立一个厅长办公会', () => say(of('meeting.called', director), { body: 'LEADERS' }), /主体记为LEADERS/],
  ['MTG-009', '会议结论没有写进件', () => drop(tier(filing, 3)), /结论却没有写入本件/],
  ['S93', '会议整个不见了', () => dropAll(e => e.stream === group), /所称的会议.*不存在/],
  ['MTG-009', '纪要签发被抽掉', () => drop(of('meeting.minutes-signed', group)), /纪要还没有签发/],
  [
    'E-38',
    '件上的结论被改',
    () => say(tier(filing, 3), { conclusion: 'AGREED_WITH_CHANGES' }),
    /结论应为「同意」，实为「修改后同意」/,
  ],
  [
    'E-38',
    '会议记录的结论被改',
    () => say(of('meeting.item-concluded', group), { conclusion: 'NOT_AGREED' }),
    /结论应为「不同意」/,
  ],
  ['MTG-009', '件上的纪要指纹被改', () => say(tier(filing, 3), { minutes: other }), /纪要指纹应为/],
  [
    'MTG-009',
    '会议的纪要指纹被改',
    () => say(of('meeting.minutes-signed', group), { hash: other }),
    /纪要指纹应为0000/,
  ],
  ['S93', '会议类别被换', () => say(of('meeting.called', initial), { kind: 'DIRECTOR' }), /级次应为4，实为1/],
  ['S93', '件上的会议被换成别的', () => say(tier(filing, 3), { meeting: director.slice(8) }), /会议应为GROUP/],
  ['S95', '件上的主持人被换', () => say(tier(filing, 3), { presider: 'leader-4' }), /主持人应为leader-2，实为leader-4/],
  [
    'S95',
    '复核改由分管领导主持',
    () => say(of('meeting.item-started', group), { presider: 'leader-1' }),
    /人员leader-1是本件送审处室的分管领导/,
  ],
  [
    'A13',
    '复核改由驻厅纪检组长主持',
    () => say(of('meeting.item-started', group), { presider: 'discipline-leader' }),
    /监督问责小组组长/,
  ],
  [
    'E-08',
    '初审改由副职主持而没有记录',
    () => say(of('meeting.item-started', initial), { presider: 'deputy-sci-tech' }),
    /没有更换或指定的记录/,
  ],
  [
    'S96',
    '复核计入送审处室',
    () => say(of('meeting.item-concluded', group), { divisions: ['SCI_TECH', 'PERSONNEL'] }),
    /送审或联办处室科技处/,
  ],
  [
    'S96',
    '复核计入联办处室',
    () => say(of('meeting.item-concluded', group), { divisions: ['TRANSPORT'] }),
    /送审或联办处室综合运输处/,
  ],
  [
    'S96',
    '复核计入组成以外的处室',
    () => say(of('meeting.item-concluded', group), { divisions: ['POLICY_LAW'] }),
    /不在会议组成中的处室政策法规处/,
  ],
  [
    'E-12',
    '结论时到会人数改少',
    () => say(of('meeting.item-concluded', group), { present: 3 }),
    /应到6人，至少4人才能审议，实到3人/,
  ],
  [
    'MTG-001',
    '开始时到会人数改少',
    () => say(of('meeting.item-started', group), { present: 2 }),
    /至少4人才能审议，实到2人/,
  ],
  [
    'MTG-001',
    '应到人数改少',
    () => say(of('meeting.item-started', group), { expected: 3, present: 3 }),
    /本议题应到6人，记为3人/,
  ],
  [
    'MTG-002',
    '结论时应到人数改少',
    () => say(of('meeting.item-concluded', group), { expected: 4, present: 4 }),
    /开始审议时应到6人/,
  ],
  ['S18', '到会登记被抽掉', () => dropAll(of('meeting.attendance-recorded', group)), /登记到会只有0人次/],
  ['S93', '一名成员的表态被抽掉', () => drop(of('meeting.opinion-recorded', group)), /到会6人，而该议题只有5次表态/],
  ['MTG-002', '议题的开始被抽掉', () => drop(of('meeting.item-started', group)), /没有开始审议/],
  [
    'S145',
    '批准轮值的不是厅主要领导',
    () => write(of('review-group.approved'), by('DIVISION_HEAD', 'PLANNING')),
    /由厅主要领导办理/,
  ],
  [
    'S145',
    '纪要不是主持人签发',
    () => write(of('meeting.minutes-signed', group), by('DIVISION_HEAD', 'PLANNING')),
    /会议主持人是人员leader-2/,
  ],
  ['A7', '轮值的批准被抽掉', () => drop(of('review-group.approved', 'review-group/PLAN_FUND-1')), /未经领导小组批准/],
  [
    'S101',
    '会议改到轮值期外',
    () => say(of('meeting.called', group), { scheduledAt: '2027-07-13T02:00:00.000Z', year: 2027 }),
    /不在该复核小组的轮值期内/,
  ],
  [
    'A8',
    '同一组长连任',
    () => say(of('review-group.established', 'review-group/PLAN_FUND-2'), { leader: 'leader-2' }),
    /不得连续两个轮值期任同一板块组长/,
  ],
  [
    'MTG-006',
    '会议通知的提前量被改',
    () => say(of('meeting.notice-sent', group), { leadDays: 9 }),
    /提前量应为3个工作日，记为9个/,
  ],
  [
    'MTG-006',
    '会议通知推迟一天',
    () => write(of('meeting.notice-sent', group), ({ at }) => ({ at: nextDay(at) })),
    /应为2个工作日|只提前/,
  ],
  [
    'MTG-009',
    '已签纪要的会议又有新记录',
    () => add(of('meeting.minutes-signed', group), () => ({ type: 'meeting.opened', data: {} })),
    /纪要已经签发/,
  ],
  [
    'S94',
    '件改记为别的板块',
    () => say(of('matter.submitted', filing), { board: 'PERMIT' }),
    /本复核小组不负责该板块|由不负责该板块的/,
  ],
  [
    'S87',
    '件改记为别的处室',
    () => say(of('matter.drafted', filing), { department: 'PLANNING' }),
    /初审例会只审本处室主办的件/,
  ],
  ['MTG-007', '件没有列入议程', () => drop(of('meeting.item-added', group)), /没有把本件列入议程/],
  ['MTG-006', '会议材料的冻结被抽掉', () => drop(of('meeting.packet-frozen', group)), /会议材料没有冻结/],
  ['S93', '件上的纪要摘录指纹被改', () => say(tier(filing, 3), { excerpt: other }), /应为.*实为0000/],
  [
    'MTG-013',
    '没有会议而有督办',
    () =>
      add(of('meeting.adjourned', group), () => ({
        ...{ stream: streams.followUp(`${group.slice('meeting/'.length)}.1`), version: 1, type: 'follow-up.ordered' },
        data: {
          meeting: group.slice('meeting/'.length),
          matter: told.filing,
          no: 1,
          owner: 'SCI_TECH',
          dueOn: '2026-12-01',
        },
      })),
    /没有签发的会议纪要/,
  ],
  ['MTG-006', '会议通知被抽掉', () => drop(of('meeting.notice-sent', group)), /没有发出通知/],
]

testFalsifications(falsifications)

test('S15 没有伪造过的同一份日志，没有问题', t => {
  t.diagnostic(`${falsifications.length} falsifications of ${entries.length} entries`)
  assert.ok(falsifications.length >= 30)

  assert.deepEqual(replayOf(entries).findings, [])
})
