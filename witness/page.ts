import { createHash } from 'node:crypto'
import { ML_DSA_44, type SignerKey } from '../domain/log/key.ts'
import type { LogKeys } from './add-checkpoint.ts'
import type { Cosigned, Refused, RefusedReason, WitnessState } from './state.ts'
import { originHash } from './witness.ts'

export interface PageParts {
  readonly owner: string
  readonly signers: readonly SignerKey[]
  readonly logs: LogKeys
  readonly state: WitnessState
}

const style = `
body { max-width: 48rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; font: 1rem/1.7 system-ui, "Noto Sans SC", sans-serif; color: #1f2329; background: #fff }
h1 { font-size: 1.5rem; line-height: 1.4 } h2 { font-size: 1.15rem; margin-top: 2rem }
code, pre { font-family: ui-monospace, monospace; font-size: .85rem; overflow-wrap: anywhere; white-space: pre-wrap }
pre { background: #f5f6f7; padding: .75rem; border-radius: 4px }
dt { font-weight: 600 } dd { margin: 0 0 .6rem }
a { color: #0b57a4 }
.alarm { border: 2px solid #b3261e; border-radius: 4px; padding: 0 1rem; background: #fdf3f2 }
`

/** The page runs nothing and loads nothing; its one style is known to browsers by its digest. */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-cache',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
} as const

/** For people: whose witness this is, its verifier keys, each log's latest checkpoint, and what was refused. */
export function witnessPage({ owner, signers, logs, state }: PageParts): string {
  const origins = [...new Set([...logs.keys(), ...state.origins()])]
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(owner)}的日志见证人</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escaped(owner)}的日志见证人</h1>
<p>本机独立记住公开日志的每一个检查点，只在新的检查点能证明是旧检查点的延续（只增不改）时才签名。日志的运营方无法让本机收回或改写已经签过的检查点。</p>
<h2>公钥</h2>
${signers.map(keyParagraph).join('\n')}
<p>请不要只凭本页采信公钥，应当另经可靠途径（如当面、公文）核对。</p>
${origins.map(origin => logSection(origin, logs.has(origin), state)).join('\n')}
</main>
</body>
</html>
`
}

/** A post-quantum key fills a screen, and whoever wants it copies it whole: it is folded away. */
function keyParagraph({ verifier: { type, text } }: SignerKey): string {
  const words = `<code>${escaped(text)}</code>`
  return type === ML_DSA_44
    ? `<details><summary>ML-DSA-44（抗量子）</summary><p>${words}</p></details>`
    : `<p>Ed25519　${words}</p>`
}

function logSection(origin: string, witnessed: boolean, state: WitnessState): string {
  const refused = state.refused(origin)
  const convicting = refused.filter(({ reason }) => reason !== 'PROOF')
  return `<section>
<h2>日志 ${escaped(origin)}</h2>
${witnessed ? '' : '<p>现已不再见证这个日志，以下是最后一次见证的情况。</p>'}
${convicting.length > 0 ? alarm(convicting) : ''}
${latestList(origin, state.latest(origin), refused.length - convicting.length)}
</section>`
}

function latestList(origin: string, latest: Cosigned | undefined, unproved: number): string {
  if (latest === undefined) return '<p>还没有见证过这个日志的检查点。</p>'
  const others = unproved > 0 ? `${unproved}个（可能是日志分叉，也可能只是提交的人附错了证明）` : '没有'
  return `<dl>
<dt>最近一次见证的大小</dt><dd>${latest.size}条</dd>
<dt>见证时间</dt><dd>${moment(latest.seconds)}（北京时间）</dd>
<dt>根</dt><dd><code>${Buffer.from(latest.root).toString('base64')}</code></dd>
<dt>检查点</dt><dd><a href="/${originHash(origin)}/checkpoint">签过名的检查点全文</a></dd>
<dt>因一致性证明不成立而拒绝的检查点</dt><dd>${others}</dd>
</dl>`
}

function alarm(convicting: readonly Refused[]): string {
  return `<div class="alarm" role="alert">
<p><strong>这个日志签过互相矛盾的检查点，不可信。</strong>以下由它自己签名的文字就是证据，任何人都能验证。</p>
${convicting.map(proof).join('\n')}
</div>`
}

function proof({ reason, size, seconds, note, against }: Refused): string {
  return `<details><summary>大小 ${size}，${moment(seconds)}拒绝：${reasons[reason]}</summary>
<p>被拒绝的检查点：</p><pre>${escaped(note)}</pre>${against ? `<p>当时已经见证的检查点：</p><pre>${escaped(against)}</pre>` : ''}</details>`
}

const reasons: Readonly<Record<RefusedReason, string>> = {
  FORK: '同一大小有两个不同的根，即日志分叉',
  EMPTY_TREE: '空的日志却不是空树的根',
  PROOF: '一致性证明不成立',
}

const inBeijing = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'long',
  timeStyle: 'medium',
  hourCycle: 'h23',
})

const moment = (seconds: number): string => inBeijing.format(seconds * 1000)

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escaped = (text: string): string => text.replace(/[&<>"]/g, character => entities[character] ?? character)
