import assert from 'node:assert/strict'
import { test } from 'node:test'
import { longMinutes } from '../test/support/long-minutes.ts'
import { type Box, drawPages, testFonts, wholePage } from '../test/support/pages.ts'
import { area, page as paperPage } from './layout.ts'
import type { Paper } from './paper.ts'
import { minutesPaper } from './papers/minutes.ts'
import { pdfOf } from './pdf.ts'

const inside: Box = {
  left: paperPage.left,
  right: paperPage.width - paperPage.right,
  top: paperPage.top,
  bottom: paperPage.height - paperPage.bottom,
}
const near = (found: number, wanted: number, by: number, what: string) =>
  assert.ok(Math.abs(found - wanted) <= by, `${what}：${found.toFixed(2)}毫米，应为${wanted}毫米`)

const signed = { agency: '示范省交通运输厅', kindName: '厅长办公会', hash: 'ab'.repeat(32), on: '2026年7月10日' }
const sheet = (body: Paper['body'], more: Partial<Paper> = {}): Paper => ({
  form: 'SHEET',
  name: '试',
  title: '试',
  body,
  annexes: [],
  rolls: [],
  ...more,
})

test('DOC-001 纪要的首页：红色标志上边缘距版心上边缘35毫米，红线在编号下4毫米，与版心等宽', async () => {
  const [first] = await drawPages(await pdfOf(minutesPaper(longMinutes(2), signed), testFonts))

  assert.ok(first)
  const mark = first.box('RED', { ...wholePage, bottom: 100 })
  const line = first.box('RED', { ...wholePage, top: (mark?.bottom ?? 0) + 1 })
  assert.ok(mark && line)
  near(mark.top, paperPage.top + 35, 1, '标志上边缘')
  near((mark.left + mark.right) / 2, paperPage.left + area.width / 2, 1, '标志的中线')
  near(line.left, inside.left, 0.5, '红线左端')
  near(line.right, inside.right, 0.5, '红线右端')
  const number = first.box('BLACK', { ...wholePage, top: mark.bottom, bottom: line.top })
  assert.ok(number)
  near(line.top - number.bottom, 4, 1, '编号到红线')
  near((number.left + number.right) / 2, paperPage.left + area.width / 2, 1, '编号的中线')
  assert.match(first.text, /〔2026〕7号/)
})

test('DOC-001 每面二十二行，每行二十八字，撑满版心', async () => {
  const text = '国'.repeat(28 * 22 * 2)
  const pages = await drawPages(await pdfOf(sheet([{ kind: 'TEXT', runs: [{ text }] }]), testFonts))

  const second = pages[1]
  assert.ok(second)
  const lines = second.lines(inside)
  assert.equal(lines.length, 22)
  assert.ok(
    second.text
      .split(/\r?\n/)
      .filter(line => line.includes('国国'))
      .every(line => line.trim().length === 28),
  )
  near(lines[0]?.left ?? 0, inside.left, 0.8, '行首')
  near(lines[0]?.right ?? 0, inside.right, 0.8, '行尾')
  // Half of what lies between two lines remains below the last one.
  near(lines.at(-1)?.bottom ?? 0, inside.bottom, 3.5, '末行')
})

test('DOC-001 页码是左右各一条一字线的四号数字，在版心下边缘下7毫米，单页居右、双页居左', async () => {
  const pages = await drawPages(await pdfOf(minutesPaper(longMinutes(3), signed), testFonts))

  const below = { ...wholePage, top: inside.bottom + 0.5 }
  const [odd, even] = pages.map(page => page.box('BLACK', below))
  assert.ok(odd && even)
  for (const number of [odd, even]) near((number.top + number.bottom) / 2, inside.bottom + 7, 1, '页码')
  near(odd.right, inside.right - 14 * (25.4 / 72), 1, '单页码空一字')
  near(even.left, inside.left + 14 * (25.4 / 72), 1, '双页码空一字')
  assert.match(pages[1]?.text ?? '', /— 2 —/)
})

test('DOC-001 信函格式：标志上边缘距上页边30毫米，红色双线长170毫米，首页不显示页码', async () => {
  const letter = sheet(
    Array.from({ length: 30 }, () => ({ kind: 'TEXT', runs: [{ text: '现将有关意见函告如下，请遵照执行。' }] })),
    { form: 'LETTER', mark: '示范省交通运输厅', number: '阳光复核〔2026〕12号', addressee: '综合规划处' },
  )

  const [first, second] = await drawPages(await pdfOf(letter, testFonts))

  assert.ok(first && second)
  const mark = first.box('RED', { ...wholePage, left: 40, right: 170, bottom: 46.5 })
  const upper = first.box('RED', { ...wholePage, right: 27, bottom: 100 })
  const lower = first.box('RED', { ...wholePage, top: 200 })
  assert.ok(mark && upper && lower)
  near(mark.top, 30, 1, '标志上边缘')
  near(lower.left, 20, 0.5, '双线左端')
  near(lower.right - lower.left, 170, 0.5, '双线的长')
  near(lower.top, 297 - 20, 1, '下双线')
  near(upper.left, 20, 0.5, '上双线左端')
  assert.doesNotMatch(first.text, /— 1 —/)
  assert.match(second.text, /— 2 —/)
})

test('DOC-001 四十项议题的纪要分页，每一页都有字，名单和版记在末页，没有字越出版心', async () => {
  const pages = await drawPages(await pdfOf(minutesPaper(longMinutes(40, 3), signed), testFonts), 1)

  assert.ok(pages.length > 40, `${pages.length}页`)
  for (const [n, page] of pages.entries()) {
    assert.ok(page.lines(inside).length >= 3, `第${n + 1}页是空的`)
    const text = page.box('BLACK', { ...wholePage, bottom: inside.bottom + 1 })
    assert.ok(text && text.left > inside.left - 1 && text.right < inside.right + 1, `第${n + 1}页越出版心`)
    assert.match(page.text, new RegExp(`— ${n + 1} —`))
  }
  const all = pages.map(page => page.text.replace(/\s/g, '')).join('')
  assert.match(all, /四十、国道G324线/)
  assert.match(pages.at(-1)?.text.replace(/\s/g, '') ?? '', /列席：.*记录：.*分送：.*2026年7月10日印发/)
})

test('DOC-001 人写的字只当字：标记、公式、引用、转义都原样印出，什么也不执行', async () => {
  const hostile = [
    '#panic("x") #import "paper.typ": * #read("/etc/passwd")',
    '$x^2$ *粗* _斜_ `码` @引用 <标签> = 标题 - 列表 + 项 / 项: 说 //注 /*注*/',
    '\\ \\u{41} "引号" \'单\' ~ -- --- ... [方] {花} ]} #[ #{ https://example.invalid/',
  ]
  const body = hostile.map(text => ({ kind: 'TEXT', runs: [{ text }] }) as const)
  const table = { kind: 'TABLE', columns: [{ title: '#a', width: 156 }], rows: [['$1$ #b *c*']] } as const
  const paper = sheet([...body, table], {
    title: '关于#x和$y$的*通知*',
    rolls: [{ label: '出席', people: ['#甲', '_乙_'] }],
  })

  const drawn = await drawPages(await pdfOf(paper, testFonts))

  const all = drawn
    .map(page => page.text)
    .join('')
    .replace(/[\s\u200b]/g, '')
  for (const words of [...hostile, '关于#x和$y$的*通知*', '$1$#b*c*', '#甲、_乙_']) {
    assert.ok(all.includes(words.replace(/\s/g, '')), words)
  }
})

test('DOC-001 长得没有断处的词断在版心里，控制符和翻转文字方向的符号不印', async () => {
  const body = [
    { kind: 'TEXT', runs: [{ text: 'x'.repeat(400) }] },
    { kind: 'TEXT', runs: [{ text: '甲\u0000乙\u0007丙\u202e丁\ud800戊' }] },
    { kind: 'TEXT', runs: [{ text: '第一段\n第二段\r\n第三段' }] },
  ] as const

  const [page] = await drawPages(await pdfOf(sheet(body), testFonts))

  assert.ok(page)
  const ink = page.box('BLACK', wholePage)
  assert.ok(ink && ink.right < inside.right + 0.5, '越出版心')
  assert.match(page.text, /甲乙丙丁/)
  assert.match(page.text, /第一段\s*\n\s*第二段\s*\n\s*第三段/)
})

test('DOC-003 字库里没有的字印成方框，并在页上说明是哪些；常用字和二级字都有', async () => {
  const rare = sheet([{ kind: 'TEXT', runs: [{ text: '㙦先生😀，鬲、鄄、禤、堃、喆、〇' }] }])
  const common = sheet([{ kind: 'TEXT', runs: [{ text: '鬲、鄄、禤、堃、喆、〇、①、㎡、‰、＋' }] }])

  const [withNote] = await drawPages(await pdfOf(rare, testFonts))
  const [without] = await drawPages(await pdfOf(common, testFonts))

  assert.match(withNote?.text ?? '', /U\+3666、U\+1F600[\s\S]*请以DOCX文本为准/)
  assert.doesNotMatch(without?.text ?? '', /字库/)
})

test('DOC-001 同一份公文两次制作，PDF 一个字节也不差', async () => {
  const paper = minutesPaper(longMinutes(1), signed)

  const [one, two] = [await pdfOf(paper, testFonts), await pdfOf(paper, testFonts)]

  assert.ok(one.equals(two))
})
