import { deliberationLevels, fullNameOfBoard, nameOfBoard, nameOfLevel } from '../../domain/catalogue/power-item.ts'
import { type Board, boards } from '../../domain/organisation/events.ts'
import { countPublicMatters, type MatterCount, type Store, searchPublicMatters } from '../../store/views/public.ts'
import { barChart } from '../chart.ts'
import { itemLink, levelBadge, matterTable, table } from '../components.ts'
import { tally, tallyOfBoard } from '../figures.ts'
import { type Html, html } from '../html.ts'
import type { Frame, Page } from '../layout.ts'
import { departmentName, type PublicAgency } from '../public-agency.ts'
import { boardPath, figure } from '../words.ts'

const COLUMN = '四大板块'
const LATEST = 10

/** S38: the four boards beside one another. */
export async function boardsPage(store: Store, { agency }: Frame): Promise<Page> {
  const counts = await countPublicMatters(store)
  const rows = boards.map(board => ({ board, ...tallyOfBoard(counts, board) }))
  const body = html`<h1>四大重点业务板块</h1>
<p class="lead">交通规划计划及专项资金管理、工程项目建设管理、审批许可、行政执法的业务决策运行，都纳入本平台监管并及时公开。</p>
${table({
  caption: '四大板块的事项与办件',
  columns: [
    { label: '板块', kind: 'main' },
    { label: '送审处室' },
    { label: '职权事项', kind: 'number' },
    { label: '审议中', kind: 'number' },
    { label: '已有结论', kind: 'number' },
    { label: '办件合计', kind: 'number' },
  ],
  rows: rows.map(({ board, open, concluded, all }) => [
    html`<a href="${boardPath(board)}">${nameOfBoard(board)}</a>${fullNameOfBoard(board) !== nameOfBoard(board) && html`<span class="under">${fullNameOfBoard(board)}</span>`}`,
    submittersOf(agency, board),
    figure(itemsOf(agency, board).length),
    figure(open),
    figure(concluded),
    figure(all),
  ]),
  empty: '',
})}
${boardChart(rows)}`
  return { title: COLUMN, column: COLUMN, crumbs: [], body }
}

export async function boardPage(store: Store, frame: Frame, board: Board): Promise<Page> {
  const { agency, today } = frame
  const [counts, latest] = await Promise.all([
    countPublicMatters(store),
    searchPublicMatters(store, { board, limit: LATEST }),
  ])
  const name = nameOfBoard(board)
  const { all, open, concluded } = tallyOfBoard(counts, board)
  const body = html`<ul class="tabs" aria-label="四大板块">${boards.map(
    b => html`<li><a href="${boardPath(b)}"${b === board && html` aria-current="page"`}>${nameOfBoard(b)}</a></li>`,
  )}</ul>
<h1>${name}板块</h1>
<p class="lead">${fullNameOfBoard(board) !== name && `${fullNameOfBoard(board)}。`}送审处室：${submittersOf(agency, board)}。</p>
<ul class="figures"><li><strong>${figure(itemsOf(agency, board).length)}</strong>职权事项</li><li><strong>${figure(all)}</strong>办件</li><li><strong>${figure(open)}</strong>审议中</li><li><strong>${figure(concluded)}</strong>已有结论</li></ul>
<section aria-labelledby="items"><h2 id="items">本板块职权事项</h2>${itemsTable(frame, board, counts)}</section>
${all > 0 && levelsSection(counts, board)}
<section aria-labelledby="matters"><h2 id="matters">最新办件</h2>
${matterTable(agency, latest.matters, today, { caption: `${name}板块最新办件`, empty: '本板块还没有公开的办件。', without: 'board' })}
${latest.count > LATEST && html`<p><a class="button second" href="/matters?board=${board}">查看本板块全部办件</a></p>`}</section>`
  return { title: `${name}板块`, column: COLUMN, crumbs: [[COLUMN, '/boards']], body }
}

const itemsOf = (agency: PublicAgency, board: Board) =>
  agency.catalogue?.items.filter(item => item.board === board) ?? []

const submittersOf = (agency: PublicAgency, board: Board): string =>
  agency.departments
    .filter(d => d.boards.includes(board))
    .map(d => d.name)
    .join('、')

function itemsTable({ agency, today }: Frame, board: Board, counts: readonly MatterCount[]): Html {
  return table({
    caption: `${nameOfBoard(board)}板块职权事项`,
    columns: [
      { label: '事项', kind: 'main' },
      { label: '审议层级', kind: 'short' },
      { label: '责任处室' },
      { label: '办件数', kind: 'number' },
    ],
    rows: itemsOf(agency, board).map(({ item, level, department }) => [
      itemLink(agency, item, today),
      levelBadge(level),
      departmentName(agency, department),
      figure(tally(counts, c => c.item === item).all),
    ]),
    empty: '现行职权目录中还没有本板块的事项。',
  })
}

function levelsSection(counts: readonly MatterCount[], board: Board): Html {
  const rows = deliberationLevels.map(level => ({
    level,
    ...tally(counts, c => c.board === board && c.level === level),
  }))
  return html`<section aria-labelledby="levels"><h2 id="levels">按审议层级统计</h2><div class="halves">${barChart({
    title: '各审议层级办件数',
    series: ['已有结论', '审议中'],
    bars: rows.map(r => ({ label: nameOfLevel(r.level), values: [r.concluded, r.open] })),
  })}${table({
    caption: '各审议层级办件数（件）',
    captionShown: true,
    narrow: 'table',
    columns: [
      { label: '审议层级' },
      { label: '审议中', kind: 'number' },
      { label: '已有结论', kind: 'number' },
      { label: '合计', kind: 'number' },
    ],
    rows: rows.map(r => [nameOfLevel(r.level), figure(r.open), figure(r.concluded), figure(r.all)]),
    empty: '',
  })}</div></section>`
}

export function boardChart(rows: readonly { board: Board; open: number; concluded: number }[]): Html {
  return barChart({
    title: '各板块办件数',
    series: ['已有结论', '审议中'],
    bars: rows.map(r => ({ label: nameOfBoard(r.board), values: [r.concluded, r.open] })),
  })
}
