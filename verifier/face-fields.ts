import { canonical } from '../domain/canonical.ts'
import { type DeliberationLevel, deliberationLevels, nameOfBoard, nameOfLevel } from '../domain/catalogue/power-item.ts'
import type { PublicMatter } from '../domain/disclosure/public-matter.ts'
import { type Board, boards } from '../domain/organisation/events.ts'
import { formatDay, isDay } from '../domain/time.ts'
import type { FieldCheck, Shown } from './report.ts'

/** Where a field of the public face comes from: from fields in clear, or from hidden ones that are handed out. */
type Origin = 'CLEAR' | 'DETAILS' | 'RESULT'

interface FaceField {
  readonly label: string
  readonly origin: Origin
  /** The field of the event, where it is not of the same name. */
  readonly from?: string
}

/** Every field that a matter's page can show; one that is missing here does not compile. */
const faceFields: Readonly<Record<keyof PublicMatter, FaceField>> = {
  id: { label: '件号', origin: 'CLEAR' },
  title: { label: '标题', origin: 'DETAILS' },
  status: { label: '状态', origin: 'CLEAR' },
  item: { label: '职权事项', origin: 'CLEAR' },
  board: { label: '板块', origin: 'CLEAR' },
  level: { label: '审议层级', origin: 'CLEAR' },
  department: { label: '送审处室', origin: 'CLEAR' },
  coDepartments: { label: '会同处室', origin: 'CLEAR' },
  submittedOn: { label: '送审日期', origin: 'CLEAR' },
  concludedOn: { label: '结论日期', origin: 'CLEAR' },
  tiers: { label: '逐级经过', origin: 'CLEAR' },
  timesReturned: { label: '退回补正', origin: 'CLEAR' },
  submissionBasis: { label: '送审依据', origin: 'DETAILS' },
  counterparty: { label: '行政相对人', origin: 'DETAILS' },
  uscc: { label: '统一社会信用代码', origin: 'DETAILS', from: 'counterparty' },
  amount: { label: '金额', origin: 'DETAILS' },
  location: { label: '地点', origin: 'DETAILS' },
  projectCode: { label: '项目代码', origin: 'DETAILS' },
  handlingStartedOn: { label: '开始办理', origin: 'CLEAR' },
  handlingFinishedOn: { label: '办理完成', origin: 'CLEAR' },
  implementationStartedOn: { label: '开始实施', origin: 'CLEAR' },
  implementationFinishedOn: { label: '实施完成', origin: 'CLEAR' },
  result: { label: '结果', origin: 'RESULT' },
  previous: { label: '前次件', origin: 'CLEAR' },
  notes: { label: '标识', origin: 'CLEAR' },
  withheld: { label: '不主动公开的理由', origin: 'CLEAR' },
}

/** Names of the hidden fields that were opened, of the last event that gave the details and of the last that told a result. */
export interface OpenedFields {
  readonly details: ReadonlySet<string>
  /** Absent when no event told a result: then that there is none is known. */
  readonly result?: ReadonlySet<string>
}

export interface FaceComparison {
  readonly fields: readonly FieldCheck[]
  /** Labels of fields that neither the page nor the log says anything of, though they might have been filled in. */
  readonly unsaid: readonly string[]
}

/** Compares the face that the page shows with the one that follows from the entries, field by field and tier by tier. */
export function compareFace(shown: Shown, computed: PublicMatter, opened: OpenedFields): FaceComparison {
  const logged = plain(computed)
  const names = Object.keys(faceFields) as (keyof PublicMatter)[]
  const unsaid = names.filter(
    name => shown.face[name] === undefined && logged[name] === undefined && isUnsaid(name, computed, opened),
  )
  const fields = names.flatMap(name => {
    const [a, b] = [shown.face[name], logged[name]]
    if (a === undefined && b === undefined) return []
    if (name === 'tiers') return tierChecks(a, b, shown.names)
    return [isHidden(name, computed, opened) ? unknown(name, a, shown) : compared(name, a, b, shown)]
  })
  const unheard = Object.keys(shown.face).filter(name => !(name in faceFields))
  return { fields: [...fields, ...unheard.map(extra)], unsaid: unsaid.map(name => faceFields[name].label) }
}

/** As JSON has it, which is how the page brings its own. */
const plain = (face: PublicMatter) => JSON.parse(JSON.stringify(face)) as Readonly<Record<string, unknown>>

/** Whether what was computed of it comes from a blank. */
function isHidden(name: keyof PublicMatter, { withheld }: PublicMatter, opened: OpenedFields): boolean {
  const { origin, from = name } = faceFields[name]
  const given = { CLEAR: undefined, DETAILS: opened.details, RESULT: opened.result }[origin]
  return withheld === undefined && given !== undefined && !given.has(from)
}

function isUnsaid(name: keyof PublicMatter, computed: PublicMatter, opened: OpenedFields): boolean {
  if (name === 'uscc') return false
  // Of the other boards no counterparty is ever shown, whether there is one or not.
  if (name === 'counterparty' && computed.board !== 'PERMIT' && computed.board !== 'ENFORCEMENT') return false
  return isHidden(name, computed, opened)
}

function unknown(name: keyof PublicMatter, value: unknown, shown: Shown): FieldCheck {
  const person = name === 'counterparty' && typeof value === 'string' && /^.某$/u.test(value)
  return {
    field: name,
    label: faceFields[name].label,
    verdict: 'UNKNOWN',
    shown: words(name, value, shown.names),
    why: person
      ? '相对人是自然人的，只公开姓氏，全名不披露，所以不能由公众核对。'
      : '这一栏没有随记录交出核对的凭据，所以不能核对；凭据依法销毁的，透明日志里另有登记。',
    ...(person ? { byRule: true } : {}),
  }
}

function compared(name: keyof PublicMatter, a: unknown, b: unknown, { names }: Shown): FieldCheck {
  return check(name, faceFields[name].label, words(name, a, names), words(name, b, names), same(a, b))
}

function check(field: string, label: string, shown: string, logged: string, agrees: boolean): FieldCheck {
  return agrees
    ? { field, label, verdict: 'PROVED', shown }
    : // Two codes may have one name: then the words would seem to agree.
      { field, label, verdict: 'CONTRADICTED', shown, logged: logged === shown ? `${logged}（编码不同）` : logged }
}

const same = (a: unknown, b: unknown) => (a === undefined || b === undefined ? a === b : canonical(a) === canonical(b))

function tierChecks(a: unknown, b: unknown, names: Shown['names']): FieldCheck[] {
  const [shown, logged] = [list(a), list(b)]
  return Array.from({ length: Math.max(shown.length, logged.length) }, (_, at) => {
    const one = shown[at] ?? logged[at]
    const label = `第${text(one, 'tier')}级 ${text(one, 'name')}`
    return check('tiers', label, tierWords(shown[at], names), tierWords(logged[at], names), same(shown[at], logged[at]))
  })
}

function tierWords(tier: unknown, names: Shown['names']): string {
  if (tier === undefined) return NOTHING
  const state = { DONE: '', NOW: '正在本级', AHEAD: '尚未到达', SUPERSEDED: '已作废' }[text(tier, 'state')]
  const meeting = text(tier, 'meeting')
  return [
    state ?? text(tier, 'state'),
    text(tier, 'conclusion'),
    ...['openedOn', 'concludedOn'].map(field => dayWords(text(tier, field))),
    names[meeting] ?? meeting,
  ]
    .filter(part => part !== '')
    .join('，')
}

function extra(name: string): FieldCheck {
  const why = '页面多出了这一栏，按规则推算不出来。'
  return { field: name, label: name, verdict: 'CONTRADICTED', shown: name, logged: NOTHING, why }
}

const NOTHING = '没有这一栏'

/** A value as a reader of the page knows it. What is not of the shape it should have is shown as it is. */
function words(name: keyof PublicMatter, value: unknown, names: Shown['names']): string {
  if (value === undefined) return NOTHING
  if (Array.isArray(value)) {
    return value.length === 0 ? '无' : value.map(one => words(name, one, names)).join('；')
  }
  if (typeof value === 'number') return numberWords(name, value)
  if (typeof value !== 'string') return JSON.stringify(value)
  if (name === 'level' && isOneOf<DeliberationLevel>(deliberationLevels, value)) return nameOfLevel(value)
  if (name === 'board' && isOneOf<Board>(boards, value)) return nameOfBoard(value)
  return names[value] ?? dayWords(value)
}

function numberWords(name: keyof PublicMatter, value: number): string {
  if (name === 'timesReturned') return `${value}次`
  return name === 'amount'
    ? `${new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 2 }).format(value)}元`
    : `${value}`
}

const dayWords = (value: string) => (isDay(value) ? formatDay(value) : value)

const isOneOf = <T extends string>(all: readonly T[], value: string): value is T =>
  (all as readonly string[]).includes(value)

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value])

function text(of: unknown, name: string): string {
  const value = typeof of === 'object' && of !== null ? (of as Record<string, unknown>)[name] : undefined
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
