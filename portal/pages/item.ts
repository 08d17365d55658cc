import {
  fullNameOfBoard,
  nameOfBoard,
  nameOfFocus,
  nameOfLevel,
  nameOfPowerType,
} from '../../domain/catalogue/power-item.ts'
import { nameOfTier, tiersOf } from '../../domain/matter/route.ts'
import { formatDay } from '../../domain/time.ts'
import { type Store, searchPublicMatters } from '../../store/views/public.ts'
import { facts, levelBadge, matterTable, outsideLink, table } from '../components.ts'
import { flowSvg, nodeTypeNames } from '../flow.ts'
import { type Html, html } from '../html.ts'
import type { Frame, Page } from '../layout.ts'
import { departmentName, findItem, type PublicItem } from '../public-agency.ts'
import { boardPath, itemPath } from '../words.ts'
import { limitWords } from './catalogue.ts'

const LATEST = 10

/** S17: the public view of an item: what it rests on, how it runs, what guards it, and what came of it. */
export async function itemPage(store: Store, frame: Frame, code: string): Promise<Page | undefined> {
  const { agency, today } = frame
  const found = findItem(agency, code, today)
  if (!found) return undefined
  const { item, catalogue, inForce } = found
  const matters = await searchPublicMatters(store, { item: code, limit: LATEST })
  const department = departmentName(agency, item.department)
  const tiers = tiersOf(item.level)
  const body = html`<h1>${item.name}</h1>
${!inForce && html`<p class="note">本事项已不在现行职权目录中，以下为第${catalogue.version}版目录所载。</p>`}
${facts([
  ['事项编码', item.item],
  [
    '板块',
    html`<a href="${boardPath(item.board)}">${nameOfBoard(item.board)}</a>${fullNameOfBoard(item.board) !== nameOfBoard(item.board) && `（${fullNameOfBoard(item.board)}）`}`,
  ],
  ['责任处室', department],
  ['权力类型', nameOfPowerType(item.powerType)],
  ['审议层级', html`${levelBadge(item.level)} 须经${tiers.length === 4 ? '四' : '三'}级程序`],
  ['重点领域', item.focus.map(nameOfFocus).join('、')],
  ['承诺时限', limitWords(item, item.promisedDays)],
  ['法定时限', item.statutoryDays !== undefined && limitWords(item, item.statutoryDays)],
  ['监督电话', item.phone],
  ['所在目录', `第${catalogue.version}版，${formatDay(catalogue.effectiveFrom)}起施行`],
])}
<section aria-labelledby="basis"><h2 id="basis">设定依据</h2><ul>${item.legalBasis.map(
    b => html`<li>${outsideLink(b.title, b.url)}${b.article && ` ${b.article}`}</li>`,
  )}</ul></section>
<section aria-labelledby="tiers"><h2 id="tiers">须经程序</h2><ol class="route">${tiers.map(t => html`<li>${nameOfTier(t)}</li>`)}</ol>
<p class="small">“${nameOfLevel(item.level)}”事项${tiers.length === 4 ? '经四级程序审议通过后方可实施' : '经三级程序确定，不提交厅长办公会'}。<a href="/tiers">四级程序怎样运行</a></p></section>
${flowSection(item)}
${materialsSection(item)}
${risksSection(item)}
<section aria-labelledby="matters"><h2 id="matters">本事项的办件</h2>
${matterTable(agency, matters.matters, today, { caption: '本事项最新办件', empty: '本事项还没有公开的办件。', without: 'item' })}
${matters.count > LATEST && html`<p><a class="button second" href="/matters?item=${item.item}">查看本事项全部办件</a></p>`}</section>`
  return {
    title: item.name,
    column: '职权目录',
    crumbs: [['职权目录', '/catalogue']],
    body,
    publishedOn: catalogue.effectiveFrom,
    source: department,
  }
}

/** FLOW-001: the picture, and the same as a table for whoever reads with ears or keys. */
function flowSection(item: PublicItem): Html | undefined {
  if (item.nodes.length === 0) return undefined
  const nameOf = (id: string) => item.nodes.find(n => n.id === id)?.name ?? id
  const next = (id: string) =>
    item.edges
      .filter(e => e.from === id)
      .map(e => `${nameOf(e.to)}${e.label ? `（${e.label}）` : ''}`)
      .join('；')
  return html`<section aria-labelledby="flow"><h2 id="flow">权力运行流程图</h2>
<div class="flowing"><div class="canvas">${flowSvg(item)}</div>
<div>${table({
    caption: '流程各环节，与图内容相同',
    captionShown: true,
    columns: [
      { label: '环节' },
      { label: '类型', kind: 'short' },
      { label: '岗位' },
      { label: '时限', kind: 'number' },
      { label: '下一环节' },
    ],
    rows: item.nodes.map(n => [
      html`${n.name}${n.key && html` <span class="badge level-approval">关键</span>`}`,
      nodeTypeNames[n.type],
      n.post,
      n.days === undefined ? '—' : `${n.days}日`,
      next(n.id) || '—',
    ]),
    empty: '',
  })}<p><a href="${itemPath(item.item)}/flow.svg">下载流程图（SVG）</a></p></div></div></section>`
}

function materialsSection(item: PublicItem): Html | undefined {
  if (item.materials.length === 0) return undefined
  return html`<section aria-labelledby="materials"><h2 id="materials">送审材料清单</h2>${table({
    caption: '送审材料清单',
    narrow: 'table',
    columns: [
      { label: '材料', kind: 'main' },
      { label: '要求', kind: 'short' },
    ],
    rows: item.materials.map(m => [m.name, m.required ? (m.detailed ? '必须（详细资料）' : '必须') : '有则提供']),
    empty: '',
  })}</section>`
}

/** Names of risks and measures are public; manifestations, posts and grades are for staff (practice 3.1). */
function risksSection(item: PublicItem): Html | undefined {
  if (item.risks.length === 0) return undefined
  const at = (risk: string) =>
    item.nodes
      .filter(n => n.risks.includes(risk))
      .map(n => n.name)
      .join('、')
  return html`<section aria-labelledby="risks"><h2 id="risks">廉政风险点与防控措施</h2>${table({
    caption: '廉政风险点与防控措施（概述）',
    columns: [{ label: '风险点', kind: 'main' }, { label: '所在环节' }, { label: '防控措施' }],
    rows: item.risks.map(r => [
      r.name,
      at(r.id) || '—',
      html`<ul class="tight">${r.measures.map(m => html`<li>${m.words}</li>`)}</ul>`,
    ]),
    empty: '',
  })}</section>`
}
