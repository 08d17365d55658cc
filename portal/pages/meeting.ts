import type { PublicMeetingItem } from '../../domain/disclosure/public-meeting.ts'
import { kinds } from '../../domain/meeting/kinds.ts'
import { nameOfSubject } from '../../domain/meeting/leading-group.ts'
import type { Store } from '../../store/views/public.ts'
import { findPublicMeeting, type TitledMeeting } from '../../store/views/public-meetings.ts'
import { day, facts, table } from '../components.ts'
import { type Html, html } from '../html.ts'
import type { Frame, Page } from '../layout.ts'
import { departmentName, type PublicAgency } from '../public-agency.ts'
import { matterPath, meetingWords, momentWords, stateOfMeeting } from '../words.ts'

/** S21, S92: one meeting: which divisions, which items, how many were there, to which conclusions, and its minutes' marks. */
export async function meetingPage(store: Store, { agency }: Frame, id: string): Promise<Page | undefined> {
  const meeting = await findPublicMeeting(store, id)
  if (!meeting) return undefined
  const title = meetingWords(agency, meeting)
  const body = html`<h1>${title}</h1>
<p class="marks"><span class="state ${meeting.state === 'SIGNED' ? 'done' : 'open'}">${stateOfMeeting[meeting.state]}</span>${meeting.errata.length > 0 && html` <span class="state against">纪要已更正</span>`}</p>
${facts([
  ['会议类别', kinds[meeting.kind].name],
  ['时间', momentWords(meeting.scheduledAt)],
  ['议事依据', kinds[meeting.kind].regulation],
  ['会议组成处室', divisions(agency, meeting.departments) || '厅领导'],
  ['到会处室', meeting.state !== 'CALLED' && divisions(agency, meeting.present)],
])}
<section aria-labelledby="items"><h2 id="items">议题与结论</h2>
${itemTable(meeting)}
${meeting.separateItems > 0 && html`<p class="note">另有${meeting.separateItems}项依法不在本平台审议，另行组织，不公开名称。</p>`}</section>
${minutesSection(meeting)}
<p class="note">会议记录、逐人发言和逐人表决属过程性信息，依《政府信息公开条例》第十六条不公开；会议结论公开。</p>`
  return {
    title,
    column: '四级程序',
    crumbs: [
      ['四级程序', '/tiers'],
      ['会议公开', '/meetings'],
    ],
    body,
    ...(meeting.signedOn ? { publishedOn: meeting.signedOn } : {}),
  }
}

const divisions = (agency: PublicAgency, codes: readonly string[]): string =>
  codes.map(code => departmentName(agency, code)).join('、')

function itemTable(meeting: TitledMeeting): Html {
  return table({
    caption: '议题与结论',
    columns: [
      { label: '议题', kind: 'main' },
      { label: '应到', kind: 'number' },
      { label: '到会', kind: 'number' },
      { label: '结论' },
    ],
    rows: meeting.items.map(item => [
      html`${item.no}. ${whatOf(meeting, item)}${item.late && html`<span class="under">会议通知后经主持人和办公室双确认增加</span>`}`,
      item.expected ?? '—',
      item.present ?? '—',
      endOf(item),
    ]),
    empty: '没有可以公开的议题。',
  })
}

/** The item with a link to its matter; by its kind alone where the title is not for the public. */
export function whatOf({ titles }: TitledMeeting, { matter, subject }: PublicMeetingItem): Html {
  if (matter === undefined) return html`${subject ? nameOfSubject(subject) : '议题'}`
  return html`<a href="${matterPath(matter)}">${titles.get(matter) ?? matter}</a> <span class="small">${matter}</span>`
}

function endOf({ state, conclusion }: PublicMeetingItem): string {
  switch (state) {
    case 'CONCLUDED':
      return conclusion ?? '已有结论'
    case 'AWAITING_MINUTES':
      return '已审议，纪要签署后公布结论'
    case 'POSTPONED':
      return '顺延，未作结论'
    case 'UNDER_WAY':
      return '正在审议'
    case 'WAITING':
      return '未审议'
  }
}

/** MTG-009, E-37: what the signed minutes are known by, and which corrections came after; the original is never replaced. */
function minutesSection({ signedOn, hash, errata }: TitledMeeting): Html {
  if (!signedOn || !hash) {
    return html`<section aria-labelledby="minutes"><h2 id="minutes">会议纪要</h2><p class="empty">纪要还没有签署。</p></section>`
  }
  const latest = errata.at(-1)
  return html`<section aria-labelledby="minutes"><h2 id="minutes">会议纪要</h2>
${facts([
  ['现行版本', latest ? html`第${latest.no}次更正，${day(latest.on)}` : html`原件，${day(signedOn)}签署`],
  ['现行版本指纹', html`<code>${latest?.hash ?? hash}</code>`],
])}
${
  errata.length > 0 &&
  html`<details><summary>查看历史版本（原件不覆盖）</summary>${facts([
    ['原件', html`${day(signedOn)}签署，指纹 <code>${hash}</code>`],
    ...errata.map(
      ({ no, on, hash: mark }) => [`第${no}次更正`, html`${day(on)}签发，指纹 <code>${mark}</code>`] as const,
    ),
  ])}</details>`
}<p class="small">指纹是纪要全文的 SHA-256，随签署写入<a href="/log">透明日志</a>：日后出示的纪要，一字不同指纹就不同。</p></section>`
}
