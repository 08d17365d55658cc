import { nameOfBoard, nameOfLevel, nameOfPowerType } from '../../domain/catalogue/power-item.ts'
import { boards } from '../../domain/organisation/events.ts'
import { formatDay } from '../../domain/time.ts'
import { day, itemLink, levelBadge, table } from '../components.ts'
import { csv } from '../csv.ts'
import { type Html, html } from '../html.ts'
import type { Frame, Page } from '../layout.ts'
import { departmentName, type PublicAgency, type PublicItem } from '../public-agency.ts'
import type { Query } from '../query.ts'
import { boardPath, slugOfBoard } from '../words.ts'

const COLUMN = '职权目录'

/** S44: the catalogue in force, with its version, the session that adopted it and its effective day. */
export function cataloguePage({ agency, today }: Frame, query: Query): Page {
  const { catalogue } = agency
  const board = boards.find(b => slugOfBoard(b) === query.board)
  const department = agency.departments.find(d => d.code === query.department)?.code
  const items = inOrder(agency).filter(
    i => (!board || i.board === board) && (!department || i.department === department),
  )
  const body = html`<h1>职权目录</h1>
${catalogue ? html`<p class="lead">现行第${catalogue.version}版，${catalogue.session}审议确定，${formatDay(catalogue.effectiveFrom)}起施行。每个事项列明设定依据、流程图、廉政风险点与防控措施、审议层级。</p>` : html`<p class="empty">职权目录还没有经领导小组审议确定。</p>`}
${catalogue && filters(agency, board, department)}
<p role="status">共${items.length}个事项。<a href="/catalogue.csv">下载全部（CSV）</a></p>
${table({
  caption: '职权目录',
  columns: [
    { label: '事项', kind: 'main' },
    { label: '板块', kind: 'short' },
    { label: '权力类型', kind: 'short' },
    { label: '审议层级', kind: 'short' },
    { label: '责任处室' },
    { label: '承诺时限', kind: 'number' },
  ],
  rows: items.map(i => [
    html`${itemLink(agency, i.item, today)}<span class="under">${i.item}</span>`,
    html`<a href="${boardPath(i.board)}">${nameOfBoard(i.board)}</a>`,
    nameOfPowerType(i.powerType),
    levelBadge(i.level),
    departmentName(agency, i.department),
    limitWords(i, i.promisedDays),
  ]),
  empty: '没有符合条件的事项。',
})}
${versionsSection(agency, today)}`
  const pubDate = catalogue && { publishedOn: catalogue.effectiveFrom }
  return { title: COLUMN, column: COLUMN, crumbs: [], body, ...pubDate }
}

/** PUB-007: the catalogue to take away. */
export function catalogueCsv({ agency }: Frame): string {
  const head = [
    '事项编码',
    '事项名称',
    '板块',
    '权力类型',
    '审议层级',
    '责任处室',
    '设定依据',
    '承诺时限',
    '法定时限',
    '监督电话',
  ]
  return csv([
    head,
    ...inOrder(agency).map(i => [
      i.item,
      i.name,
      nameOfBoard(i.board),
      nameOfPowerType(i.powerType),
      nameOfLevel(i.level),
      departmentName(agency, i.department),
      i.legalBasis.map(b => `${b.title}${b.article ?? ''}`).join('；'),
      limitWords(i, i.promisedDays),
      i.statutoryDays === undefined ? '' : limitWords(i, i.statutoryDays),
      i.phone,
    ]),
  ])
}

/** Periods of licences count workdays (行政许可法第八十二条); of the others the catalogue says days. */
export function limitWords(item: Pick<PublicItem, 'powerType'>, days: number): string {
  return `${days}${item.powerType === 'LICENSE' ? '个工作日' : '日'}`
}

const inOrder = ({ catalogue }: PublicAgency): readonly PublicItem[] =>
  (catalogue?.items ?? []).toSorted(
    (a, b) => boards.indexOf(a.board) - boards.indexOf(b.board) || (a.item < b.item ? -1 : 1),
  )

function filters(agency: PublicAgency, board: string | undefined, department: string | undefined): Html {
  const departments = agency.departments.filter(d => agency.catalogue?.items.some(i => i.department === d.code))
  return html`<form class="search" action="/catalogue" aria-label="筛选事项">
<div><label for="board">板块</label><select id="board" name="board"><option value="">全部</option>${boards.map(
    b => html`<option value="${slugOfBoard(b)}"${b === board && html` selected`}>${nameOfBoard(b)}</option>`,
  )}</select></div>
<div><label for="department">责任处室</label><select id="department" name="department"><option value="">全部</option>${departments.map(
    d => html`<option value="${d.code}"${d.code === department && html` selected`}>${d.name}</option>`,
  )}</select></div>
<div class="go"><button>筛选</button> <a href="/catalogue">清除条件</a></div></form>`
}

function versionsSection(agency: PublicAgency, today: string): Html | undefined {
  if (agency.versions.length === 0) return undefined
  const state = (from: string, version: number) =>
    version === agency.catalogue?.version ? '现行' : from > today ? '待施行' : '已被取代'
  return html`<section aria-labelledby="versions"><h2 id="versions">目录版本</h2>${table({
    caption: '职权目录的历次版本',
    columns: [
      { label: '版本', kind: 'short' },
      { label: '审议会议', kind: 'main' },
      { label: '施行日期', kind: 'short' },
      { label: '事项数', kind: 'number' },
      { label: '状态', kind: 'short' },
    ],
    rows: agency.versions.map(v => [
      `第${v.version}版`,
      v.session,
      day(v.effectiveFrom),
      v.items.length,
      state(v.effectiveFrom, v.version),
    ]),
    empty: '',
  })}</section>`
}
