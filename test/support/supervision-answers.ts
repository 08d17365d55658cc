import type { InspectionPage, InspectionRow, SpotCheckList, SpotCheckPage } from '../../http/api/contract.ts'
import { allowed, file, hex, leader, people, planning, refused, second } from './answer-parts.ts'

/** Answers with as many rows and as long names as an agency has in a bad year, for screens to be looked at. */

const titles = [
  '关于深圳至中山跨江通道工程东人工岛附属房建及配套机电设备采购项目招标文件的审定',
  '粤东地区危险货物道路运输企业经营许可延续',
  '广东省普通国省道改造工程（2026—2028年）项目库调整方案',
  '海峡滚装码头增加危险货物车辆作业港口经营许可',
]
const strata = ['已办件·工程建设·审定', '已办件·审批许可·报备', '已办件·规划资金·审定', '已办件·监督执法·报告']

export const hundredBatches: SpotCheckList = {
  rows: Array.from({ length: 100 }, (_, index) => ({
    id: `${2026 - Math.floor(index / 12)}-${String(12 - (index % 12)).padStart(2, '0')}`,
    title: `${2026 - Math.floor(index / 12)}年第${12 - (index % 12)}批权力运行双随机抽查（工程建设与资金分配专项）`,
    stage: (['ANNOUNCED', 'DRAWN', 'VOIDED', 'DRAWN'] as const)[index % 4] ?? 'DRAWN',
    stageName: ['已公告，待抽取', '已抽取', '已作废', '已抽取'][index % 4] ?? '',
    preparedAt: '2026-11-20T02:00:00.000Z',
    pool: 1280 + index,
    ...(index % 4 === 0 ? {} : { drawn: 64 }),
    next:
      ['等约定的随机数产生以后抽取。', '由抽中的检查人检查。', '已作废，保留在案。', '由抽中的检查人检查。'][
        index % 4
      ] ?? '',
  })),
  overdue: [
    {
      id: '2026-08',
      title: '2026年第8批权力运行双随机抽查',
      clause: 'RND-002',
      sentence: '批次 2026-08 约定的随机数已经产生，应在2026年9月11日前抽取，至今既未抽取也未作废。',
    },
  ],
  notDrawn: {
    years: 3,
    rows: Array.from({ length: 40 }, (_, index) => ({
      id: `ITEM:${index}`,
      title: `跨省大件运输许可与涉路施工活动许可联合办理事项${index + 1}`,
      ...(index % 2 === 0 ? { lastDrawnOn: '2022-03-04' } : {}),
    })),
  },
  actions: [allowed('preparation', '准备抽查批次')],
}

const pool = Array.from({ length: 320 }, (_, index) => ({
  id: `MATTER:2026-${String(index + 1).padStart(6, '0')}`,
  title: titles[index % titles.length] ?? '',
  stratum: strata[index % strata.length] ?? '',
  link: `/matters/2026-${String(index + 1).padStart(6, '0')}`,
  weight: 1 + (index % 7),
}))

/** A batch that was drawn a hundred times over. */
export const drawnBatch: SpotCheckPage = {
  id: '2026-02',
  title: '2026年第四季度权力运行双随机抽查（工程建设与资金分配专项）',
  stage: 'DRAWN',
  stageName: '已抽取',
  preparedAt: '2026-11-20T02:00:00.000Z',
  next: '已经抽取，由抽中的检查人分别检查。',
  version: 5,
  preparedBy: second,
  rule: { kinds: ['MATTER', 'ITEM'], from: '2026-01-01', to: '2026-11-20', boards: [], departments: [] },
  strata: strata.map(stratum => ({ stratum, rate: 0.05 })),
  weights: { approval: 2, filing: 1, postFiled: 3, concern: 3, keyNode: 1 },
  perObject: 2,
  method: 'TICKETS',
  replaces: '2026-01',
  frozen: {
    at: '2026-11-20T03:00:00.000Z',
    by: second,
    commitment: hex('a'),
    pool,
    strata: strata.map((stratum, index) => ({ stratum, size: 80, weight: 240 + index, quota: 25 })),
    inspectors: people.map((person, index) => ({ ...person, barred: index * 3 })),
    excluded: [{ id: 'MATTER:2026-000999', ground: 'CLASSIFIED' }],
  },
  announcement: {
    at: '2026-11-20T04:00:00.000Z',
    by: leader,
    source: {
      kind: 'CEREMONY',
      at: '2026-11-23T01:00:00.000Z',
      plan: {
        kind: 'DICE',
        sources: Array.from({ length: 25 }, (_, i) => ({ name: `第${i + 1}次`, count: 1, from: 1, to: 6 })),
      },
    },
    ceremony: { place: '厅机关一楼政务公开大厅（演示）', witnesses: ['区晓明（演示）', '钟志强（演示）'] },
    codeCommitment: hex('b'),
    announced: hex('c'),
  },
  drawn: {
    at: '2026-11-23T01:10:00.000Z',
    by: second,
    outcome: {
      kind: 'CEREMONY',
      ceremony: {
        kind: 'DICE',
        sources: Array.from({ length: 25 }, (_, i) => ({ name: `第${i + 1}次`, numbers: [1 + (i % 6)] })),
      },
    },
    code: hex('d'),
    strata: strata.map(stratum => ({ stratum, ids: pool.filter(one => one.stratum === stratum).map(one => one.id) })),
    pairs: pool.slice(0, 100).map((object, index) => ({
      object,
      inspectors: [people[index % 7] ?? leader, people[(index + 3) % 7] ?? second],
      inspection: { id: `2026-02-${index + 1}`, stageName: '待制定方案' },
    })),
  },
  substitutions: [],
  publicLink: '/spot-checks/2026-02',
  history: [
    { at: '2026-11-23T01:10:00.000Z', what: '抽取', who: second },
    { at: '2026-11-20T04:00:00.000Z', what: '公告', who: leader },
  ],
  actions: [
    allowed('substitutions', '按抽取顺序替补'),
    allowed('void-requests', '提出作废本批次'),
    refused('freezing', '冻结对象池和检查人名录', '本批次已抽取，不能冻结。', 'RND-005'),
    refused('voiding', '同意作废', '没有人提出作废本批次。'),
  ],
}

/** The same once it is frozen. */
export const frozenBatch: SpotCheckPage = (() => {
  const { drawn: _, announcement: __, replaces: ___, ...before } = drawnBatch
  return {
    ...before,
    stage: 'FROZEN',
    stageName: '已冻结，待公告',
    next: '核对对象池和权重，由组长公告随机数从哪里来、什么时候产生。',
    actions: [allowed('announcement', '公告抽取'), allowed('thaw', '解冻')],
  }
})()

/** The same while it waits for its ceremony. */
export const announcedBatch: SpotCheckPage = (() => {
  const { drawn: _, replaces: __, ...before } = drawnBatch
  return {
    ...before,
    stage: 'ANNOUNCED',
    stageName: '已公告，待抽取',
    next: '到约定的时间，当着见证人的面产生号码，录入后抽取。',
    actions: [allowed('draw', '抽取'), refused('cancellation', '取消抽取', '约定的随机数已经产生，只能抽取。')],
  }
})()

export const hundredInspections: readonly InspectionRow[] =
  drawnBatch.drawn?.pairs.map(({ object, inspectors }, i) => ({
    id: `2026-02-${i + 1}`,
    batch: { id: drawnBatch.id, title: drawnBatch.title },
    object: { id: object.id, title: object.title, kind: 'MATTER', kindName: '已办件', link: object.link ?? '' },
    departments: [planning],
    inspectors,
    drawnOn: '2026-11-23',
    stage: (['OPEN', 'PLANNED', 'CONCLUDED', 'REPORTED'] as const)[i % 4] ?? 'OPEN',
    stageName: ['待制定方案', '检查中', '已作出结论', '待签字'][i % 4] ?? '',
    overdueRectifications: i % 9 === 0 ? 1 : 0,
    ...(i % 4 === 2
      ? {
          publishClock: {
            dueOn: '2026-12-21',
            remainingWorkdays: 20,
            state: 'RUNNING' as const,
            colour: 'GREEN' as const,
            late: false,
            estimated: false,
            sentence: '还剩20个工作日，2026年12月21日到期',
          },
        }
      : {}),
  })) ?? []

const [firstInspection] = hundredInspections
if (!firstInspection) throw new Error('no inspections')

/** An inspection with everything that can happen to one. */
export const fullInspection: InspectionPage = {
  ...firstInspection,
  stage: 'CONCLUDED',
  stageName: '已作出结论',
  version: 20,
  plan: {
    from: '2026-11-24',
    to: '2026-12-04',
    items: [
      { no: 1, what: '招标文件是否经复核小组复核后修改，修改处是否逐条有据', clause: 'S106' },
      { no: 2, what: '公开内容与审定内容是否一致', clause: 'S79' },
    ],
  },
  evidence: [
    { no: 1, what: '评标办法修改前后对照', files: [file], who: leader, at: '2026-11-25T02:00:00.000Z' },
    {
      no: 2,
      what: '会议签到表与表决记录',
      files: [file, { ...file, hash: hex('f') }],
      who: second,
      at: '2026-11-25T03:00:00.000Z',
    },
  ],
  findings: [
    {
      no: 1,
      grade: 'SERIOUS',
      gradeName: '严重',
      clause: 'S106',
      department: planning,
      words: '招标文件送审后，评标办法中业绩加分条件被改动，没有重新送复核小组复核，改动只有经办人一人知道。',
      evidence: [1],
      referred: { clue: '2026-003' },
    },
    {
      no: 2,
      grade: 'MINOR',
      gradeName: '轻微',
      clause: 'S79',
      department: planning,
      words: '公开的附件缺少第二页。',
      evidence: [2],
      rectification: {
        department: planning,
        dueOn: '2026-12-20',
        overdue: false,
        stage: 'RECTIFIED',
        stageName: '待复查',
        reports: [
          { words: '已经补上第二页，并重新核对全部附件。', files: [file], who: second, at: '2026-12-10T02:00:00.000Z' },
        ],
        verifications: [],
      },
    },
    {
      no: 3,
      grade: 'MINOR',
      gradeName: '轻微',
      clause: 'S80',
      department: planning,
      words: '送审依据只写了文件名，没有写条款。',
      evidence: [1, 2],
      dropped: true,
    },
  ],
  report: {
    words: '经检查，该件程序基本完整，发现严重问题一个、轻微问题两个。',
    sha256: hex('1'),
    who: leader,
    at: '2026-12-04T02:00:00.000Z',
    signatures: firstInspection.inspectors.map(who => ({ who, at: '2026-12-04T03:00:00.000Z' })),
  },
  concludedAt: '2026-12-04T03:00:00.000Z',
  responses: [
    {
      words: '同意检查结论，第三个问题请再核对。',
      who: second,
      at: '2026-12-05T02:00:00.000Z',
      department: planning,
    },
  ],
  objectBy: '2027-01-03',
  objection: {
    words: '第三个问题：送审依据的条款写在附件二。',
    who: second,
    at: '2026-12-05T03:00:00.000Z',
    department: planning,
    files: [file],
    reviewers: people.slice(4, 6),
    decision: {
      words: '附件二确有条款，取消第三个问题。',
      who: leader,
      at: '2026-12-08T02:00:00.000Z',
      upheld: true,
      dropped: [3],
    },
  },
  publication: { summary: '发现问题两个，已责令整改。', findings: 2, serious: 1, at: '2026-12-09T02:00:00.000Z' },
  actions: [
    allowed('verifications', '复查整改'),
    refused('closure', '办结', '第2条的整改还没有复查到位。', 'S153'),
    refused('publication', '公开检查结果', '检查结果已经公开。', 'RND-007'),
  ],
}
