import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { docxOf } from '../documents/docx.ts'
import { minutesPaper } from '../documents/papers/minutes.ts'
import { pdfOf } from '../documents/pdf.ts'
import { longMinutes } from '../test/support/long-minutes.ts'
import { type Figure, figure, median } from './support.ts'

const ITEMS = 40
const ROUNDS = 5

/**
 * Minutes of 40 items, each with nine opinions, to PDF and to DOCX. The first PDF of a machine makes the fonts as well; the
 * others are of other minutes each, so that nothing set before helps.
 */
export async function papers(): Promise<Record<string, Figure>> {
  const folder = mkdtempSync(join(tmpdir(), 'yangguang-bench-fonts-'))
  try {
    const first = await timed(() => pdfOf(minutesNo(0), folder))
    const [pdf, docx]: [number[], number[]] = [[], []]
    for (let round = 1; round <= ROUNDS; round++) {
      pdf.push(await timed(() => pdfOf(minutesNo(round), folder)))
      docx.push(await timed(() => docxOf(minutesNo(round))))
    }
    return {
      papers_pdf_40_items_first_ms: figure(first, 'ms', null, '≤ 3000, fonts made'),
      papers_pdf_40_items_ms: figure(median(pdf), 'ms', null, '≤ 3000'),
      papers_docx_40_items_ms: figure(median(docx), 'ms', null, '≤ 3000, checked'),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function minutesNo(round: number) {
  const minutes = longMinutes(ITEMS)
  const items = minutes.items.map(item => ({ ...item, opinion: `第${round}稿。${item.opinion}` }))
  const signed = { agency: '示范省交通运输厅', kindName: '厅长办公会', hash: '0'.repeat(64), on: '2026年7月10日' }
  return minutesPaper({ ...minutes, items, number: `〔2026〕${round + 1}号` }, signed)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
