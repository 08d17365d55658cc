import assert from 'node:assert/strict'
import { test } from 'node:test'
import { longMinutes } from '../test/support/long-minutes.ts'
import { testFonts } from '../test/support/pages.ts'
import { docxOf } from './docx.ts'
import { makePaper } from './make-paper.ts'
import { minutesPaper } from './papers/minutes.ts'
import { pdfOf } from './pdf.ts'

const signed = { agency: '示范省交通运输厅', kindName: '厅长办公会', hash: 'ab'.repeat(32), on: '2026年7月10日' }
const minutes = minutesPaper(longMinutes(1), signed)

test('DOC-001 在另一个线程里制作的公文与当场制作的一样，几份同时要也各得各的', async () => {
  const other = { ...minutes, number: '〔2026〕8号' }

  const [one, two, docx] = await Promise.all([
    makePaper(minutes, 'pdf', testFonts),
    makePaper(other, 'pdf', testFonts),
    makePaper(minutes, 'docx', testFonts),
  ])

  assert.ok(one.equals(await pdfOf(minutes, testFonts)))
  assert.ok(two.equals(await pdfOf(other, testFonts)))
  assert.equal(docx.subarray(0, 2).toString(), 'PK')
  assert.ok(Math.abs(docx.length - (await docxOf(minutes)).length) < 100)
})

test('DOC-002 不合规定的公文说明缘由，之后的公文照样制作', async () => {
  await assert.rejects(makePaper({ ...minutes, number: '[2026]7号' }, 'docx', testFonts), /六角括号/)

  assert.ok((await makePaper(minutes, 'pdf', testFonts)).length > 10_000)
})

test('制作公文时，程序照样做别的事', async () => {
  let turns = 0
  const turning = setInterval(() => turns++, 1)

  await makePaper(minutesPaper(longMinutes(20), signed), 'pdf', testFonts)
  clearInterval(turning)

  assert.ok(turns > 5, `${turns}`)
})
