import { createHash } from 'node:crypto'
import type { Instant } from '../../domain/time.ts'
import { type LogStatus, readLogStatus } from '../../store/views/log.ts'
import type { Store } from '../../store/views/public.ts'
import { facts, table } from '../components.ts'
import { type Html, html } from '../html.ts'
import type { Frame, Page } from '../layout.ts'
import { figure, momentWords, withoutMachineWords } from '../words.ts'

/** S11: what the transparency log is, how it stands, and how anybody checks it without believing this site. */
export async function logPage(store: Store, frame: Frame, vkey: string | undefined): Promise<Page> {
  const status = await readLogStatus(store)
  const body = html`<h1>透明日志</h1>
<p class="lead">每一件送审、每一次会议、每一项人员和规则的变动，登记以后都写进一本只能往后添加、不能往前改动的日志，向所有人公开。谁改过一个字、抽掉一条、换掉一件，任何人都能查出来，不需要相信本站。</p>
${trouble(status)}
${state(status)}
${witnesses(status)}
${key(vkey)}
${ways(status, frame)}
${meaning}`
  return { title: '透明日志', column: '透明日志', crumbs: [], body }
}

function trouble({ trouble }: LogStatus): Html {
  if (!trouble) return html``
  return html`<div class="note against" role="note"><p><strong>日志暂停更新</strong>，自${momentWords(trouble.since)}起。已经公布的内容不受影响，照样可以验证；此后登记的，恢复以后补写进日志。</p>
<p class="small">原因：${withoutMachineWords(trouble.sentence)}</p></div>`
}

function state({ origin, published, pending, erased }: LogStatus): Html {
  const heading = html`<h2 id="state">现在的日志</h2>`
  if (!published) {
    return html`<section aria-labelledby="state">${heading}<p class="empty">日志还没有公布第一个检查点${pending > 0 && `，有 ${figure(pending)} 条登记等待写入`}。公布以后，每一件的页面上都可以验证。</p></section>`
  }
  return html`<section aria-labelledby="state">${heading}${facts([
    ['日志名称', origin],
    ['已公布', `${figure(published.size)}条`],
    ['最近公布', momentWords(published.at as Instant)],
    ['等待写入', pending > 0 ? `${figure(pending)}条` : '没有'],
    ['根哈希', html`<code>${published.root}</code>`],
    ['依法销毁的凭据', erased > 0 ? `${figure(erased)}处，每处都在日志里记有一条` : '没有'],
  ])}
<p class="small">“根哈希”由全部条目算出：任何一条变了一个字，它就完全不同。它由日志的密钥签名，连同见证人的签名，称为一个<a href="/log/checkpoint">检查点</a>。</p></section>`
}

function witnesses({ witnesses, published }: LogStatus): Html {
  const empty = published
    ? '目前没有见证单位。没有见证单位时，请多留意保存自己看到过的检查点，隔一段时间用同一台设备再验证一次。'
    : '目前没有见证单位。'
  return html`<section aria-labelledby="witnesses"><h2 id="witnesses">见证单位</h2>
<p>见证单位在自己的机器上保管自己的密钥，只在日志是“原样往后添加”时才签名。有了见证，本站就不能给不同的人看不同的日志，也不能退回去重写。</p>
${table({
  caption: '见证单位最近的答复',
  columns: [{ label: '见证单位', kind: 'main' }, { label: '最近答复', kind: 'short' }, { label: '结果' }],
  rows: witnesses.map(({ name, ok, at, sentence }) => [
    name,
    momentWords(at),
    ok
      ? html`<span class="state done">已见证</span>`
      : html`<span class="state against">没有见证</span><span class="under">${withoutMachineWords(sentence)}</span>`,
  ]),
  empty,
})}</section>`
}

function key(vkey: string | undefined): Html {
  if (vkey === undefined) return html``
  const fingerprint = createHash('sha256').update(vkey).digest('hex')
  return html`<section aria-labelledby="key"><h2 id="key">日志的公钥</h2>
<p>验证签名要用公钥。公钥若只从本站取得，冒充的网站也能给出冒充的公钥：请把下面的指纹与见证单位、公报或加盖公章的文件上公布的对照一遍，一次即可。</p>
<p class="fingerprint" aria-label="公钥指纹">${groups(fingerprint).map(group => html`<span>${group}</span> `)}</p>
<p class="small">公钥全文：<code>${vkey}</code>（<a href="/log/vkey">下载</a>）。指纹是这行文字的 SHA-256。换过的旧公钥与见证单位的公钥，都列在<a href="/log/policy">验证策略</a>里。</p></section>`
}

const groups = (hex: string): readonly string[] => hex.match(/.{4}/g) ?? []

function ways({ published }: LogStatus, { base }: Frame): Html {
  return html`<section aria-labelledby="ways"><h2 id="ways">怎样自己验证</h2>
<ol class="ways">
<li><h3>在浏览器里</h3><p>打开任何一件的页面，按“验证”。您的浏览器会取来日志的文件，自己从头算一遍，再逐栏与页面对照。${published ? html`从<a href="/matters">办件公开</a>里挑一件试试。` : ''}</p></li>
<li><h3>在自己的电脑上，核对整本日志并重演规则</h3><p>装有 Node.js 的电脑，运行：</p><pre><code>npx yangguang verify ${base}/log</code></pre><p>它核对全部条目、签名、见证，并把每一件怎样经过四级程序按规则重演一遍。</p></li>
<li><h3>不用我们的程序</h3><p><a href="/log/verify.py" download>verify.py</a> 不到 150 行，只用 Python 自带的库和 openssl，读得完、看得懂：</p><pre><code>python3 verify.py ${base}/log</code></pre></li>
<li><h3>用别人写的工具</h3><p>日志按国际通行的 C2SP 格式公开（tlog-tiles、tlog-checkpoint、tlog-proof）。每一件的页面上可以下载 .tlog-proof 证明文件，凡支持这些格式的工具，断网也能验证。</p></li>
</ol></section>`
}

const meaning = html`<section aria-labelledby="meaning"><h2 id="meaning">日志能证明什么，不能证明什么</h2>
<div class="halves"><div><h3>能证明</h3><ul><li>登记的内容后来没有改过、删过、换过</li><li>公开的内容就是当时登记的内容</li><li>按登记的情况，四级程序有没有走全、复核小组有没有交叉、时限有没有超</li><li>有见证时，大家看到的是同一本日志</li></ul></div>
<div><h3>不能证明</h3><ul><li>登记的事是否属实</li><li>没有登记的事有没有发生</li><li>没有公开的内容（逐人意见、材料、经办人）写的是什么</li></ul></div></div>
<p class="small">没有公开的内容在日志里只有一个加盐的指纹，看不出原文；将来依法公开时，拿得出与指纹相符的原文，才说明没有换过。</p></section>`
