import type { clueSources, decidingBodies, measures, responsibilities } from '../../../domain/accountability/events.ts'
import type { Choice } from '../../parts/fields.tsx'

const choicesOf = <Code extends string>(names: Readonly<Record<Code, string>>): readonly Choice[] =>
  Object.entries<string>(names).map(([value, label]) => ({ value, label }))

/** Where a clue may come from when a member registers it; those of complaints and inspections come by themselves. */
export const sourceChoices = choicesOf<Exclude<(typeof clueSources)[number], 'COMPLAINT' | 'INSPECTION'>>({
  SIGNAL: '红牌或预警信号',
  REFERRAL: '上级或其他机关移送',
  REPLAY: '规则重放发现的问题',
})

/** ACC-001. */
type Measure = (typeof measures)[number]
export const organisationMeasures = choicesOf<Extract<Measure, `ORG_${string}`>>({
  ORG_INSPECTION: '检查',
  ORG_CRITICISM: '通报',
  ORG_REORGANISATION: '改组',
})
export const personMeasures = choicesOf<Extract<Measure, `PERSON_${string}`>>({
  PERSON_CRITICISM: '通报',
  PERSON_ADMONITION: '诫勉',
  PERSON_ADJUSTMENT: '组织调整或者组织处理',
  PERSON_SANCTION: '纪律处分或者政务处分',
})
export const otherMeasures = choicesOf<Exclude<Measure, `ORG_${string}` | `PERSON_${string}`>>({
  TALK_REMINDER: '谈话提醒',
  CRITICISM_EDUCATION: '批评教育',
  ORDERED_REVIEW: '责令检查',
  WRITTEN_REVIEW: '书面检查',
  SUPERVISION_ADVICE: '监察建议转达',
  TRANSFER: '移送',
})

/** ACC-002. */
export const bodyChoices = choicesOf<(typeof decidingBodies)[number]>({
  ACCOUNTABILITY_GROUP: '监督问责小组（只能提出建议）',
  DISCIPLINE_GROUP: '驻厅纪检组',
  PARTY_GROUP: '厅党组',
  PARTY_DEPARTMENT: '党的工作部门',
  SUPERVISION_COMMISSION: '监察委员会',
})

/** ACC-007. */
export const responsibilityChoices = choicesOf<(typeof responsibilities)[number]>({
  MAIN: '主体责任',
  SUPERVISORY: '监督责任',
  LEADERSHIP_OVERALL: '全面领导责任',
  LEADERSHIP_DIRECT: '主要领导责任',
  LEADERSHIP_IMPORTANT: '重要领导责任',
})

export const tierChoices: readonly Choice[] = [
  { value: 1, label: '第一级 业务部门初审' },
  { value: 2, label: '第二级 厅分管领导审核' },
  { value: 3, label: '第三级 复核小组复核' },
  { value: 4, label: '第四级 厅长办公会审议' },
  { value: 0, label: '不在哪一级程序' },
]

/** ACC-006. */
export const stepChoices: readonly Choice[] = [
  { value: 'ANNOUNCED', label: '已宣布' },
  { value: 'FILED', label: '已归入档案' },
  { value: 'PROCEDURES_DONE', label: '已办结手续' },
  { value: 'WRITTEN_REVIEW_IN', label: '已交书面检讨' },
  { value: 'DECLINED', label: '有权机关不采纳建议' },
]

export const wayChoices: readonly Choice[] = [
  { value: 'RECTIFIED', label: '整改到位' },
  { value: 'ACCOUNTED', label: '已经问责' },
  { value: 'TRANSFERRED', label: '移送有权机关' },
  { value: 'SETTLED', label: '查无问题，予以了结' },
]
