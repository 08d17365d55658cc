import type { PublicMatter } from '../domain/disclosure/public-matter.ts'
import { streams } from '../domain/ids.ts'
import { partsOfMeetingId } from '../domain/meeting/ids.ts'
import type { LoggedMatter } from '../store/views/log-entries.ts'
import { verifyScript } from './assets.ts'
import { type Html, html, raw } from './html.ts'
import type { Frame } from './layout.ts'
import { departmentName, itemName } from './public-agency.ts'
import { qrCode } from './qr.ts'
import { matterPath, meetingWords } from './words.ts'

/**
 * How anybody checks this page: the panel that the script fills, what the page claims as data for it to compare, and for
 * those without a script, with another tool or with a sheet of paper, the same by other ways.
 */
export function verifySection({ face, version, latest }: LoggedMatter, frame: Frame): Html {
  const script = verifyScript()
  const stream = streams.matter(face.id)
  const { today } = frame
  return html`<section class="verify" id="verify" aria-labelledby="verify-title"><h2 id="verify-title">验证这一页</h2>
<div class="verify-ground">
<div class="verify-words">
<p>本页内容登记时就写进了只能增加、不能改动的公开日志。您可以自己核对，不必相信本站。</p>
<div id="verify-panel" data-log="/log"></div>
${script === undefined ? '' : html`<noscript><p class="small">按钮需要启用脚本。不启用脚本，也可以按“透明日志”页的办法用其他工具验证。</p></noscript>`}
<p class="verify-links">${latest && html`<a href="/log/proof/${latest.index}" download="${face.id}.tlog-proof">下载证明文件（.tlog-proof）</a> `}<a href="/log">透明日志是什么，怎样用别的工具验证</a></p>
</div>
${latest && paper(face, latest.leaf, frame)}
</div>
${dataBlock('shown', { stream, version, today, face, names: namesIn(face, frame) })}
${script !== undefined && html`<script src="${script}" type="module"></script>`}</section>`
}

/** For whoever has this page on paper: where it stands, and which entry it was printed from. */
function paper({ id }: PublicMatter, leaf: Uint8Array, { base }: Frame): Html {
  const address = `${base}${matterPath(id)}#leaf=${Buffer.from(leaf).toString('hex')}`
  return html`<figure class="paper">${qrCode(address, '二维码：本页的地址和本件最新登记的指纹')}<figcaption>印在纸上时，扫码核对</figcaption></figure>`
}

/** Data inside a page: with no «<» in it, nothing can end the element early or begin another. */
const dataBlock = (id: string, value: unknown): Html =>
  html`<script type="application/json" id="${id}">${raw(JSON.stringify(value).replaceAll('<', '\\u003c'))}</script>`

/** What the codes of the face are called on the page. */
function namesIn({ item, department, coDepartments, tiers }: PublicMatter, { agency, today }: Frame) {
  const meetings = tiers.flatMap(({ meeting }) => {
    const parts = meeting === undefined ? undefined : partsOfMeetingId(meeting)
    return meeting !== undefined && parts ? [[meeting, meetingWords(agency, parts)] as const] : []
  })
  return Object.fromEntries([
    [item, itemName(agency, item, today)],
    ...[department, ...coDepartments].map(code => [code, departmentName(agency, code)] as const),
    ...meetings,
  ])
}
