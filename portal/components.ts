import type { DeliberationLevel } from '../domain/catalogue/power-item.ts'
import { nameOfBoard, nameOfLevel } from '../domain/catalogue/power-item.ts'
import type { PublicMatter } from '../domain/disclosure/public-matter.ts'
import { formatDay } from '../domain/time.ts'
import { type Fill, type Html, html } from './html.ts'
import type { PublicAgency } from './public-agency.ts'
import { itemName } from './public-agency.ts'
import { boardPath, departmentsOf, itemPath, matterPath } from './words.ts'

export interface Column {
  readonly label: string
  /** `number` is set flush right; `main` is the row's own name and takes the width that is left. */
  readonly kind?: 'number' | 'main' | 'short'
}

export interface TableContent {
  readonly caption: string
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Fill[])[]
  /** Said in place of rows when there are none: what it means, not just that it is empty. */
  readonly empty: string
  /** On a narrow screen: cards with each cell named, cards without names, or a table still. */
  readonly narrow?: 'cards' | 'brief' | 'table'
  /** The caption is always there for screen readers; on the page only where no heading says it. */
  readonly captionShown?: boolean
}

/**
 * A table whose rows become cards on a narrow screen. Roles are spelt out, because a table that is displayed as blocks is
 * no table to a screen reader any more (WEB-003). The first cell of a row is its header.
 */
export function table({ caption, columns, rows, empty, narrow = 'cards', captionShown }: TableContent): Html {
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`
  return html`<table class="${narrowLooks[narrow]}" role="table">
<caption${captionShown ? html`` : html` class="aside"`}>${caption}</caption>
<thead role="rowgroup"><tr role="row">${columns.map(
    ({ label, kind }) => html`<th scope="col" role="columnheader" class="${kind ?? ''}">${label}</th>`,
  )}</tr></thead>
<tbody role="rowgroup">${rows.map(cells => html`<tr role="row">${cells.map((cell, index) => tableCell(cell, columns[index], index === 0))}</tr>\n`)}</tbody>
</table>`
}

const narrowLooks = { cards: 'cards', brief: 'cards brief', table: 'small-table' } as const

function tableCell(cell: Fill, column: Column | undefined, first: boolean): Html {
  const { label = '', kind = '' } = column ?? {}
  return first
    ? html`<th scope="row" role="rowheader" class="${kind}" data-label="${label}">${cell}</th>`
    : html`<td role="cell" class="${kind}" data-label="${label}"><span>${cell}</span></td>`
}

/** Level and state are told by words; colour only helps (WEB-003). */
export const levelBadge = (level: DeliberationLevel): Html =>
  html`<span class="badge level-${level.toLowerCase()}">${nameOfLevel(level)}</span>`

export function stateBadge(matter: PublicMatter): Html {
  const tone = matter.concludedOn ? (/不同意|不通过|终止|撤回/.test(matter.status) ? 'against' : 'done') : 'open'
  return html`<span class="state ${tone}">${matter.status}</span>`
}

export const day = (value: string): Html => html`<time datetime="${value}">${formatDay(value)}</time>`

export const matterLink = ({ id, title, withheld }: PublicMatter): Html =>
  html`<a href="${matterPath(id)}"${withheld ? html` class="withheld"` : html``}>${title}</a>`

export interface MatterTable {
  readonly caption: string
  readonly empty: string
  /** A column that says the same in every row is left out. */
  readonly without?: 'board' | 'item'
}

export function matterTable(
  agency: PublicAgency,
  matters: readonly PublicMatter[],
  today: string,
  { caption, empty, without }: MatterTable,
): Html {
  const row = (m: PublicMatter): Fill[] => [
    html`${matterLink(m)}<span class="under">${m.id}${without === 'item' ? '' : ` · ${itemName(agency, m.item, today)}`}</span>`,
    ...(without ? [] : [html`<a href="${boardPath(m.board)}">${nameOfBoard(m.board)}</a>`]),
    levelBadge(m.level),
    departmentsOf(agency, m),
    day(m.submittedOn),
    stateBadge(m),
  ]
  const columns: Column[] = [
    { label: '标题与件号', kind: 'main' },
    ...(without ? [] : [{ label: '板块', kind: 'short' as const }]),
    { label: '审议层级', kind: 'short' },
    { label: '送审处室' },
    { label: '送审日期', kind: 'short' },
    { label: '状态' },
  ]
  return table({ caption, columns, rows: matters.map(row), empty, narrow: 'brief' })
}

/** A list of names and values; what has no value is left out. */
export function facts(lines: readonly (readonly [string, Fill])[]): Html {
  const told = lines.filter(([, value]) => value !== undefined && value !== null && value !== false && value !== '')
  return html`<dl class="facts">${told.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>`
}

export const itemLink = (agency: PublicAgency, item: string, today: string): Html =>
  html`<a href="${itemPath(item)}">${itemName(agency, item, today)}</a>`

/** An address that somebody gave: a link only where following it can do nothing but open a page. */
export function outsideLink(words: string, url: string | undefined): Html {
  return url !== undefined && /^https?:\/\//i.test(url)
    ? html`<a href="${url}" rel="noopener external">${words}</a>`
    : html`${words}`
}
