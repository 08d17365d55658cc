import { Worker } from 'node:worker_threads'
import type { Paper } from './paper.ts'

export type PaperFormat = 'docx' | 'pdf'

export interface PaperJob {
  readonly id: number
  readonly paper: Paper
  readonly format: PaperFormat
  readonly fontFolder: string
}
export type PaperDone =
  | { readonly id: number; readonly file: Uint8Array }
  | { readonly id: number; readonly error: unknown }

interface Waiting {
  readonly done: (file: Buffer) => void
  readonly failed: (error: unknown) => void
}
interface Workshop {
  readonly worker: Worker
  readonly waiting: Map<number, Waiting>
}

let workshop: Workshop | undefined
let jobs = 0

/**
 * A paper as a file, made in a thread of its own: minutes of forty items take a few hundred milliseconds, in which nobody's
 * vote should have to wait. One paper after another.
 * @param fontFolder where our fonts are kept; made if need be.
 * @throws when the paper is not to GB/T 9704-2012 or the thread ends, which are bugs.
 */
export function makePaper(paper: Paper, format: PaperFormat, fontFolder: string): Promise<Buffer> {
  workshop ??= open()
  const { worker, waiting } = workshop
  const id = ++jobs
  return new Promise<Buffer>((done, failed) => {
    waiting.set(id, { done, failed })
    // A thread with nothing to do keeps no program from ending.
    worker.ref()
    const job: PaperJob = { id, paper, format, fontFolder }
    worker.postMessage(job)
  })
}

function open(): Workshop {
  const worker = new Worker(new URL('./paper-worker.ts', import.meta.url))
  const opened: Workshop = { worker, waiting: new Map() }
  worker.unref()
  worker.on('message', (answer: PaperDone) => settle(opened, answer))
  worker.on('error', error => abandon(opened, error))
  worker.on('exit', code => abandon(opened, new Error(`the thread that makes papers ended with code ${code}`)))
  return opened
}

function settle({ worker, waiting }: Workshop, answer: PaperDone): void {
  const waiter = waiting.get(answer.id)
  waiting.delete(answer.id)
  if (waiting.size === 0) worker.unref()
  if ('file' in answer) waiter?.done(Buffer.from(answer.file.buffer, answer.file.byteOffset, answer.file.byteLength))
  else waiter?.failed(answer.error)
}

/** Whoever waits is told, and the next paper gets a new thread. */
function abandon(ended: Workshop, error: unknown): void {
  if (workshop === ended) workshop = undefined
  for (const { failed } of ended.waiting.values()) failed(error)
  ended.waiting.clear()
}
