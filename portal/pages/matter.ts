import { nameOfBoard, nameOfLevel } from '../../domain/catalogue/power-item.ts'
import type { PublicMatter, PublicTier } from '../../domain/disclosure/public-matter.ts'
import { tiersOf } from '../../domain/matter/route.ts'
import { partsOfMeetingId } from '../../domain/meeting/ids.ts'
import { findLoggedMatter } from '../../store/views/log-entries.ts'
import type { Store } from '../../store/views/public.ts'
import { day, facts, itemLink, levelBadge, stateBadge } from '../components.ts'
import { Html, html } from '../html.ts'
import type { Frame, Page } from '../layout.ts'
import { departmentName, type PublicAgency } from '../public-agency.ts'
import { verifySection } from '../verify-section.ts'
import { boardPath, departmentsOf, matterPath, meetingPath, meetingWords, money } from '../words.ts'

/** S11, S115: what may be known of a matter, tier by tier, and for the rest why not. */
export async function matterPage(store: Store, frame: Frame, id: string): Promise<Page | undefined> {
  const logged = await findLoggedMatter(store, id)
  if (!logged) return undefined
  const matter = logged.face
  const { agency } = frame
  const body = html`<h1>${matter.title}</h1>
<p class="marks">${levelBadge(matter.level)} ${stateBadge(matter)} <a class="check" href="#verify">验证本页</a></p>
${matter.withheld && html`<p class="note"><strong>${matter.withheld}</strong>。本件的标题与内容不主动公开；经过哪几级、何时、作出什么结论，照常公开。</p>`}
${matter.notes.map(note => html`<p class="note">${note}。</p>`)}
${matterFacts(matter, frame)}
<section aria-labelledby="tiers"><h2 id="tiers">逐级经过</h2>
<p class="small">“${nameOfLevel(matter.level)}”事项须经${tiersOf(matter.level).length === 4 ? '四' : '三'}级程序。</p>
<ol class="track">${matter.tiers.map(tier => oneTier(agency, matter, tier))}</ol></section>
${resultSection(matter)}
${verifySection(logged, frame)}
<section aria-labelledby="unseen"><h2 id="unseen">没有公开的内容</h2>
<p class="note">会议记录、逐人意见与表决、送审材料和草稿属过程性信息，依《政府信息公开条例》第十六条不公开；涉及商业秘密、个人隐私的内容，依第十五条处理。经办人姓名不公开，对本件负责的是${departmentName(agency, matter.department)}。</p></section>`
  return {
    title: matter.title,
    column: '办件公开',
    crumbs: [
      ['办件公开', '/matters'],
      [`${nameOfBoard(matter.board)}板块`, boardPath(matter.board)],
    ],
    body,
    publishedOn: matter.concludedOn ?? matter.submittedOn,
    source: departmentName(agency, matter.department),
  }
}

function matterFacts(matter: PublicMatter, { agency, today }: Frame): Html {
  const basis = matter.withheld ? [] : matter.submissionBasis
  return facts([
    ['件号', matter.id],
    ['职权事项', itemLink(agency, matter.item, today)],
    ['板块', html`<a href="${boardPath(matter.board)}">${nameOfBoard(matter.board)}</a>`],
    [matter.coDepartments.length > 0 ? '送审处室（会同）' : '送审处室', departmentsOf(agency, matter)],
    ['送审日期', day(matter.submittedOn)],
    ['结论日期', matter.concludedOn && day(matter.concludedOn)],
    ['送审依据', basis.length > 0 && html`<ul>${basis.map(line => html`<li>${line}</li>`)}</ul>`],
    ['行政相对人', matter.counterparty],
    ['统一社会信用代码', matter.uscc],
    ['金额', matter.amount !== undefined && money(matter.amount)],
    ['地点', matter.location],
    ['项目代码', matter.projectCode],
    ['退回补正', matter.timesReturned > 0 && `${matter.timesReturned}次`],
    ['前次件', matter.previous && html`<a href="${matterPath(matter.previous)}">${matter.previous}</a>`],
  ])
}

function oneTier(agency: PublicAgency, matter: PublicMatter, tier: PublicTier): Html {
  const meeting = tier.meeting === undefined ? undefined : partsOfMeetingId(tier.meeting)
  const lines = [
    tier.state === 'SUPERSEDED' && html`当时结论：${tier.conclusion}`,
    tier.concludedOn && html`作出日期：${day(tier.concludedOn)}`,
    tier.openedOn && html`到达本级：${day(tier.openedOn)}`,
    meeting && html`会议：<a href="${meetingPath(tier.meeting ?? '')}">${meetingWords(agency, meeting)}</a>`,
  ].filter(line => line instanceof Html)
  return html`<li class="${tone(tier)}"><h3>${`第${tier.tier}级　`}${tier.name}</h3><span class="state ${tone(tier)}">${stateWords(matter, tier)}</span>
${lines.length > 0 && html`<p>${lines.map(line => html`<span>${line}</span> `)}</p>`}</li>\n`
}

function tone({ state, conclusion }: PublicTier): string {
  if (state === 'DONE')
    return /^不同意|不通过/.test(conclusion ?? '')
      ? 'against'
      : /退回|暂缓|原则/.test(conclusion ?? '')
        ? 'open'
        : 'done'
  return { NOW: 'open', AHEAD: 'ahead', SUPERSEDED: 'superseded' }[state]
}

function stateWords(matter: PublicMatter, { state, conclusion }: PublicTier): string {
  switch (state) {
    case 'DONE':
      return conclusion ?? '已有结论'
    case 'NOW':
      return matter.status
    case 'SUPERSEDED':
      return '已作废，其后重新审议'
    case 'AHEAD':
      return matter.concludedOn ? '未进行' : '尚未开始'
  }
}

/** S22, S25: how it went on after the conclusion, and what came of it. */
function resultSection(matter: PublicMatter): Html {
  const { handlingStartedOn, handlingFinishedOn, implementationStartedOn, implementationFinishedOn, result } = matter
  const lines = facts([
    ['开始办理', handlingStartedOn && day(handlingStartedOn)],
    ['办理完成', handlingFinishedOn && day(handlingFinishedOn)],
    ['开始实施', implementationStartedOn && day(implementationStartedOn)],
    ['实施完成', implementationFinishedOn && day(implementationFinishedOn)],
    ['结果', result],
  ])
  const any = handlingStartedOn ?? handlingFinishedOn ?? implementationStartedOn ?? implementationFinishedOn ?? result
  return html`<section aria-labelledby="result"><h2 id="result">办理与结果</h2>${any ? lines : html`<p class="empty">${waitingWords(matter)}</p>`}</section>`
}

function waitingWords(matter: PublicMatter): string {
  if (matter.withheld) return '本件的办理内容不主动公开。'
  return matter.concludedOn ? `审议已有结论：${matter.status}。` : '本件正在审议，有结论后公布办理情况与结果。'
}
