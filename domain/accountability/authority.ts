import { type Refusal, refuse } from '../result.ts'
import type { DecidingBody, Measure, MeasureKind, MeasureTarget } from './accountability.ts'

const measureNames: Record<MeasureKind, string> = {
  ORG_INSPECTION: '检查',
  ORG_CRITICISM: '通报（对组织）',
  ORG_REORGANISATION: '改组',
  PERSON_CRITICISM: '通报（对个人）',
  PERSON_ADMONITION: '诫勉',
  PERSON_ADJUSTMENT: '组织调整或者组织处理',
  PERSON_SANCTION: '纪律处分或者政务处分',
  TALK_REMINDER: '谈话提醒',
  CRITICISM_EDUCATION: '批评教育',
  ORDERED_REVIEW: '责令检查',
  WRITTEN_REVIEW: '书面检查',
  SUPERVISION_ADVICE: '监察建议转达',
  TRANSFER: '移送',
}
export const nameOfMeasure = (measure: MeasureKind): string => measureNames[measure]

const bodyNames: Record<DecidingBody, string> = {
  DISCIPLINE_GROUP: '驻厅纪检组',
  PARTY_GROUP: '厅党组',
  PARTY_DEPARTMENT: '党的工作部门',
  SUPERVISION_COMMISSION: '监察委员会',
  ACCOUNTABILITY_GROUP: '监督问责小组',
}
export const nameOfBody = (body: DecidingBody): string => bodyNames[body]

const light: readonly MeasureKind[] = ['TALK_REMINDER', 'CRITICISM_EDUCATION', 'ORDERED_REVIEW', 'WRITTEN_REVIEW']

/**
 * ACC-002: which body may decide what; whatever else, it can only suggest. 中国共产党问责条例 (2016) 第八条: 纪检机关和党的工作部门
 * have 通报 and 诫勉, and suggest 组织调整 or 组织处理. The agency's own group decides nothing but to hand something over.
 */
const powers: Readonly<Record<DecidingBody, readonly MeasureKind[]>> = {
  DISCIPLINE_GROUP: [
    'ORG_CRITICISM',
    'PERSON_CRITICISM',
    'PERSON_ADMONITION',
    ...light,
    'SUPERVISION_ADVICE',
    'TRANSFER',
  ],
  PARTY_DEPARTMENT: ['ORG_CRITICISM', 'PERSON_CRITICISM', 'PERSON_ADMONITION', ...light],
  PARTY_GROUP: [
    ...(['ORG_INSPECTION', 'ORG_CRITICISM', 'ORG_REORGANISATION', 'PERSON_CRITICISM', 'PERSON_ADMONITION'] as const),
    ...(['PERSON_ADJUSTMENT', 'PERSON_SANCTION'] as const),
    ...light,
    'TRANSFER',
  ],
  SUPERVISION_COMMISSION: ['PERSON_SANCTION', 'SUPERVISION_ADVICE', 'TRANSFER'],
  ACCOUNTABILITY_GROUP: ['TRANSFER'],
}

export function refuseBeyondPower(body: DecidingBody, measure: MeasureKind): Refusal | undefined {
  if (powers[body].includes(measure)) return undefined
  const sentence = `${bodyNames[body]}无权作出「${measureNames[measure]}」的决定，只能提出建议。`
  return refuse('INVALID', 'ACC-002', sentence, 'body')
}

/** ACC-001: three measures are for organisations, four for persons, the rest for either. */
export function refuseWrongTarget(measure: MeasureKind, target: MeasureTarget): Refusal | undefined {
  const needed = measure.startsWith('ORG_') ? 'ORGANISATION' : measure.startsWith('PERSON_') ? 'PERSON' : target.kind
  if (target.kind === needed) return undefined
  const whom = needed === 'PERSON' ? '个人' : '组织'
  return refuse('INVALID', 'ACC-001', `「${measureNames[measure]}」只对${whom}采取。`, 'target')
}

/** ACC-003, E-64, 政务处分法 16: one act is punished once; 组织处理 may stand beside it. */
export function refuseSecondSanction(
  known: readonly Measure[],
  next: Pick<Measure, 'measure' | 'target' | 'finding' | 'form'>,
): Refusal | undefined {
  const { target } = next
  if (next.measure !== 'PERSON_SANCTION' || target.kind !== 'PERSON') return undefined
  const standing = known.filter(
    m =>
      m.measure === 'PERSON_SANCTION' &&
      m.finding === next.finding &&
      m.target.kind === 'PERSON' &&
      m.target.person === target.person &&
      !isRevoked(m),
  )
  const earlier = standing.find(m => m.form === 'DECISION')
  if (!earlier) return refuseSecondSuggestion(standing, next.form)
  const by = `${bodyNames[earlier.body]}${earlier.document ? `（${earlier.document}）` : ''}`
  return refuse('INVALID', 'ACC-003', `同一行为已由${by}处分，不得重复处分；可以并列组织处理。`, 'measure')
}

function refuseSecondSuggestion(standing: readonly Measure[], form: Measure['form']): Refusal | undefined {
  const waits = standing.some(({ steps }) => !steps.some(s => s.step === 'DECLINED'))
  return form === 'SUGGESTION' && waits
    ? refuse('INVALID', 'ACC-003', '对同一行为已经提出处分建议，等待有权机关答复，不得重复建议。', 'measure')
    : undefined
}

/** An appeal that was upheld takes the decision back; it stays on record. */
export const isRevoked = ({ appeals }: Pick<Measure, 'appeals'>): boolean =>
  appeals.some(a => a.decision?.upheld === true)
