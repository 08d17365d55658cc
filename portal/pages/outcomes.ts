import { nameOfBoard } from '../../domain/catalogue/power-item.ts'
import { type Board, boards } from '../../domain/organisation/events.ts'
import type { Store } from '../../store/views/public.ts'
import { type PublicRegister, readPublicRegister } from '../../store/views/public-supervision.ts'
import { barChart } from '../chart.ts'
import { day, facts, table } from '../components.ts'
import { type Html, html } from '../html.ts'
import type { Page } from '../layout.ts'
import { figure } from '../words.ts'

/** CMP-008, S122, S123, S153: counts by the quarter, how things ended, days without a gap. */
export async function outcomesPage(store: Store): Promise<Page> {
  const register = await readPublicRegister(store)
  const body = html`<h1>监督统计和处理结果</h1>
<p class="lead">只公布数量和结果，不公布任何一件举报的内容、举报人和被举报人。</p>
${closedDays(register)}
${quarters(register)}
${outcomes(register)}
${reports(register)}`
  return { title: '监督统计和处理结果', column: '监督问责', crumbs: [['监督问责小组', '/supervision']], body }
}

function closedDays({ firstClosed, lastClosed, missing }: PublicRegister): Html {
  const heading = html`<h2 id="days">每天的受理登记</h2>
<p>收到的每一件举报，当天都要在公开日志里留下一个看不出内容的承诺；没有收到的日子也照样登记同样多，所以看不出哪天有没有人举报，但一件也丢不了。</p>`
  if (firstClosed === undefined || lastClosed === undefined) {
    return html`<section aria-labelledby="days">${heading}<p class="empty">还没有关闭过第一天的登记。</p></section>`
  }
  const broken = missing.length > 0
  return html`<section aria-labelledby="days">${heading}${facts([
    ['已登记', html`${day(firstClosed)}至${day(lastClosed)}`],
    [
      '断档',
      broken
        ? html`<span class="state against">有断档</span> <ul>${missing.map(open => html`<li>${day(open)}没有登记</li>`)}</ul>`
        : html`<span class="state done">没有断档</span>`,
    ],
  ])}</section>`
}

type QuarterRow = PublicRegister['quarters'][number]['rows'][number]

const measures = [
  ['RECEIVED', '收件'],
  ['INDUSTRY_CONDUCT', '其中行业风气'],
  ['TRANSFERRED', '转办移送'],
  ['DISPOSED', '已处置'],
  ['CLOSED', '已办结'],
  ['SUBSTANTIATED', '属实或部分属实'],
] as const

function quarters({ quarters }: PublicRegister): Html {
  return html`<section aria-labelledby="quarters"><h2 id="quarters">季度统计</h2>
<p class="small">“少于5件”的不给确数；“不单列”的是若给出就能推算出前者的数。这样，没有人能从统计里猜出某一件。</p>
${quarters.length === 0 ? html`<p class="empty">还没有公布过季度统计。</p>` : quarters.map(({ quarter, rows, on }, at) => quarterOf(quarter, rows, on, at === 0))}</section>`
}

function quarterOf(quarter: string, rows: readonly QuarterRow[], on: string, latest: boolean): Html {
  const countOf = (board: Board, measure: QuarterRow['measure']) =>
    rows.find(row => row.board === board && row.measure === measure)?.count
  // What is not told is no bar: one of length nought would be read as none.
  const bars = boards.flatMap(board => {
    const count = countOf(board, 'RECEIVED')
    return typeof count === 'number' ? [{ label: nameOfBoard(board), values: [count] }] : []
  })
  const chart = barChart({
    title: `${quarterWords(quarter)}收件（不含少于5件和不单列的）`,
    series: ['收件'],
    bars,
  })
  const numbers = table({
    caption: `${quarterWords(quarter)}，${on} 公布`,
    captionShown: true,
    columns: [{ label: '板块', kind: 'main' }, ...measures.map(([, label]) => ({ label, kind: 'number' as const }))],
    rows: boards.map(board => [nameOfBoard(board), ...measures.map(([measure]) => cell(countOf(board, measure)))]),
    empty: '',
  })
  return latest
    ? html`<h3>${quarterWords(quarter)}</h3>${bars.length > 0 && chart}${numbers}`
    : html`<details class="plan"><summary>${quarterWords(quarter)}</summary>${numbers}</details>`
}

/** «2026-Q3» as people say it. */
const quarterWords = (quarter: string): string => quarter.replace(/^(\d{4})-Q([1-4])$/, '$1年第$2季度')

const cell = (count: QuarterRow['count'] | undefined): Html | string => {
  if (count === 'FEW') return html`<span class="withheld">少于5件</span>`
  if (count === 'HIDDEN') return html`<span class="withheld">不单列</span>`
  return count === undefined ? '—' : figure(count)
}

const sources: Readonly<Record<string, string>> = {
  COMPLAINT_OR_REFERRAL: '举报或移送',
  INSPECTION: '双随机抽查',
  SIGNAL: '亮牌',
  REPLAY: '规则重演',
}

const rectifications: Readonly<Record<string, string>> = {
  FULL: '整改到位',
  PARTLY: '部分到位',
  NONE: '没有整改',
  NOT_NEEDED: '无须整改',
}

const measureNames: Readonly<Record<string, string>> = {
  ORG_INSPECTION: '对组织检查',
  ORG_CRITICISM: '对组织通报',
  ORG_REORGANISATION: '对组织改组',
  PERSON_CRITICISM: '通报',
  PERSON_ADMONITION: '诫勉',
  PERSON_ADJUSTMENT: '组织处理',
  PERSON_SANCTION: '纪律或政务处分',
  TALK_REMINDER: '谈话提醒',
  CRITICISM_EDUCATION: '批评教育',
  ORDERED_REVIEW: '责令检查',
  WRITTEN_REVIEW: '书面检查',
  SUPERVISION_ADVICE: '监察建议',
  TRANSFER: '移送',
}

function outcomes({ outcomes }: PublicRegister): Html {
  return html`<section aria-labelledby="outcomes"><h2 id="outcomes">处理结果</h2>
${table({
  caption: '已经办结的问题线索，最近的在前',
  columns: [
    { label: '编号', kind: 'main' },
    { label: '公布日期', kind: 'short' },
    { label: '来源' },
    { label: '板块' },
    { label: '违反的条款' },
    { label: '处理措施' },
    { label: '整改', kind: 'short' },
  ],
  rows: outcomes.map(({ outcome, on, source, boards, clauses, measures, rectification }) => [
    outcome,
    day(on),
    sources[source] ?? source,
    boards.map(nameOfBoard).join('、'),
    clauses.join('、'),
    measures.map(measure => measureNames[measure] ?? measure).join('、') || '没有问责',
    rectifications[rectification] ?? rectification,
  ]),
  empty: '还没有公布过处理结果。',
})}</section>`
}

const bodies = { PARTY_GROUP: '厅党组', LEADING_GROUP: '领导小组' } as const

function reports({ reports }: PublicRegister): Html {
  return html`<section aria-labelledby="reports"><h2 id="reports">向党组和领导小组的报告</h2>
<p class="small">报告密封给收件人，平台管理员打不开；交没交、收没收，这里看得见（S123）。</p>
${table({
  caption: '已提交的报告',
  columns: [
    { label: '周期', kind: 'main' },
    { label: '提交日期', kind: 'short' },
    { label: '报给' },
    { label: '签收', kind: 'short' },
  ],
  rows: reports.map(({ period, on, to, received }) => [
    period,
    day(on),
    to.map(body => bodies[body]).join('、'),
    received ? '已签收' : '未签收',
  ]),
  empty: '还没有提交过报告。',
})}</section>`
}
