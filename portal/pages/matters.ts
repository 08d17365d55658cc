import { deliberationLevels, nameOfBoard, nameOfLevel } from '../../domain/catalogue/power-item.ts'
import { boards } from '../../domain/organisation/events.ts'
import { COUNT_CAP, type Store, searchPublicMatters } from '../../store/views/public.ts'
import { matterTable } from '../components.ts'
import { csv } from '../csv.ts'
import { type Html, html } from '../html.ts'
import type { Frame, Page } from '../layout.ts'
import { itemName } from '../public-agency.ts'
import { type Asked, addressOf, MAX_PAGE, type Query, readAsked, wordsOf } from '../query.ts'
import { departmentsOf, figure } from '../words.ts'

const PAGE = 20

/** PUB-007, META-003: search by title, number, item, division, board, level and day; without a question, everything. */
export async function mattersPage(store: Store, frame: Frame, query: Query): Promise<Page> {
  const { agency, today } = frame
  const asked = readAsked(query, agency)
  const found = await searchPublicMatters(store, {
    ...searchFor(asked, frame),
    limit: PAGE,
    offset: (asked.page - 1) * PAGE,
  })
  const { count, capped } = found
  const body = html`<h1>办件公开</h1>
${searchForm(frame, asked)}
${asked.ignored.length > 0 && html`<p class="note" role="status">没有采用：${asked.ignored.join('、')}。请检查后重新搜索。</p>`}
<p role="status"><strong>${capped ? `超过${figure(COUNT_CAP)}` : figure(count)}</strong>件${asked.item && html`，事项“${itemName(agency, asked.item, today)}”`}${capped && '，请补充条件缩小范围'}。按送审日期排列，最近的在前。${count > 0 && html` <a href="${addressOf(asked, '/matters.csv')}">下载表格（CSV）</a>`}</p>
${matterTable(agency, found.matters, today, {
  caption: '查到的办件',
  empty: asked.page > 1 ? '这一页没有办件，请回到第一页。' : '没有符合条件的办件。可以换一个词，或者少填一些条件。',
})}
${pagination(asked, count)}`
  return { title: asked.q === '' ? '办件公开' : `办件公开：${asked.q}`, column: '办件公开', crumbs: [], body }
}

/** PUB-007: the same list to take away, up to the thousand that are counted. */
export async function mattersCsv(store: Store, frame: Frame, query: Query): Promise<string> {
  const { agency, today } = frame
  const { matters } = await searchPublicMatters(store, {
    ...searchFor(readAsked(query, agency), frame),
    limit: COUNT_CAP,
  })
  const head = [
    '件号',
    '标题',
    '事项编码',
    '事项名称',
    '板块',
    '审议层级',
    '送审处室',
    '送审日期',
    '结论日期',
    '状态',
    '办理结果',
  ]
  return csv([
    head,
    ...matters.map(m => [
      m.id,
      m.title,
      m.item,
      itemName(agency, m.item, today),
      nameOfBoard(m.board),
      nameOfLevel(m.level),
      departmentsOf(agency, m),
      m.submittedOn,
      m.concludedOn ?? '',
      m.status,
      m.result ?? '',
    ]),
  ])
}

function searchFor(asked: Asked, { agency }: Frame) {
  const { board, level, department, item, stage, from, to } = asked
  return { words: wordsOf(asked.q, agency), board, level, department, item, stage, from, to }
}

function searchForm({ agency }: Frame, asked: Asked): Html {
  const submitting = agency.departments.filter(d => d.boards.length > 0)
  const stages = [
    { value: 'open', label: '审议中' },
    { value: 'concluded', label: '已有结论' },
  ]
  return html`<form class="search" action="/matters" role="search" aria-label="查办件">
<div class="wide"><label for="q">标题、件号、处室或板块</label><input id="q" name="q" type="search" maxlength="60" value="${asked.q}"></div>
${choice(
  'board',
  '板块',
  asked.board,
  boards.map(value => ({ value, label: nameOfBoard(value) })),
)}
${choice(
  'level',
  '审议层级',
  asked.level,
  deliberationLevels.map(value => ({ value, label: nameOfLevel(value) })),
)}
${choice(
  'department',
  '送审处室',
  asked.department,
  submitting.map(d => ({ value: d.code, label: d.name })),
)}
${choice('stage', '办理阶段', asked.stage?.toLowerCase(), stages)}
<div class="date"><label for="from">送审日期自</label><input id="from" name="from" type="date" value="${asked.from}"></div>
<div class="date"><label for="to">送审日期至</label><input id="to" name="to" type="date" value="${asked.to}"></div>
${asked.item && html`<input type="hidden" name="item" value="${asked.item}">`}
<div class="go"><button>搜索</button> <a href="/matters">清除条件</a></div>
</form>`
}

function choice(
  name: string,
  label: string,
  chosen: string | undefined,
  options: readonly { value: string; label: string }[],
): Html {
  return html`<div><label for="${name}">${label}</label><select id="${name}" name="${name}"><option value="">全部</option>${options.map(
    o => html`<option value="${o.value}"${o.value === chosen && html` selected`}>${o.label}</option>`,
  )}</select></div>`
}

function pagination(asked: Asked, count: number): Html | undefined {
  const last = Math.min(Math.ceil(count / PAGE), MAX_PAGE)
  if (last <= 1 && asked.page === 1) return undefined
  const { page } = asked
  return html`<nav class="pages" aria-label="翻页">
${page > 1 && html`<a class="button second" rel="prev" href="${addressOf(asked, '/matters', page - 1)}">上一页</a>`}
<span>第${page}页，共${last}页</span>
${page < last && html`<a class="button second" rel="next" href="${addressOf(asked, '/matters', page + 1)}">下一页</a>`}
</nav>`
}
