// The thread in which papers are made; see make-paper.ts.
import { parentPort } from 'node:worker_threads'
import { docxOf } from './docx.ts'
import type { PaperDone, PaperJob } from './make-paper.ts'
import { pdfOf } from './pdf.ts'

const answer = (done: PaperDone): void => parentPort?.postMessage(done)

parentPort?.on('message', ({ id, paper, format, fontFolder }: PaperJob) => {
  const made = format === 'docx' ? docxOf(paper) : pdfOf(paper, fontFolder)
  made.then(
    file => answer({ id, file }),
    error => answer({ id, error }),
  )
})
