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
import { APPROVAL_ITEM } from '../../test/support/journey.ts'
import { streams } from '../ids.ts'

const told = await lawful()
const { story, entries } = told
const { drop, dropAll, say, write, add, first } = falsifier(entries)
const [filing, approval, urgent, conditional, returned] = (
  ['filing', 'approval', 'urgent', 'conditional', 'returned'] as const
).map(kind => streams.matter(told[kind]))
const initial = streams.meeting(story.matter(told.filing).records[0]?.meeting ?? '')

const tier = (stream: string | undefined, number: number) => of('matter.tier-concluded', stream, { tier: number })
const moved = (which: ReturnType<typeof of>, at: string) => write(which, () => ({ at }))

/** One thing each, by somebody who holds the log's key and puts the numbers of the other entries right. */
const falsifications: readonly Falsification[] = [
  ['S113', '审定件的第4级结论被抽掉，仍然办结', () => drop(tier(approval, 4)), /没有第4级通过的结论/],
  [
    'A6',
    '事后报备改记在审定事项上',
    () => say(of('matter.drafted', urgent), { item: APPROVAL_ITEM }),
    /方案没有事后例外/,
  ],
  [
    'S11',
    '不主动公开而没有法定依据',
    () => say(of('matter.details-set', filing), { disclosure: { attribute: 'ON_REQUEST' } }),
    /必须选定法定依据/,
  ],
  ['S86', '第2级结论被抽掉', () => drop(tier(filing, 2)), /应作的是第2级（厅分管领导审核）/],
  ['S86', '第1级结论被抽掉', () => drop(tier(filing, 1)), /应作的是第1级/],
  ['S86', '第3级结论被重复', () => add(tier(filing, 3), () => ({})), /不在等待任何一级/],
  ['S111', '报备件改记为第4级结论', () => say(tier(filing, 3), { tier: 4 }), /“报备”件有第4级/],
  ['S109', '审定件的第4级结论被抽掉，仍开始实施', () => drop(tier(approval, 4)), /经审议通过后方可实施/],
  [
    'S106',
    '开始办理日改到同意之前',
    () => say(of('matter.handling-started', filing), { startedOn: '2026-07-01' }),
    /日期不得早于/,
  ],
  [
    'S109',
    '开始实施日改到通过之前',
    () => say(of('matter.implementation-started', approval), { startedOn: '2026-07-01' }),
    /日期不得早于/,
  ],
  ['A5', '紧急的确认被抽掉', () => drop(of('matter.urgency-confirmed', urgent)), /尚未经分管厅领导确认/],
  [
    'S107',
    '实际办理时间改到登记之后',
    () => say(of('matter.post-filing-registered', urgent), { handledAt: '2026-12-01T00:00:00Z' }),
    /实际办理时间不得晚于现在/,
  ],
  [
    'A4',
    '实际办理时间提前两周',
    () => say(of('matter.post-filing-registered', urgent), { handledAt: '2026-07-20T00:00:00Z' }),
    /限3个工作日内送审/,
  ],
  [
    'E-24',
    '实际办理时间提前两周，没有逾期标识',
    () => say(of('matter.post-filing-registered', urgent), { handledAt: '2026-07-20T00:00:00Z' }),
    /没有“逾期未补报”标识/,
  ],
  [
    'S15',
    '会议类别被换，与会议名称不符',
    () => say(of('meeting.called', initial), { kind: 'DIRECTOR' }),
    /与其记录的内容不符/,
  ],
  [
    'S88',
    '第2级换成别的领导审核',
    () => say(tier(filing, 2), { presider: 'leader-3' }),
    /第2级由人员leader-3.*审核，当日分管科技处的是人员leader-1/,
  ],
  ['E-01', '委托被抽掉', () => drop(of('organisation.delegation-granted')), /没有这项由您作出且仍然有效的委托/],
  [
    'S88',
    '委托被抽掉，受托人的审核没有依据',
    () => drop(of('organisation.delegation-granted')),
    /也没有当日有效的委托/,
  ],
  [
    'S145',
    '办理人的职务当日没有人担任',
    () => write(of('matter.closed', filing), by('AGENCY_HEAD', 'SCI_TECH')),
    /当日没有人担任/,
  ],
  [
    'S102',
    '送审时的审议层级被改',
    () => say(of('matter.submitted', approval), { level: 'REPORT' }),
    /审议层级应为“审定”，记为“报告”/,
  ],
  [
    'E-69',
    '送审时的目录版本被改',
    () => say(of('matter.submitted', filing), { catalogueVersion: 2 }),
    /职权目录版本应为1，记为2/,
  ],
  ['S3', '送审时的规则版本被改', () => say(of('matter.submitted', filing), { ruleSet: 2 }), /规则参数版本应为1，记为2/],
  ['S16', '目录中去掉该事项', () => drop(of('catalogue.version-adopted')), /不在现行职权目录内/],
  [
    'S81',
    '处室的初审例会制度被抽掉',
    () =>
      drop(of('rulebook.document-registered', undefined, { kind: 'INITIAL_MEETING_RULES', department: 'SCI_TECH' })),
    /科技处还没有制定本处室初审例会制度/,
  ],
  [
    'E-23',
    '条件没有报告就核销',
    () => drop(of('matter.condition-reported', conditional, { condition: '3-2' })),
    /条件3-2没有报告落实情况/,
  ],
  [
    'E-23',
    '一条条件没有核销',
    () => drop(of('matter.condition-confirmed', conditional, { condition: '3-1' })),
    /条件3-1没有核销/,
  ],
  [
    'E-16',
    '实质变化而意见没有失效',
    () => say(of('matter.supplemented', returned), { voided: false }),
    /此前意见却没有失效/,
  ],
  ['E-15', '补正期限被改长', () => say(tier(returned, 2), { supplementDueOn: '2026-12-31' }), /补正期限应为/],
  ['E-15', '没有退回而补正', () => drop(tier(returned, 2)), /提交补正/],
  [
    'S15',
    '一条记录被抽掉而没有改号',
    () => entries.filter(e => e !== first(of('matter.listed', filing))),
    /应为第\d+条，却是第\d+条，缺1条/,
  ],
  [
    'S15',
    '一条记录出现两次',
    () => entries.toSpliced(entries.indexOf(first(tier(filing, 2))), 0, first(tier(filing, 2))),
    /已经有过，又出现一次/,
  ],
  [
    'S15',
    '时间改到一周之前',
    () => moved(of('matter.closed', filing), '2026-07-01T00:00:00.000Z'),
    /早于同一记录流的上一条/,
  ],
  ['S15', '时间改到一年之后', () => moved(of('matter.closed', filing), '2027-07-14T02:00:00.000Z'), /早于日志的上一条/],
  [
    'S15',
    '称看过还没有的记录',
    () => write(tier(filing, 2), ({ seen }) => ({ seen: { ...seen, rulebook: 900 } })),
    /而日志中此前只到第/,
  ],
  [
    'S15',
    '称看过没有的记录流',
    () => write(tier(filing, 2), ({ seen }) => ({ seen: { ...seen, 'matter/2020-000001': 3 } })),
    /此前没有这个记录流/,
  ],
  [
    'S15',
    '决定所看的是过时的规则',
    () => write(tier(filing, 2), ({ seen }) => ({ seen: { ...seen, rulebook: 2 } })),
    /只看到「rulebook」第2条/,
  ],
  [
    'S15',
    '一次会议被抽掉，次数不连续',
    () => dropAll(e => e.stream === initial),
    /为该年第2次会议，而日志中此前只到第0次/,
  ],
  [
    'S86',
    '已办结的件又有新记录',
    () =>
      add(of('matter.closed', filing), () => ({
        type: 'matter.handling-started',
        data: { startedOn: '2026-07-22' },
      })),
    /已「已办结」，其后又出现/,
  ],
  [
    'S11',
    '没有声明过的类型',
    () => write(of('matter.closed', filing), () => ({ type: 'matter.erased' })),
    /不应有类型为「matter.erased」/,
  ],
  ['S11', '多出没有声明过的字段', () => say(tier(filing, 2), { remark: '同意' }), /字段「remark」没有声明过/],
  ['S11', '缺少公开的字段', () => say(tier(filing, 2), { conclusion: undefined }), /缺少公开字段「conclusion」/],
  [
    'S11',
    '不公开字段少一个承诺',
    () => say(tier(filing, 2), { _sd: first(tier(filing, 2)).data._sd?.slice(1) }),
    /应有\d+个不公开字段的承诺/,
  ],
  ['E-72', '汇总报告漏报一件', () => say(of('summary.submitted'), { matters: [] }), /汇集的件应为\["2026-000003"\]/],
  ['PII-004', '没有申请就销毁', () => drop(of('disclosure.erasure-requested')), /没有待决定的销毁申请/],
  [
    'E-22',
    '再次送审的前次件不存在',
    () => say(of('matter.drafted', undefined, { previous: told.refused }), { previous: '2020-000009' }),
    /前次件不存在/,
  ],
  ['E-21', '撤回没有申请', () => drop(of('matter.withdrawal-requested', returned)), /没有申请撤回/],
]

testFalsifications(falsifications)

test('S15 没有伪造过的同一份日志，没有问题', t => {
  t.diagnostic(`${falsifications.length} falsifications of ${entries.length} entries`)
  assert.ok(falsifications.length >= 30)

  assert.deepEqual(replayOf(entries).findings, [])
})
