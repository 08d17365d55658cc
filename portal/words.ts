import { nameOfBoard } from '../domain/catalogue/power-item.ts'
import type { PublicMatter } from '../domain/disclosure/public-matter.ts'
import { kinds } from '../domain/meeting/kinds.ts'
import { type Board, boards } from '../domain/organisation/events.ts'
import { isSpecialGroup } from '../domain/review-group/review-group.ts'
import type { RegimeDocument } from '../domain/rulebook/rulebook.ts'
import { dayOf, formatDay, type Instant } from '../domain/time.ts'
import { departmentName, type PublicAgency } from './public-agency.ts'

/** How things are called and written on the portal. Days come as 'YYYY-MM-DD', money in 元. */

/** The board's name in an address: 'plan-fund'. */
export const slugOfBoard = (board: Board): string => board.toLowerCase().replaceAll('_', '-')
export const boardOfSlug = (slug: string): Board | undefined => boards.find(board => slugOfBoard(board) === slug)

export const matterPath = (id: string): string => `/matters/${encodeURIComponent(id)}`
export const itemPath = (item: string): string => `/catalogue/${encodeURIComponent(item)}`
export const boardPath = (board: Board): string => `/boards/${slugOfBoard(board)}`

const grouped = new Intl.NumberFormat('zh-CN')

/** A count as people read it: 12,345. */
export const figure = (count: number): string => grouped.format(count)

/** «1,280万元» from ten thousand on, «850元» below. */
export function money(amount: number): string {
  return amount >= 10_000 ? `${grouped.format(Math.round(amount / 100) / 100)}万元` : `${grouped.format(amount)}元`
}

/** A share of a whole in per cent, the whole 0 giving 0. */
export const percent = (part: number, whole: number): number => (whole === 0 ? 0 : (part / whole) * 100)

/** «2026年11月23日 10:00», Beijing time. */
export function momentWords(instant: Instant): string {
  return `${formatDay(dayOf(instant))} ${clockWords(instant)}`
}

const weekdays = ['日', '一', '二', '三', '四', '五', '六']

/** «11月23日（周一）10:00», Beijing time. */
export function momentOfWeek(instant: Instant): string {
  const [, month, date] = dayOf(instant).split('-').map(Number)
  return `${month}月${date}日（周${weekdays[shanghai(instant).getUTCDay()]}）${clockWords(instant)}`
}

const clockWords = (instant: Instant) => shanghai(instant).toISOString().slice(11, 16)
const shanghai = (instant: Instant) => new Date(Date.parse(instant) + 8 * 3_600_000)

const machineWords =
  /(?:[：:]\s*)?\b(?:connect|getaddrinfo|socket|E[A-Z]{4,})\b[\x20-\x7e]*|https?:\/\/[\x21-\x7e]+|\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b|(?:\/[\w.-]+){2,}/g

/** What the operator is told of a failure, without what only the operator should know: addresses inside the house, paths. */
export const withoutMachineWords = (sentence: string): string => sentence.replace(machineWords, '').trim()

interface CalledMeeting {
  readonly kind: keyof typeof kinds
  readonly body: string
  readonly year: number
  readonly seq: number
}

/** «综合规划处2026年第3次初审例会», «规划资金复核小组2026年第1次例会», «2026年第2次厅长办公会». */
export function meetingWords(agency: PublicAgency, { kind, body, year, seq }: CalledMeeting): string {
  const which = `${year}年第${seq}次`
  if (kind === 'INITIAL') return `${departmentName(agency, body)}${which}${kinds.INITIAL.name}`
  return kind === 'GROUP' ? `${boardOfGroup(body)}${which}${kinds.GROUP.name}` : `${which}${kinds[kind].name}`
}

export const meetingPath = (id: string): string => `/meetings/${encodeURIComponent(id)}`

export const stateOfMeeting = {
  CALLED: '已通知',
  SITTING: '正在召开',
  HELD: '已召开，纪要待签',
  SIGNED: '纪要已签',
} as const

// The id of a review group begins with its board's code (`PLAN_FUND-1`), or says that it was named for one matter (E-11).
function boardOfGroup(group: string): string {
  if (isSpecialGroup(group)) return '特别复核组'
  const board = boards.find(code => group.startsWith(`${code}-`))
  return board ? nameOfBoard(board) : ''
}

export const departmentsOf = (agency: PublicAgency, matter: PublicMatter): string =>
  [matter.department, ...matter.coDepartments].map(code => departmentName(agency, code)).join('、')

export const regimePath = (document: string): string => `/rules/${encodeURIComponent(document)}`

const regimeKinds: Record<RegimeDocument['kind'], string> = {
  PLAN: '实施方案',
  REGULATION: '制度',
  INITIAL_MEETING_RULES: '处室初审例会制度',
}
export const nameOfRegimeKind = (kind: RegimeDocument['kind']): string => regimeKinds[kind]

const regimeStatuses: Record<RegimeDocument['status'], string> = {
  DRAFTING: '研究制订中',
  CONSULTING: '征求意见',
  ISSUED: '已印发',
  REVISED: '已修订',
  ABOLISHED: '已废止',
}
export const nameOfRegimeStatus = (status: RegimeDocument['status']): string => regimeStatuses[status]

export const spotCheckPath = (id: string): string => `/spot-checks/${encodeURIComponent(id)}`
