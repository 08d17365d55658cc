import type { DeliberationLevel } from '../../domain/catalogue/power-item.ts'
import { nameOfLevel } from '../../domain/catalogue/power-item.ts'
import { type ReviewTier, tiers } from '../../domain/matter/events.ts'
import { nameOfTier, tiersOf } from '../../domain/matter/route.ts'
import type { RuleSet } from '../../domain/rulebook/rulebook.ts'
import { countPublicMatters, type MatterCount, type Store } from '../../store/views/public.ts'
import { levelBadge, table } from '../components.ts'
import { heldUp, tally, waitingAt } from '../figures.ts'
import { type Html, html } from '../html.ts'
import type { Frame, Page } from '../layout.ts'
import { figure } from '../words.ts'

const what: Record<ReviewTier, string> = {
  1: '送审处室召开初审例会，集体研究，提出初审意见。',
  2: '分管该处室的厅领导审核。',
  3: '由其他处室负责人组成的复核小组交叉复核，组长由厅领导交叉担任。',
  4: '厅长办公会集体审议。只有“审定”事项到这一级。',
}

/** The four tiers side by side, each with how many matters wait there now. */
export function tierSteps(counts: readonly MatterCount[]): Html {
  return html`<ol class="steps">${tiers.map(
    tier => html`<li><span class="no" aria-hidden="true">${tier}</span><h3>${nameOfTier(tier)}</h3>
<p>${what[tier]}</p><p class="now">现有 <strong>${figure(waitingAt(counts, tier))}</strong> 件待${tier === 1 ? '初审' : tier === 2 ? '审核' : tier === 3 ? '复核' : '审议'}</p></li>`,
  )}</ol>${heldUp(counts) > 0 && html`<p class="small">另有${figure(heldUp(counts))}件退回补正、暂缓，或原则同意而条件尚未核销。</p>`}`
}

const levels: readonly { level: DeliberationLevel; asks: string; after: string }[] = [
  { level: 'REPORT', asks: '对办理作出说明，并按季度汇总报告', after: '三级程序后已知悉' },
  { level: 'FILING', asks: '提供办理目录及相关资料', after: '报备同意后方可办理；时限非常紧急的可事后报备并说明' },
  { level: 'APPROVAL', asks: '提供事项详细资料', after: '审议通过后方可实施' },
]

export async function tiersPage(store: Store, { agency }: Frame): Promise<Page> {
  const counts = await countPublicMatters(store)
  const body = html`<h1>四级决策监督程序</h1>
<p class="lead">“业务部门初审、厅分管领导审核、复核小组复核、厅长办公会审议”，前一级没有结论，后一级不能开始；退回的件，已有记录保留并注明作废。</p>
${tierSteps(counts)}
<section aria-labelledby="levels"><h2 id="levels">三种审议层级，走几级</h2>
${table({
  caption: '审议层级与所须程序',
  columns: [
    { label: '审议层级', kind: 'short' },
    { label: '送审须提供' },
    { label: '须经程序' },
    { label: '结论之后' },
    { label: '公开办件', kind: 'number' },
  ],
  rows: levels.map(({ level, asks, after }) => [
    levelBadge(level),
    asks,
    `${tiersOf(level).length === 4 ? '四' : '三'}级：${tiersOf(level).map(nameOfTier).join('、')}`,
    after,
    html`<a href="/matters?level=${level}" aria-label="${nameOfLevel(level)}件${figure(tally(counts, c => c.level === level).all)}件">${figure(tally(counts, c => c.level === level).all)}</a>`,
  ]),
  empty: '',
})}</section>
${agency.rules && dueSection(agency.rules)}
<section aria-labelledby="meet"><h2 id="meet">会议</h2><p>第一、三、四级以会议集体讨论。会次、时间、议题目录和参会处室公开；讨论记录与逐人意见属过程性信息，依《政府信息公开条例》第十六条不公开。</p>
<p><a class="button second" href="/meetings">会议与议题目录</a> <a class="button second" href="/organisation#groups">复核小组轮值</a></p></section>`
  return { title: '四级程序', column: '四级程序', crumbs: [], body }
}

function dueSection(rules: RuleSet): Html {
  return html`<section aria-labelledby="due"><h2 id="due">每一级的时限</h2>${table({
    caption: `规则参数第${rules.version}版规定的各级时限`,
    columns: [{ label: '程序' }, { label: '时限', kind: 'number' }],
    narrow: 'table',
    rows: tiers.map(tier => [nameOfTier(tier), dueWords(rules, tier)]),
    empty: '',
  })}<p class="small">补正期间时钟暂停。全部规则参数见<a href="/rules">规章制度</a>。</p></section>`
}

function dueWords(rules: RuleSet, tier: ReviewTier): string {
  const days = rules.parameters[`case.tier${tier}.dueDays`]?.value
  return typeof days === 'number' ? `${days}个工作日` : '未设定'
}
