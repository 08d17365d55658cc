import assert from 'node:assert/strict'
import { test } from 'node:test'
import { longMinutes } from '../test/support/long-minutes.ts'
import { checkDocx } from './check-docx.ts'
import { partsOf, withPart } from './docx/parts.ts'
import { docxOf } from './docx.ts'
import type { Paper } from './paper.ts'
import { minutesPaper } from './papers/minutes.ts'

const signed = { agency: '示范省交通运输厅', kindName: '厅长办公会', hash: 'ab'.repeat(32), on: '2026年7月10日' }
const minutes = minutesPaper(longMinutes(2), signed)

async function changed(part: string, from: string | RegExp, to: string): Promise<readonly string[]> {
  const file = await docxOf(minutes)
  const name = `word/${part}.xml`
  const xml = (await partsOf(file, /./)).get(name) ?? ''
  const other = xml.replace(from, to)
  assert.notEqual(other, xml, `nothing to change in ${name}`)
  return checkDocx(await withPart(file, name, other), 'MINUTES')
}

test('DOC-002 纪要的DOCX自检没有差错：纸张、页边、网格、字号、行距、编号、日期、名单都合规定', async () => {
  assert.deepEqual(await checkDocx(await docxOf(minutes), 'MINUTES'), [])
})

const faults: readonly (readonly [part: string, from: string | RegExp, to: string, says: RegExp])[] = [
  ['document', 'w:top="2098"', 'w:top="1440"', /天头应为37毫米/],
  ['document', 'w:left="1587" w:header', 'w:left="1800" w:header', /订口应为28毫米/],
  ['document', 'w:right="1474"', 'w:right="1800"', /版心应为156毫米×225毫米/],
  ['document', 'w:w="11906"', 'w:w="12240"', /纸张应为A4/],
  ['document', 'w:linePitch="579"', 'w:linePitch="540"', /每面应为22行/],
  ['document', /w:charSpace="-\d+"/, 'w:charSpace="0"', /每行应为28字，实为27字/],
  ['document', 'linesAndChars', 'lines', /同时指定行和字符/],
  ['document', '〔2026〕7号', '[2026]7号', /六角括号/],
  ['document', '〔2026〕7号', '（2026）7号', /六角括号/],
  ['document', '〔2026〕7号', '〔2026〕007号', /不编虚位/],
  ['document', '〔2026〕7号', '〔2026〕第7号', /不加“第”/],
  ['document', '2026年7月10日印发', '2026年07月10日印发', /月、日不编虚位/],
  ['document', '请假：', '缺勤：', /纪要缺少“请假”名单/],
  ['document', '出席：', '列席：', /纪要缺少“出席”名单/],
  ['document', 'w:color="FF0000"', 'w:color="000000"', /分隔线应为红色/],
  ['document', 'w:space="11"', 'w:space="1"', /应在4毫米处/],
  ['document', 'w:before="1984"', 'w:before="0"', /上边距应为35毫米/],
  ['document', '</w:body>', '<w:p><w:r><w:drawing/></w:r></w:p></w:body>', /不加盖印章/],
  ['styles', /(w:styleId="PaperText".*?)w:val="32"/, '$1w:val="28"', /PaperText应为16磅，实为14磅/],
  ['styles', /(w:styleId="PaperTitle".*?w:eastAsia=")方正小标宋简体/, '$1黑体', /PaperTitle应为方正小标宋简体/],
  ['styles', /(w:styleId="PaperText".*?)w:line="579"/, '$1w:line="560"', /行距应为固定值28.95磅/],
  ['fontTable', /<w:altName[^>]*>/, '', /没有写明替代字体/],
  ['footer1', 'w:val="right"', 'w:val="center"', /单页居右、双页居左/],
]
test('DOC-002 自检查得出每一处不合规定的地方，并说出应是什么', async () => {
  for (const [part, from, to, says] of faults) {
    assert.match((await changed(part, from, to)).join('；'), says, `${String(from)} → ${to}`)
  }
})

test('DOC-003 字体名写在文档里，每一种都写明没有它时用什么', async () => {
  const table = (await partsOf(await docxOf(minutes), /fontTable/)).get('word/fontTable.xml') ?? ''

  for (const [font, instead] of [
    ['方正小标宋简体', 'FandolSong'],
    ['仿宋_GB2312', 'FangSong'],
    ['楷体_GB2312', 'KaiTi'],
    ['黑体', 'SimHei'],
  ]) {
    assert.match(table, new RegExp(`w:name="${font}"><w:altName w:val="[^"]*${instead}`))
  }
})

test('DOC-002 编号不合规定的公文做不出来', async () => {
  await assert.rejects(docxOf({ ...minutes, number: '[2026]7号' }), /六角括号/)
  await assert.rejects(docxOf({ ...minutes, rolls: [] }), /纪要缺少“出席”名单/)
})

test('DOC-001 人写的字原样在DOCX里，不成为标记；不能印的控制符去掉', async () => {
  const text = '<w:br/> &amp; "引号" \u0000\u0007<script>甲\ufffe乙\u202e丙'
  const paper: Paper = { ...minutes, form: 'SHEET', rolls: [], body: [{ kind: 'TEXT', runs: [{ text }] }] }

  const xml = (await partsOf(await docxOf(paper), /document/)).get('word/document.xml') ?? ''

  assert.match(xml, /&lt;w:br\/&gt; &amp;amp; (?:"|&quot;)引号(?:"|&quot;) &lt;script&gt;甲乙丙/)
})
