import type { CardPage, CardRow, CluePage, ClueRow } from '../../http/api/contract.ts'
import { allowed, file, leader, people, planning, refused, second } from './answer-parts.ts'

/** Answers with as many rows and as long names as an agency has in a bad year, for screens to be looked at. */

export const hundredClues: readonly ClueRow[] = Array.from({ length: 100 }, (_, index) => ({
  id: `2026-${String(index + 1).padStart(3, '0')}`,
  question: `招标文件送审后业绩加分条件被改动，没有重新送复核小组复核，改动由谁决定、是否集体研究（第${index + 1}件）`,
  sourceName: ['投诉举报', '监督抽查', '亮牌', '移送'][index % 4] ?? '',
  departments: [planning, { code: 'CAPITAL_CONSTRUCTION', name: '基建管理处（重点工程办公室）' }],
  stage: (['REGISTERED', 'EXPLAINING', 'FOUND', 'CLOSED'] as const)[index % 4] ?? 'REGISTERED',
  stageName: ['待决定是否立项', '待说明情况', '已认定问题', '已办结'][index % 4] ?? '',
  next: ['由组长决定是否立项。', '等被查处室说明情况。', '等整改并由他人复查。', '已办结。'][index % 4] ?? '',
  registeredOn: '2026-11-20',
}))

const [firstClue] = hundredClues
if (!firstClue) throw new Error('no clues')

/** A clue with everything that can happen to one. */
export const fullClue: CluePage = {
  ...firstClue,
  stage: 'FOUND',
  stageName: '已认定问题',
  next: '等整改并由他人复查。',
  version: 20,
  whole: true,
  source: 'INSPECTION',
  reference: '2026-02-1',
  boards: [{ code: 'CONSTRUCTION', name: '工程建设' }],
  matters: ['2026-000012'],
  handlers: people.slice(1, 3),
  reasons: '发现的问题严重，须查明责任。',
  explanations: [
    {
      department: planning,
      question: '业绩加分条件由谁提出改动，为什么没有重新送复核？',
      dueOn: '2026-12-01',
      answer: {
        words: '改动由经办人提出，时间紧，没有重新送复核。',
        files: [file],
        who: second,
        at: '2026-11-28T02:00:00.000Z',
      },
    },
    {
      department: { code: 'POLICY_LAW', name: '政策法规处（行政审批处）' },
      question: '是否作过合法性审查？',
      dueOn: '2026-12-01',
    },
  ],
  findings: [
    {
      no: 1,
      clause: 'S106',
      tier: 3,
      tierName: '第三级 复核小组复核',
      matter: '2026-000012',
      words: '招标文件送审后改动评标办法，没有重新送复核。',
      chain: people.map((person, index) => ({
        tier: [0, 0, 1, 2, 3, 3, 3][index] ?? 3,
        tierName:
          ['送审', '送审', '第一级 业务部门初审', '第二级 厅分管领导审核', '第三级 复核小组复核'][Math.min(index, 4)] ??
          '',
        person,
        department: planning,
        partName:
          ['经办', '签批送审', '主持并作出结论', '分管审核', '表态赞成', '表态不赞成，未被采纳', '缺席'][index] ?? '',
        ...(index < 5 ? { responsibilityName: index === 2 ? '主要领导责任' : '主体责任' } : {}),
      })),
      rectification: {
        department: planning,
        what: '重新送复核小组复核，并公开改动的理由。',
        dueOn: '2026-12-20',
        overdue: false,
        stage: 'RECTIFIED',
        stageName: '待复查',
        reports: [{ words: '已经重新送复核。', files: [file], who: second, at: '2026-12-10T02:00:00.000Z' }],
        verifications: [
          {
            words: '理由还没有公开。',
            who: leader,
            at: '2026-12-08T02:00:00.000Z',
            result: 'PARTLY',
            resultName: '部分整改',
          },
        ],
      },
    },
  ],
  measures: [
    {
      no: 1,
      finding: 1,
      measure: 'PERSON_ADMONITION',
      measureName: '诫勉',
      target: { kind: 'PERSON', id: second.id, name: second.name },
      body: 'DISCIPLINE_GROUP',
      bodyName: '驻厅纪检组',
      form: 'DECISION',
      document: '驻交纪〔2026〕8号（演示）',
      decidedOn: '2026-12-02',
      disciplineForm: 1,
      revoked: false,
      words: '改动没有重新送复核，负主要领导责任。',
      steps: [{ step: 'ANNOUNCED', stepName: '已宣布', on: '2026-12-03', words: '在处务会上宣布。' }],
      appeals: [
        {
          by: second,
          on: '2026-12-05',
          words: '改动是集体研究决定的。',
          decision: { upheld: false, on: '2026-12-12', words: '没有会议记录，维持原决定。' },
        },
      ],
    },
  ],
  whereabouts: [],
  improvements: [
    {
      no: 1,
      kindName: '制度',
      subject: '招标文件审定办法',
      words: '送审后改动的，一律重新复核。',
      answer: { adopted: true, words: '已列入修订计划。' },
    },
    { no: 2, kindName: '廉政风险点', subject: '招标文件编制', words: '增加「送审后改动」风险点。' },
  ],
  timeline: [
    { at: '2026-12-02T02:00:00.000Z', what: '作出问责决定', who: leader },
    { at: '2026-11-20T02:00:00.000Z', what: '登记', who: leader },
  ],
  actions: [
    allowed('verifications', '复查整改'),
    allowed('improvement-answers', '答复改进建议'),
    allowed('findings', '认定问题'),
    refused('closure', '办结', '第1项认定的整改还没有复查到位。', 'S153'),
  ],
}

export const hundredCards: readonly CardRow[] = Array.from({ length: 100 }, (_, index) => ({
  id: `2026-${String(index + 1).padStart(3, '0')}`,
  colour: (['WARN', 'YELLOW', 'RED', 'YELLOW'] as const)[index % 4] ?? 'WARN',
  colourName: ['预警', '黄牌', '红牌', '黄牌'][index % 4] ?? '',
  department: planning,
  clause: 'E-63',
  ground: 'RECTIFICATION_LATE',
  groundName: '整改逾期',
  words: `检查2026-02-${index + 1}第2条的整改应在2026年11月20日前完成，至今没有报告整改情况`,
  shownOn: '2026-11-21',
  dueOn: '2026-11-20',
  stage: (['SHOWN', 'DEFENDED', 'UPHELD', 'REVOKED'] as const)[index % 4] ?? 'SHOWN',
  stageName: ['已亮牌', '申辩待复核', '复核维持', '复核撤销'][index % 4] ?? '',
}))

const [, secondCard] = hundredCards
if (!secondCard) throw new Error('no cards')

export const fullCard: CardPage = {
  ...secondCard,
  version: 2,
  defence: {
    words: '台风停工期间无法到现场整改，已报告分管厅领导。',
    files: [file],
    who: second,
    at: '2026-11-22T02:00:00.000Z',
  },
  actions: [allowed('reviews', '复核申辩'), refused('defences', '申辩', '本牌申辩待复核，不能申辩。', 'E-66')],
}
