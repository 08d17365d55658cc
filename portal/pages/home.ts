import { fullNameOfBoard, nameOfBoard } from '../../domain/catalogue/power-item.ts'
import type { PublicMatter } from '../../domain/disclosure/public-matter.ts'
import { boards } from '../../domain/organisation/events.ts'
import { addDays, formatDay, instantAt, weekday } from '../../domain/time.ts'
import {
  countPublicMatters,
  type MatterCount,
  readLatestConclusions,
  type Store,
  searchPublicMatters,
} from '../../store/views/public.ts'
import { readPublicMeetings, type TitledMeeting } from '../../store/views/public-meetings.ts'
import { matterLink, matterTable, stateBadge, table } from '../components.ts'
import { tally, tallyOfBoard } from '../figures.ts'
import { type Html, html } from '../html.ts'
import type { Frame, Page } from '../layout.ts'
import { departmentName } from '../public-agency.ts'
import { boardPath, figure, meetingPath, meetingWords, momentOfWeek, stateOfMeeting } from '../words.ts'
import { boardChart } from './boards.ts'
import { tierSteps } from './tiers.ts'

const LATEST = 6
const RESULTS = 5

export async function homePage(store: Store, frame: Frame): Promise<Page> {
  const { today } = frame
  const monday = addDays(today, 1 - weekday(today))
  const week = { from: instantAt(monday, '00:00'), before: instantAt(addDays(monday, 7), '00:00'), limit: 20 }
  const [counts, latest, results, meetings] = await Promise.all([
    countPublicMatters(store),
    searchPublicMatters(store, { limit: LATEST }),
    readLatestConclusions(store, RESULTS),
    readPublicMeetings(store, week),
  ])
  const body = html`${hero(frame, counts)}
${formula(frame)}
<section aria-labelledby="latest"><h2 id="latest">最新公开</h2>
${matterTable(frame.agency, latest.matters, today, { caption: '最新公开的办件', empty: '还没有公开的办件。' })}
<p><a class="button second" href="/matters">查看全部办件</a></p></section>
${thisWeek(frame, meetings.toReversed(), results)}
${boardsSection(frame, counts)}
<section aria-labelledby="tiers"><h2 id="tiers">四级程序：每一件走到哪里</h2>
${tierSteps(counts)}
<p><a href="/tiers">四级程序怎样运行，会议何时召开</a></p></section>
${sixOpennesses(frame)}`
  return { title: '首页', column: '首页', crumbs: [], body }
}

function hero({ agency }: Frame, counts: readonly MatterCount[]): Html {
  const { all, open, concluded } = tally(counts)
  const figures = [
    ['公开办件', all, '/matters'],
    ['审议中', open, '/matters?stage=open'],
    ['已有结论', concluded, '/matters?stage=concluded'],
    ['职权事项', agency.catalogue?.items.length ?? 0, '/catalogue'],
  ] as const
  return html`<div class="hero"><div class="wrap">
<div><h1>让权力在阳光下运行</h1>
<p>以公开为常态、不公开为例外。每一件事项从送审到结果，经过哪几级、何时、在哪次会议、作出什么结论，都在这里。</p>
<form class="bigseek" action="/matters" role="search"><label for="q">查办件</label>
<div><input id="q" name="q" type="search" maxlength="60" placeholder="标题、件号、处室或板块"><button>搜索</button></div></form></div>
<ul class="figures">${figures.map(([name, count, href]) => html`<li><a href="${href}"><strong>${figure(count)}</strong>${name}</a></li>`)}</ul>
</div></div>`
}

/** S36: 1+4+4+1 as a picture that is also the way in. */
function formula({ agency }: Frame): Html {
  const divisions = agency.departments.filter(d => d.kind === 'division' || d.kind === 'enforcement').length
  const parts = [
    ['1', '个阳光机关', `为民、务实、清廉：${divisions}个处室的职责与负责人`, '/organisation'],
    ['4', '大业务板块', boards.map(nameOfBoard).join('、'), '/boards'],
    ['4', '级监督程序', '初审、分管领导审核、复核小组复核、厅长办公会审议', '/tiers'],
    ['1', '个监督问责小组', '统一受理投诉举报，“双随机”抽查，廉政问责', '/supervision'],
  ] as const
  return html`<section class="formula" aria-label="1+4+4+1 监督机制"><ul>${parts.map(
    ([numeral, name, words, href]) =>
      html`<li><a href="${href}"><span class="numeral">${numeral}</span><span class="what"><strong>${name}</strong><span>${words}</span></span></a></li>`,
  )}</ul></section>`
}

function thisWeek({ agency }: Frame, meetings: readonly TitledMeeting[], results: readonly PublicMatter[]): Html {
  return html`<div class="halves"><section aria-labelledby="week"><h2 id="week">本周会议</h2>
${
  meetings.length === 0
    ? html`<p class="empty">本周没有已通知的审议会议。<a href="/meetings">查看往次会议</a></p>`
    : html`<ul class="rows">${meetings.map(
        m =>
          html`<li><a href="${meetingPath(m.id)}">${meetingWords(agency, m)}</a><span class="under">${momentOfWeek(m.scheduledAt)} · ${m.items.length}个议题 · ${stateOfMeeting[m.state]}</span></li>`,
      )}</ul><p><a href="/meetings">会议与议题目录</a></p>`
}</section>
<section aria-labelledby="results"><h2 id="results">最新结论</h2>
${
  results.length === 0
    ? html`<p class="empty">还没有作出结论的办件。</p>`
    : html`<ul class="rows">${results.map(
        m =>
          html`<li>${matterLink(m)}<span class="under">${m.concludedOn && formatDay(m.concludedOn)} · ${departmentName(agency, m.department)} · ${stateBadge(m)}</span></li>`,
      )}</ul><p><a href="/matters?stage=concluded">全部已有结论的办件</a></p>`
}</section></div>`
}

function boardsSection({ agency }: Frame, counts: readonly MatterCount[]): Html {
  const rows = boards.map(board => ({ board, ...tallyOfBoard(counts, board) }))
  const items = (board: string) => agency.catalogue?.items.filter(i => i.board === board).length ?? 0
  return html`<section aria-labelledby="boards"><h2 id="boards">四大板块</h2>
<ul class="grid">${rows.map(
    ({
      board,
      all,
      open,
      concluded,
    }) => html`<li class="card"><h3><a href="${boardPath(board)}">${nameOfBoard(board)}</a></h3>
${fullNameOfBoard(board) !== nameOfBoard(board) && html`<p class="small">${fullNameOfBoard(board)}</p>`}
<ul class="figures"><li><strong>${figure(items(board))}</strong>职权事项</li><li><strong>${figure(all)}</strong>办件</li><li><strong>${figure(open)}</strong>审议中</li><li><strong>${figure(concluded)}</strong>已有结论</li></ul></li>`,
  )}</ul>
<div class="halves">${boardChart(rows)}${table({
    caption: '各板块办件数（件）',
    captionShown: true,
    narrow: 'table',
    columns: [
      { label: '板块' },
      { label: '审议中', kind: 'number' },
      { label: '已有结论', kind: 'number' },
      { label: '合计', kind: 'number' },
    ],
    rows: rows.map(r => [nameOfBoard(r.board), figure(r.open), figure(r.concluded), figure(r.all)]),
    empty: '',
  })}</div></section>`
}

/** S1, S21–S26: the six things that are to be open, and where each is. */
function sixOpennesses({ site }: Frame): Html {
  const lines = [
    ['决策公开', html`<a href="/tiers">四级程序</a>与<a href="/meetings">会议、议题目录</a>`],
    ['执行公开', html`<a href="/matters?stage=open">审议中的办件</a>，办理与实施进度见各件页面`],
    [
      '管理公开',
      html`<a href="/catalogue">职权目录与流程图</a>、<a href="/organisation">机构职责</a>、<a href="/rules">制度</a>`,
    ],
    [
      '服务公开',
      html`<a href="/catalogue">各事项的依据、材料、时限和电话</a>${outside('网上办事大厅', site.serviceHall)}`,
    ],
    ['结果公开', html`<a href="/matters?stage=concluded">已有结论的办件</a>及办理结果`],
    [
      '信息公开',
      html`政府信息公开指南、年报与依申请公开${outside('信息公开专栏', site.disclosureSite) ?? '，见本机关信息公开专栏'}`,
    ],
  ] as const
  return html`<section aria-labelledby="six"><h2 id="six">六个公开</h2><dl class="facts">${lines.map(
    ([name, where]) => html`<div><dt>${name}</dt><dd>${where}</dd></div>\n`,
  )}</dl></section>`
}

const outside = (words: string, url: string): Html | undefined =>
  /^https?:\/\//i.test(url) ? html`，<a href="${url}" rel="external">${words}</a>` : undefined
