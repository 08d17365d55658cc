import * as z from 'zod'
import { boards } from '../organisation/events.ts'
import { type Refusal, refuse } from '../result.ts'
import { code, text } from '../schema.ts'

/** 审议层级 (A2): what kind of deliberation an item needs; not to be mixed up with the four review tiers. */
export const deliberationLevels = ['REPORT', 'FILING', 'APPROVAL'] as const
export type DeliberationLevel = (typeof deliberationLevels)[number]

export const powerTypes = [
  'LICENSE',
  'PENALTY',
  'COERCION',
  'LEVY',
  'GRANT',
  'INSPECTION',
  'CONFIRMATION',
  'REWARD',
  'RULING',
  'OTHER',
] as const

export const focusTags = ['MAJOR_DECISION', 'KEY_PROJECT', 'LARGE_FUND', 'PERMIT_ENFORCEMENT'] as const
export const nodeTypes = ['start', 'task', 'decision', 'meeting', 'publish', 'end'] as const

const id = (label: string) => z.string().regex(/^[A-Za-z0-9-]{1,24}$/, { error: `${label}只能含字母、数字和连字符` })

export const legalBasis = z.strictObject({
  title: text('依据名称', 200),
  article: text('条款', 120).optional(),
  url: z.url({ error: '依据链接不是网址' }).max(400).optional(),
})

/** One line of the 送审材料清单 (S79). */
export const checklistLine = z.strictObject({
  id: id('材料编号'),
  name: text('材料名称', 120),
  required: z.boolean(),
  /** 详细资料: belongs to the full template of 审定 (S108). */
  detailed: z.boolean(),
})

export const flowNode = z.strictObject({
  id: id('节点编号'),
  type: z.enum(nodeTypes),
  name: text('节点名称', 60),
  post: text('岗位', 60),
  days: z.int().min(0).max(365).optional(),
  key: z.boolean(),
  risks: z.array(id('风险点')).max(10),
})
export const flowEdge = z.strictObject({ from: id('起点'), to: id('终点'), label: text('条件', 40).optional() })

/** The public face of a risk point; its analysis is for staff (practice 3.1). */
export const riskPoint = z.strictObject({
  id: id('风险点'),
  name: text('风险点', 120),
  measures: z.array(z.strictObject({ id: id('措施'), words: text('防控措施', 200) })).max(10),
})
export const riskAnalysis = z.strictObject({
  id: id('风险点'),
  manifestation: text('表现形式', 400),
  owner: text('责任岗位', 60),
  likelihood: z.int().min(1).max(4),
  severity: z.int().min(1).max(4),
})

export const itemFields = {
  item: code('事项编码'),
  name: text('事项名称', 120),
  board: z.enum(boards, { error: '事项须属于四大板块之一' }),
  department: code('责任处室'),
  powerType: z.enum(powerTypes, { error: '权力类型不在十类之内' }),
  legalBasis: z.array(legalBasis).max(20),
  focus: z.array(z.enum(focusTags)).max(4),
  materials: z.array(checklistLine).max(60),
  nodes: z.array(flowNode).max(60),
  edges: z.array(flowEdge).max(120),
  risks: z.array(riskPoint).max(40),
  riskAnalyses: z.array(riskAnalysis).max(40),
  promisedDays: z.int().min(1).max(730),
  statutoryDays: z.int().min(1).max(730).optional(),
  phone: text('监督电话', 40),
  summaryPeriod: z.enum(['MONTH', 'QUARTER', 'YEAR']).default('QUARTER'),
}
const itemObject = z.strictObject(itemFields)
export type PowerItem = Readonly<z.output<typeof itemObject>>
export type ChecklistLine = z.output<typeof checklistLine>

export type RiskLevel = 'HIGH' | 'MEDIUM' | 'LOW'

/** RSK-002: D = 可能性 × 严重性; ≥9 high, 4–8 medium, ≤3 low. */
export function riskLevelOf(analysis: { likelihood: number; severity: number }): RiskLevel {
  const d = analysis.likelihood * analysis.severity
  return d >= 9 ? 'HIGH' : d >= 4 ? 'MEDIUM' : 'LOW'
}

/** What keeps an item out of the catalogue, in the order in which its division would mend it. */
export function incompletenessOf(item: PowerItem): Refusal | undefined {
  if (item.legalBasis.length === 0) {
    return refuse('INCOMPLETE', 'S16', `「${item.name}」没有列明设定依据，无依据不得入目录。`, 'legalBasis')
  }
  if (item.statutoryDays !== undefined && item.promisedDays > item.statutoryDays) {
    return refuse('INVALID', 'CAT-004', `「${item.name}」承诺时限长于法定时限。`, 'promisedDays')
  }
  if (!item.nodes.some(n => n.type === 'start') || !item.nodes.some(n => n.type === 'end')) {
    return refuse('INCOMPLETE', 'S45', `「${item.name}」的权力运行流程图须有起点和终点。`, 'nodes')
  }
  const known = new Set(item.nodes.map(n => n.id))
  const loose = item.edges.find(e => !known.has(e.from) || !known.has(e.to))
  if (loose) return refuse('INVALID', 'S45', `流程图的连线 ${loose.from}→${loose.to} 指向不存在的节点。`, 'edges')
  const risks = new Set(item.risks.map(r => r.id))
  const bare = item.nodes.find(n => n.key && n.risks.filter(r => risks.has(r)).length === 0)
  if (bare) return refuse('INCOMPLETE', 'S47', `关键环节「${bare.name}」没有绑定廉政风险点。`, 'nodes')
  for (const risk of item.risks) {
    if (risk.measures.length === 0) {
      return refuse('INCOMPLETE', 'S46', `风险点「${risk.name}」没有防控措施。`, 'risks')
    }
    if (!item.riskAnalyses.some(a => a.id === risk.id)) {
      return refuse('INCOMPLETE', 'S46', `风险点「${risk.name}」没有表现形式、责任岗位和等级。`, 'riskAnalyses')
    }
  }
  return undefined
}

/** RSK-003: an item with a high-risk node may not be a mere 报告. */
export function refuseLevel(item: PowerItem, level: DeliberationLevel): Refusal | undefined {
  const high = item.riskAnalyses.find(a => riskLevelOf(a) === 'HIGH')
  return level === 'REPORT' && high
    ? refuse('INVALID', 'RSK-003', `「${item.name}」含高风险环节，不得定为“报告”层级。`, 'level')
    : undefined
}

const levelNames: Record<DeliberationLevel, string> = { REPORT: '报告', FILING: '报备', APPROVAL: '审定' }
export const nameOfLevel = (level: DeliberationLevel): string => levelNames[level]

const boardNames = {
  PLAN_FUND: { name: '规划资金', fullName: '交通规划计划及专项资金管理' },
  CONSTRUCTION: { name: '工程建设', fullName: '工程项目建设管理' },
  PERMIT: { name: '审批许可', fullName: '审批许可' },
  ENFORCEMENT: { name: '行政执法', fullName: '行政执法' },
} as const
export const nameOfBoard = (board: (typeof boards)[number]): string => boardNames[board].name
export const fullNameOfBoard = (board: (typeof boards)[number]): string => boardNames[board].fullName

const powerTypeNames: Record<(typeof powerTypes)[number], string> = {
  LICENSE: '行政许可',
  PENALTY: '行政处罚',
  COERCION: '行政强制',
  LEVY: '行政征收',
  GRANT: '行政给付',
  INSPECTION: '行政检查',
  CONFIRMATION: '行政确认',
  REWARD: '行政奖励',
  RULING: '行政裁决',
  OTHER: '其他类别',
}
export const nameOfPowerType = (type: (typeof powerTypes)[number]): string => powerTypeNames[type]

const focusNames: Record<(typeof focusTags)[number], string> = {
  MAJOR_DECISION: '重大事项决策',
  KEY_PROJECT: '重要项目安排',
  LARGE_FUND: '大额资金使用',
  PERMIT_ENFORCEMENT: '行政审批许可及执法',
}
export const nameOfFocus = (focus: (typeof focusTags)[number]): string => focusNames[focus]
