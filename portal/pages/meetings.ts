import { addMonths, instantAt } from '../../domain/time.ts'
import type { Store } from '../../store/views/public.ts'
import { readPublicMeetings, type TitledMeeting } from '../../store/views/public-meetings.ts'
import { type Html, html } from '../html.ts'
import type { Frame, Page } from '../layout.ts'
import { departmentName, type PublicAgency } from '../public-agency.ts'
import { type Query, readAsked } from '../query.ts'
import { meetingPath, meetingWords, momentWords, stateOfMeeting } from '../words.ts'
import { whatOf } from './meeting.ts'

const PAGE = 15
const MONTHS = 12

/** S21: which meetings, when, on what, with which divisions. */
export async function meetingsPage(store: Store, { agency, today }: Frame, query: Query): Promise<Page> {
  const { page } = readAsked(query, agency)
  const found = await readPublicMeetings(store, {
    from: instantAt(addMonths(today, -MONTHS), '00:00'),
    before: instantAt(addMonths(today, MONTHS), '00:00'),
    // One more than is shown tells whether there is another page.
    limit: PAGE + 1,
    offset: (page - 1) * PAGE,
  })
  const meetings = found.slice(0, PAGE)
  const body = html`<h1>会议公开</h1>
<p class="lead">已通知和近一年召开的初审例会、复核小组例会、厅长办公会和领导小组会议，最近的在前。结论在会议纪要签署后写入会议和各件页面。</p>
${meetings.length === 0 ? html`<p class="empty">${page > 1 ? '这一页没有会议，请回到第一页。' : '还没有已通知的会议。'}</p>` : html`<ul class="rows">${meetings.map(m => oneMeeting(agency, m))}</ul>`}
${pager('/meetings', page, found.length > PAGE)}
<p class="note">会议记录、逐人发言和逐人表决属过程性信息，依《政府信息公开条例》第十六条不公开；会议结论公开。</p>`
  return { title: '会议公开', column: '四级程序', crumbs: [['四级程序', '/tiers']], body }
}

function pager(path: string, page: number, more: boolean): Html | undefined {
  if (page === 1 && !more) return undefined
  return html`<nav class="pages" aria-label="翻页">${page > 1 && html`<a class="button second" rel="prev" href="${path}?page=${page - 1}">较近的会议</a>`}
<span>第${page}页</span>${more && html`<a class="button second" rel="next" href="${path}?page=${page + 1}">较早的会议</a>`}</nav>`
}

function oneMeeting(agency: PublicAgency, meeting: TitledMeeting): Html {
  const { id, errata } = meeting
  return html`<li id="${id}"><h2 class="plain"><a href="${meetingPath(id)}">${meetingWords(agency, meeting)}</a></h2>
<p class="under">${momentWords(meeting.scheduledAt)} · ${stateOfMeeting[meeting.state]}${errata.length > 0 && '（已更正）'}</p>
${
  meeting.items.length > 0 && html`<ol>${meeting.items.map(item => html`<li>${whatOf(meeting, item)}</li>`)}</ol>`
}<p class="small">会议组成处室：${meeting.departments.map(d => departmentName(agency, d)).join('、') || '厅领导'}</p></li>\n`
}
