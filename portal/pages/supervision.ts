import organisation from '../../spec/organisation.json' with { type: 'json' }
import { facts } from '../components.ts'
import { html } from '../html.ts'
import type { Frame, Page } from '../layout.ts'
import { departmentName } from '../public-agency.ts'

const MEMBERS = ['GENERAL_OFFICE', 'PARTY_OFFICE', 'POLICY_LAW', 'FINANCE_AUDIT', 'PERSONNEL', 'SUPERVISION_OFFICE']

/** S40, S121–S127: the supervision group. There is no form here: a report that is not sealed must not be asked for. */
export function supervisionPage({ agency, site }: Frame): Page {
  const duties = organisation.groups.find(g => g.code === 'ACCOUNTABILITY_GROUP')?.duties ?? []
  const body = html`<h1>监督问责小组</h1>
<p class="lead">厅监督问责小组直接向厅党组和厅阳光政务监督机制建设领导小组负责，全厅只有一个。</p>
${facts([
  ['组长', '厅党组成员、驻厅纪检组长'],
  ['成员', `${MEMBERS.map(code => departmentName(agency, code)).join('、')}负责人等`],
  ['职责', html`<ul>${duties.map(duty => html`<li>${duty}</li>`)}</ul>`],
  ['不参与', '组长不担任复核小组组长，以免自己监督自己审过的件。'],
])}
<section aria-labelledby="report"><h2 id="report">怎样反映问题</h2>
<p class="note"><strong>网上举报尚未开通。</strong>本版本还不能以加密方式接收举报，因此不设网上举报表单，也请不要通过搜索框或其他栏目提交举报内容。</p>
${facts([['线下渠道', site.supervisionContact || '请以本机关公布的来信、来访地址和举报电话为准。']])}
<p>对办件的公开内容有疑问，可拨打该职权事项页面上的监督电话。</p></section>
<section aria-labelledby="open"><h2 id="open">公开什么、不公开什么</h2>
<p>投诉举报的内容和是否存在均不公开，只公布按季度或年度汇总的数量；“双随机”抽查结果自作出之日起20个工作日内公开。</p></section>`
  return { title: '监督问责小组', column: '监督问责', crumbs: [], body }
}
