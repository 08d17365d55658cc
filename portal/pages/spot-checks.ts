import type { Store } from '../../store/views/public.ts'
import { readPublicBatches } from '../../store/views/public-supervision.ts'
import { table } from '../components.ts'
import { html } from '../html.ts'
import type { Page } from '../layout.ts'
import { figure, momentWords, spotCheckPath } from '../words.ts'

/** S128, RND-002: every batch that was ever announced; voided and cancelled ones stay. */
export async function spotChecksPage(store: Store): Promise<Page> {
  const batches = await readPublicBatches(store)
  const body = html`<h1>双随机抽查</h1>
<p class="lead">查谁、谁去查，都由事先约定、谁也左右不了的随机数决定。名单先冻结、公告，再等随机数产生；抽完以后，任何人都能在自己的浏览器里重算，得到同一份名单。</p>
${table({
  caption: '抽查公告，最近的在前',
  columns: [
    { label: '批次', kind: 'main' },
    { label: '公告时间' },
    { label: '约定的抽取时间' },
    { label: '对象池', kind: 'number' },
    { label: '抽中', kind: 'number' },
    { label: '状态', kind: 'short' },
  ],
  rows: batches.map(({ id, title, announcedAt, drawnFrom, pool, objects, stage, stageName, replaces }) => [
    html`<a href="${spotCheckPath(id)}">${title}</a><span class="under">${id}${replaces !== undefined && `，重抽自 ${replaces}`}</span>`,
    momentWords(announcedAt),
    momentWords(drawnFrom),
    figure(pool),
    stage === 'ANNOUNCED' ? '' : figure(objects),
    html`<span class="state ${stage === 'DRAWN' ? 'done' : stage === 'ANNOUNCED' ? 'open' : 'against'}">${stageName}</span>`,
  ]),
  empty: '还没有公告过抽查批次。',
})}
<p class="small">作废和取消的批次不删除，连同原来的名单一起留在这里。</p>`
  return { title: '双随机抽查', column: '监督问责', crumbs: [['监督问责小组', '/supervision']], body }
}
