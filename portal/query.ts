import { type DeliberationLevel, deliberationLevels, nameOfBoard } from '../domain/catalogue/power-item.ts'
import { type Board, boards } from '../domain/organisation/events.ts'
import { type Day, isDay } from '../domain/time.ts'
import type { SearchWord } from '../store/views/public.ts'
import type { PublicAgency } from './public-agency.ts'

export type Query = Readonly<Record<string, unknown>>

/** What somebody asked of the search, read from an address that anybody may have written. */
export interface Asked {
  readonly q: string
  readonly board: Board | undefined
  readonly level: DeliberationLevel | undefined
  readonly department: string | undefined
  readonly item: string | undefined
  readonly stage: (typeof stages)[number] | undefined
  readonly from: Day | undefined
  readonly to: Day | undefined
  /** From 1. */
  readonly page: number
  /** What was given and could not be used, by the names of the fields. */
  readonly ignored: readonly string[]
}

const stages = ['OPEN', 'CONCLUDED'] as const

const MAX_QUESTION = 60
const MAX_WORDS = 6
export const MAX_PAGE = 50

export function readAsked(query: Query, agency: PublicAgency): Asked {
  const ignored: string[] = []
  const read = <T>(name: string, label: string, known: (text: string) => T | undefined): T | undefined => {
    const text = one(query[name])
    if (text === '') return undefined
    const value = known(text)
    if (value === undefined) ignored.push(label)
    return value
  }
  const typed = one(query.q)
  const q = [...typed].slice(0, MAX_QUESTION).join('')
  if (q !== typed) ignored.push(`超过${MAX_QUESTION}个字的部分`)
  return {
    q,
    board: read('board', '板块', text => boards.find(b => b === text)),
    level: read('level', '审议层级', text => deliberationLevels.find(l => l === text)),
    department: read('department', '处室', text => agency.departments.find(d => d.code === text)?.code),
    item: read('item', '事项', text => (/^[\w.@/-]{1,64}$/.test(text) ? text : undefined)),
    stage: read('stage', '办理阶段', text => stages.find(stage => stage.toLowerCase() === text)),
    from: read('from', '开始日期', text => (isDay(text) ? text : undefined)),
    to: read('to', '结束日期', text => (isDay(text) ? text : undefined)),
    page:
      read('page', '页码', text => (/^[1-9]\d{0,3}$/.test(text) ? Math.min(Number(text), MAX_PAGE) : undefined)) ?? 1,
    ignored,
  }
}

/** The words of a question; each stands in a title or a number, or names a board, a division or an item (META-003). */
export function wordsOf(q: string, agency: PublicAgency): readonly SearchWord[] {
  const words = q.split(/\s+/).filter(word => word !== '')
  return words.slice(0, MAX_WORDS).map(text => ({
    text,
    boards: boards.filter(board => nameOfBoard(board).includes(text)),
    departments: agency.departments.filter(d => d.name.includes(text)).map(d => d.code),
    items: agency.catalogue?.items.filter(i => i.name.includes(text)).map(i => i.item) ?? [],
  }))
}

/** The address of the same question with another page. */
export function addressOf(asked: Asked, path: string, page?: number): string {
  const given = new URLSearchParams()
  const set = (name: string, value: string | undefined) => value && given.set(name, value)
  set('q', asked.q)
  set('board', asked.board)
  set('level', asked.level)
  set('department', asked.department)
  set('item', asked.item)
  set('stage', asked.stage?.toLowerCase())
  set('from', asked.from)
  set('to', asked.to)
  if (page !== undefined && page > 1) given.set('page', String(page))
  const text = given.toString()
  return text === '' ? path : `${path}?${text}`
}

/** The first value of a parameter, without control characters, which no title and no number has. */
function one(value: unknown): string {
  const first = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' ? first.replace(/[\p{Cc}\p{Cf}\p{Cs}]+/gu, ' ').trim() : ''
}
