import { knownChains } from '../../domain/draw/drand.ts'
import { splitObjectId } from '../../domain/spot-check/candidate.ts'
import { nameOfObjectKind } from '../../domain/spot-check/strata.ts'
import type { Store } from '../../store/views/public.ts'
import { findPublicBatch, type PublicBatch, type PublicInspection } from '../../store/views/public-supervision.ts'
import { recomputeScript } from '../assets.ts'
import { day, facts, table } from '../components.ts'
import { type Html, html } from '../html.ts'
import type { Frame, Page } from '../layout.ts'
import { departmentName, itemName } from '../public-agency.ts'
import { figure, itemPath, matterPath, momentWords, spotCheckPath } from '../words.ts'

/** S128, RND-001…007: one batch from its announcement to what came of it. */
export async function spotCheckPage(store: Store, frame: Frame, id: string): Promise<Page | undefined> {
  const batch = await findPublicBatch(store, id)
  if (!batch) return undefined
  const body = html`<h1>${batch.title}</h1>
<p class="lead">${batch.id}　<span class="state ${batch.stage === 'DRAWN' ? 'done' : batch.stage === 'ANNOUNCED' ? 'open' : 'against'}">${batch.stageName}</span>${batch.endedOn !== undefined && html`　${day(batch.endedOn)}`}${batch.replaces !== undefined && html`　重抽自<a href="${spotCheckPath(batch.replaces)}">${batch.replaces}</a>`}</p>
${batch.stage === 'VOIDED' && html`<p class="note against">本批次已作废，下面是作废前的原名单，不再执行。重抽的是另外的批次。</p>`}
${result(batch, frame)}
${redo(batch, frame)}
${inspections(batch, frame)}
${announcement(batch)}
${pool(batch, frame)}`
  const crumbs = [
    ['监督问责小组', '/supervision'],
    ['双随机抽查', '/spot-checks'],
  ] as const
  return { title: batch.title, column: '监督问责', crumbs, body }
}

function result(batch: PublicBatch, frame: Frame): Html {
  const { pairs, substitutions, stage, drawnAt } = batch
  if (!drawnAt) {
    const words =
      stage === 'CANCELLED'
        ? '本批次在抽取以前取消。'
        : `等约定的随机数在 ${momentWords(batch.drawnFrom)} 产生以后抽取。`
    return html`<section aria-labelledby="result"><h2 id="result">抽取结果</h2><p class="empty">${words}</p></section>`
  }
  return html`<section aria-labelledby="result"><h2 id="result">抽取结果</h2>
<p>${momentWords(drawnAt)} 抽取，${figure(batch.pool)} 个对象中抽中 ${figure(pairs.length)} 个。</p>
${table({
  caption: '现在的名单：查什么、谁去查',
  columns: [{ label: '抽中的对象', kind: 'main' }, { label: '分层' }, { label: '检查人（只列职务）' }],
  rows: pairs.map(({ object, inspectors }) => [
    objectLink(batch, object, frame),
    batch.entries.find(entry => entry.id === object)?.stratum ?? '',
    inspectors.join('、'),
  ]),
  empty: '没有抽中的对象。',
})}
${
  substitutions.length > 0 &&
  table({
    caption: '替补：按原来的随机次序补上，不重抽',
    captionShown: true,
    columns: [{ label: '日期', kind: 'short' }, { label: '事由' }, { label: '退出' }, { label: '补上以后' }],
    rows: substitutions.map(({ on, ground, object, out, pairs }) => [
      day(on),
      ground,
      out ?? (object !== undefined && objectLink(batch, object, frame)),
      pairs.map(
        pair =>
          html`<span class="under">${objectLink(batch, pair.object, frame)}：${pair.inspectors.join('、')}</span>`,
      ),
    ]),
    empty: '',
  })
}</section>`
}

/** E-62: whoever doubts it does it again. */
function redo({ id, drawnAt, announced }: PublicBatch, { base }: Frame): Html {
  if (!drawnAt) return html``
  const transcript = `${spotCheckPath(id)}/transcript.json`
  const script = recomputeScript()
  return html`<section class="verify" aria-labelledby="redo"><h2 id="redo">自己重算一遍</h2>
<div class="verify-ground"><div class="verify-words">
<p>按下面的按钮，您的浏览器取来抽取记录，从核对名单、随机数到抽对象、派检查人，全部重做一遍，再与公布的名单逐项比较。</p>
<div id="recompute-panel" data-transcript="${transcript}" data-batch="${id}" data-log="/log"></div>
${script === undefined ? '' : html`<noscript><p class="small">按钮需要启用脚本；不启用脚本，可以用下面的 Python 程序。</p></noscript>`}
<p class="verify-links"><a href="${transcript}" download>下载抽取记录（JSON）</a> <a href="/spot-checks/draw.py" download>下载独立核对程序 draw.py</a></p>
<p class="small">draw.py 不到一百行，只用 Python 自带的库，不用本站任何代码：</p>
<pre><code>curl -O ${base}/spot-checks/draw.py
curl -o record.json ${base}${transcript}
python3 draw.py record.json</code></pre>
<p class="small">公告指纹：<code>${announced}</code>，在随机数产生以前已写进<a href="/log">公开日志</a>。</p>
</div></div>
${script !== undefined && html`<script src="${script}" type="module"></script>`}</section>`
}

function inspections(batch: PublicBatch, frame: Frame): Html {
  if (!batch.drawnAt) return html``
  return html`<section aria-labelledby="inspections"><h2 id="inspections">检查结果和整改</h2>
${batch.inspections.length === 0 ? html`<p class="empty">还没有开始检查。</p>` : html`<ul class="rows">${batch.inspections.map(one => inspection(batch, one, frame))}</ul>`}</section>`
}

const inspectionStates: Record<PublicInspection['state'], readonly [tone: string, words: string]> = {
  WORKING: ['open', '检查中'],
  CONCLUDED: ['open', '已作出结论，待公开'],
  PUBLISHED: ['done', '已公开'],
  CANCELLED: ['against', '已取消'],
}

function inspection(batch: PublicBatch, one: PublicInspection, frame: Frame): Html {
  const [tone, words] = inspectionStates[one.state]
  return html`<li><p>${objectLink(batch, one.object, frame)} <span class="state ${tone}">${words}</span>${one.publishedOn !== undefined && html` <span class="small">${day(one.publishedOn)}</span>`}</p>
${one.summary !== undefined && html`<p>${one.summary}</p>`}
${
  one.state === 'PUBLISHED' &&
  table({
    caption: '发现的问题和整改',
    columns: [
      { label: '序号', kind: 'short' },
      { label: '程度', kind: 'short' },
      { label: '违反的条款' },
      { label: '责任处室' },
      { label: '整改' },
    ],
    rows: one.findings.map(({ no, serious, clause, department, rectification }) => [
      `${no}`,
      serious ? '严重' : '一般',
      clause,
      departmentName(frame.agency, department),
      rectification
        ? html`${rectification.result ? rectified[rectification.result] : '整改中'}，期限${day(rectification.dueOn)}`
        : '另行处理',
    ]),
    empty: '没有发现问题。',
  })
}</li>`
}

const rectified = { FULL: '经复查，整改到位', PARTLY: '经复查，部分到位', NONE: '经复查，没有整改' } as const

const methods = { TICKETS: '按票抽取（可加权）', INDEX: '按序号抽取', RFC3797: 'RFC 3797' } as const

function announcement(batch: PublicBatch): Html {
  const { rule, weights, strata } = batch
  return html`<section aria-labelledby="announcement"><h2 id="announcement">事先公告的内容</h2>
${facts([
  ['名单冻结', momentWords(batch.frozenAt)],
  ['公告', momentWords(batch.announcedAt)],
  ['约定的随机数', sourceWords(batch)],
  ['随机数产生', momentWords(batch.drawnFrom)],
  ['抽查范围', `${rule.kinds.map(nameOfObjectKind).join('、')}，${rule.from}至${rule.to}`],
  ['抽取方法', methods[batch.method]],
  ['每个对象的检查人', `${batch.perObject}名，不从经办、审核、复核过它的人和它的处室里派`],
  ['检查人名录', `${batch.inspectors.length}人`],
  ['对象池指纹', html`<code>${batch.commitment}</code>`],
  [
    '加权',
    `审定加${weights.approval}，报备加${weights.filing}，事后报备加${weights.postFiled}，重点关注加${weights.concern}，关键环节加${weights.keyNode}（起点为1）`,
  ],
])}
${table({
  caption: '分层和抽取比例',
  columns: [
    { label: '分层', kind: 'main' },
    { label: '对象数', kind: 'number' },
    { label: '抽取', kind: 'number' },
  ],
  rows: strata.map(({ stratum, rate, count }) => [
    stratum,
    figure(batch.entries.filter(entry => entry.stratum === stratum).length),
    count === undefined ? `${+((rate ?? 0) * 100).toFixed(2)}%` : `${count}个`,
  ]),
  empty: '',
  narrow: 'table',
})}</section>`
}

function sourceWords({ source, ceremonyPlace }: PublicBatch): Html | string {
  if (source.kind === 'DRAND') {
    const chain = knownChains.find(({ hash }) => hash === source.chain)
    return html`drand ${chain?.name ?? source.chain} 第 ${source.round} 轮 <span class="under">由多国机构共同产生的公开随机数，产生以前谁也不知道</span>`
  }
  const kind = source.plan.kind === 'DICE' ? '公开掷骰' : '彩票开奖'
  return html`${kind}：${source.plan.sources.map(({ name }) => name).join('、')}${ceremonyPlace !== undefined && html`<span class="under">地点：${ceremonyPlace}，有见证人在场</span>`}`
}

/** Longer lists are in the transcript. */
const SHOWN = 200

function pool(batch: PublicBatch, frame: Frame): Html {
  const shown = batch.entries.slice(0, SHOWN)
  return html`<section aria-labelledby="pool"><h2 id="pool">对象池和剔除</h2>
<details class="plan"><summary>冻结的对象池（${figure(batch.entries.length)}个）</summary>
${table({
  caption: '对象池',
  columns: [{ label: '对象', kind: 'main' }, { label: '分层' }, { label: '权重', kind: 'number' }],
  rows: shown.map(({ id, stratum, weight }) => [objectLink(batch, id, frame), stratum, figure(weight)]),
  empty: '',
})}${batch.entries.length > SHOWN && html`<p class="small">只列前 ${SHOWN} 个，全部在抽取记录里。</p>`}</details>
${
  batch.excluded.length === 0
    ? html`<p>没有剔除任何对象。</p>`
    : html`<p>剔除 ${figure(batch.excluded.length)} 个，理由限于涉密、正在查办、近期查过三种，不逐个说明：</p><ul>${batch.excluded.map(id => html`<li>${objectLink(batch, id, frame)}</li>`)}</ul>`
}</section>`
}

function objectLink({ titles }: PublicBatch, object: string, { agency, today }: Frame): Html {
  const { kind, id } = splitObjectId(object)
  switch (kind) {
    case 'MATTER':
    case 'PUBLIC_RECORD': {
      const title = titles.get(object)
      return title === undefined
        ? html`${nameOfObjectKind(kind)} ${id}`
        : html`<a href="${matterPath(id)}">${title}</a><span class="under">${id}</span>`
    }
    case 'ITEM':
      return html`<a href="${itemPath(id)}">${itemName(agency, id, today)}</a>`
    case 'DIVISION':
      return html`${departmentName(agency, id)}`
    case 'MEETING':
      return html`会议 ${id}`
  }
}
