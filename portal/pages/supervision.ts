import organisation from '../../spec/organisation.json' with { type: 'json' }
import type { Store } from '../../store/views/public.ts'
import { readPublishedScript } from '../../store/views/public-supervision.ts'
import { type ReportScript, reportScript } from '../assets.ts'
import { day, facts } from '../components.ts'
import { type Html, html } from '../html.ts'
import type { Frame, Page } from '../layout.ts'
import { departmentName } from '../public-agency.ts'

const MEMBERS = ['GENERAL_OFFICE', 'PARTY_OFFICE', 'POLICY_LAW', 'FINANCE_AUDIT', 'PERSONNEL', 'SUPERVISION_OFFICE']

/**
 * S40, S121–S127: the supervision group. The form of a report is opened inside this page by its script (sealing/page): whoever
 * writes one has no other address, title or history than whoever reads what the group does.
 */
export async function supervisionPage(store: Store, { agency, site }: Frame): Promise<Page> {
  const duties = organisation.groups.find(g => g.code === 'ACCOUNTABILITY_GROUP')?.duties ?? []
  const offline = site.supervisionContact || '请以本机关公布的来信、来访地址和举报电话为准。'
  const body = html`<h1>监督问责小组</h1>
<p class="lead">厅监督问责小组直接向厅党组和厅阳光政务监督机制建设领导小组负责，全厅只有一个。</p>
${reporting(reportScript(), await readPublishedScript(store), offline)}
<section aria-labelledby="open"><h2 id="open">公开什么、不公开什么</h2>
<ul class="grid">
<li class="card"><h3><a href="/spot-checks">双随机抽查</a></h3><p>抽什么、怎么抽、谁去查，抽取以前公告；结果自作出之日起20个工作日内公开，谁都可以重算。</p></li>
<li class="card"><h3><a href="/outcomes">统计和处理结果</a></h3><p>按季度公布收件和处置的数量，问责和整改的结果；每天的受理登记有没有断档。</p></li>
<li class="card"><h3>不公开的</h3><p>举报的内容、举报人和某一件举报是否存在。少于5件的数字不显示。</p></li>
</ul></section>
<section aria-labelledby="who"><h2 id="who">小组是谁</h2>
${facts([
  ['组长', '厅党组成员、驻厅纪检组长'],
  ['成员', `${MEMBERS.map(code => departmentName(agency, code)).join('、')}负责人等`],
  ['职责', html`<ul>${duties.map(duty => html`<li>${duty}</li>`)}</ul>`],
  ['不参与', '组长不担任复核小组组长，以免自己监督自己审过的件。'],
])}</section>`
  return { title: '监督问责小组', column: '监督问责', crumbs: [], body }
}

type Published = Awaited<ReturnType<typeof readPublishedScript>>

function reporting(script: ReportScript | undefined, page: Published, offline: string): Html {
  const heading = html`<h2 id="report">监督举报</h2>`
  const ways = facts([['线下渠道', offline]])
  if (!script) {
    return html`<section aria-labelledby="report">${heading}<p class="note">网上举报页面还没有构建，暂不能在网上举报，也请不要通过其他栏目提交举报内容。</p>${ways}</section>`
  }
  return html`<section aria-labelledby="report">${heading}
<div id="report-desk" class="report-desk" data-offline="${offline}"><noscript><p><strong>网上举报需要启用脚本</strong>，因为内容要在您的浏览器里加密以后才送出。不启用脚本的，请走下面的线下渠道。</p></noscript></div>
${ways}
<p class="small">涉密勿传。对办件的公开内容有疑问，可拨打该职权事项页面上的监督电话。</p>
${scriptProof(script, page)}
<script src="${script.path}" integrity="${script.integrity}" crossorigin="anonymous" defer></script></section>`
}

/** S122: that everybody is given the same script is what the log is for. */
function scriptProof({ sha256, path }: ReportScript, page: Published): Html {
  const same = page?.sha256 === sha256
  const where = page
    ? same
      ? html`与公开日志里 ${day(page.on)} 登记的一致。`
      : html`<strong>与公开日志里登记的不一致，请先不要在网上举报。</strong>登记的是 <code>${page.sha256}</code>（${day(page.on)}）。`
    : html`还没有登记进公开日志。`
  return html`<details class="plan"><summary>怎样确认这个页面没有被人换掉</summary>
<p>加密由一个程序文件完成，下面是它的指纹（SHA-256）。每换一次程序都登记进<a href="/log">公开日志</a>，所有人看到的应当一样。本页${where}</p>
<p><code>${sha256}</code></p>
<p class="small">自己核对：下载<a href="${path}" download="report.js">这个文件</a>，用 <code>sha256sum report.js</code> 算一遍，再到日志里查 <code>register</code> 的“page-published”条目。浏览器按页面里写明的指纹核对这个文件，不符就不运行。</p></details>`
}
