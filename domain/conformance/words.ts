import { canonical } from '../canonical.ts'
import { nameOfBoard, nameOfLevel } from '../catalogue/power-item.ts'
import { idOf, moduleOf } from '../ids.ts'
import { nameOfConclusion } from '../matter/conclusions.ts'
import { conclusions } from '../matter/events.ts'
import type { Meeting } from '../meeting/meeting.ts'
import { titleOfMeeting } from '../meeting/minutes.ts'
import type { Post } from '../organisation/events.ts'
import { SYSTEM } from '../organisation/facts.ts'
import { noOrganisation } from '../organisation/organisation.ts'
import { nameOfDepartment, titleOf } from '../organisation/posts.ts'
import { type Day, formatDay } from '../time.ts'
import type { Ledger } from './ledger.ts'
import type { Told } from './told.ts'

/** «件2026-000012», «综合规划处2026年第3次初审例会»: what a sentence is about. */
export function nameOfStream(stream: string, ledger: Ledger): string {
  const id = idOf(stream)
  switch (moduleOf(stream)) {
    case 'matter':
      return `件${id}`
    case 'meeting': {
      const meeting = ledger.sittings.get(id)?.meeting
      return meeting ? nameOfMeeting(meeting, ledger) : `会议${id}`
    }
    case 'review-group':
      return ledger.groups.get(id)?.name ?? `复核小组轮值${id}`
    case 'organisation':
      return '机构和任职的记录'
    case 'rulebook':
      return '制度和规则参数的记录'
    case 'catalogue':
      return '职权目录的记录'
    case 'disclosure':
      return '公开和销毁的记录'
    case 'summary':
      return `汇总报告${id}`
    case 'follow-up':
      return `督办${id}`
    case 'rotation':
      return `自${id}起的轮值方案`
    case 'register':
      return '监督登记册'
    default:
      return `记录流${stream}`
  }
}

export function nameOfMeeting(meeting: Meeting, { organisation, groups }: Ledger): string {
  return titleOfMeeting(meeting, body => groups.get(body)?.name ?? nameOfDepartment(organisation, body))
}

/** The finding as a whole: what, when, what happened, and which rule. */
export function sentenceOf(about: string, on: Day, what: string, clause: string, rule?: string): string {
  const end = what.endsWith('。') ? '' : '。'
  return `${about}，${formatDay(on)}：${what}${end}（${rule ? `${clause}：${rule}` : `依据${clause}`}）`
}

/** A post in a division as titles are written, whoever holds it: «科技处工作人员». */
export function nameOfActor(
  { ledger: { organisation }, day }: Told,
  { post, department }: { readonly post: string; readonly department: string },
): string {
  if (post === SYSTEM) return '平台定时任务'
  const where = department ? nameOfDepartment(organisation, department) : ''
  if (post === 'LEADER_IN_CHARGE') return `分管厅领导${where ? `（${where}）` : ''}`
  const held = { id: '', person: '', post: post as Post, from: day, acting: false }
  const alone = { ...noOrganisation, departments: organisation.departments }
  const title = titleOf({ ...alone, assignments: [department ? { ...held, department } : held] }, '', day)
  return title && title !== '（无任职）' ? title : `职务${post}`
}

/** A person whose name is not public, by code and title. */
export function nameOfPerson({ ledger: { organisation }, day }: Told, person: string): string {
  return `人员${person}（${titleOf(organisation, person, day)}）`
}

export const namesOfDepartments = ({ ledger: { organisation } }: Told, departments: readonly string[]): string =>
  departments.map(d => nameOfDepartment(organisation, d)).join('、')

const fields: Readonly<Record<string, string>> = {
  assignment: '任职编号',
  delegation: '委托编号',
  day: '撤销日',
  version: '版本号',
  parameters: '参数',
  erasure: '申请序号',
  stream: '记录流',
  field: '字段',
  item: '事项',
  period: '期间',
  from: '期初',
  to: '期末',
  matters: '汇集的件',
  tier: '级次',
  level: '审议层级',
  board: '板块',
  catalogueVersion: '职权目录版本',
  ruleSet: '规则参数版本',
  conclusion: '结论',
  presider: '主持人',
  meeting: '会议',
  minutes: '纪要指纹',
  supplementDueOn: '补正期限',
}
export const nameOfField = (field: string): string => fields[field] ?? `「${field}」`

const words = new Map(
  Object.entries({
    REPORT: `“${nameOfLevel('REPORT')}”`,
    FILING: `“${nameOfLevel('FILING')}”`,
    APPROVAL: `“${nameOfLevel('APPROVAL')}”`,
    PLAN_FUND: nameOfBoard('PLAN_FUND'),
    CONSTRUCTION: nameOfBoard('CONSTRUCTION'),
    PERMIT: nameOfBoard('PERMIT'),
    ENFORCEMENT: nameOfBoard('ENFORCEMENT'),
    ...Object.fromEntries(conclusions.map(conclusion => [conclusion, `「${nameOfConclusion(conclusion)}」`])),
  }),
)

const LONGEST_SHOWN = 60

/** A value of an entry as a sentence shows it: short, and in words where there are words. */
export function shown(value: unknown): string {
  if (value === undefined) return '（无）'
  const text = typeof value === 'string' ? (words.get(value) ?? value) : canonical(value)
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text
}
