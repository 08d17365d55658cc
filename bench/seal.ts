import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSealingPage, type SealingPage } from '../test/support/sealing-browser.ts'
import { type Figure, figure, median } from './support.ts'

const REPORTS = 60
const ATTACHMENT_BYTES = 1024 ** 3
const SAMPLE_MS = 25
/** Shorter than the attachment, so that everything that is made once is there before memory is looked at. */
const WARM_BYTES = 64 * 1024 * 1024

interface StreamRun {
  readonly milliseconds: number
  readonly bytes: number
  readonly told: number
}

/**
 * In a browser: a report of 2 KB sealed to five members, and an attachment of 1 GB as a stream to one, beside the browser's own
 * AES-GCM over the same file in the same pieces. Memory is that of the page's process, at its highest while sealing.
 */
export async function seal(): Promise<Record<string, Figure>> {
  const folder = mkdtempSync(join(tmpdir(), 'yangguang-bench-seal-'))
  const opened = await openSealingPage()
  try {
    const times = (await call(opened, 'sealTimes', REPORTS)) as number[]
    await choose(opened, join(folder, 'warm.bin'), WARM_BYTES)
    await call(opened, 'sealChosenFile')
    await choose(opened, join(folder, 'attachment.bin'), ATTACHMENT_BYTES)
    const { run, extraBytes } = await watched(opened, () => call(opened, 'sealChosenFile') as Promise<StreamRun>)
    const peer = await watched(opened, () => call(opened, 'encryptChosenFile') as Promise<StreamRun>)
    if (run.bytes < ATTACHMENT_BYTES) throw new Error(`only ${run.bytes} bytes came out`)
    const mebibytes = (bytes: number) => bytes / 1024 / 1024
    return {
      seal_2_kb_ms: figure(median(times), 'ms', null, '≤ 50'),
      seal_1_gb_s: figure(run.milliseconds / 1000, 's', peer.run.milliseconds / 1000, 'beside AES-GCM of the browser'),
      seal_1_gb_extra_mb: figure(mebibytes(extraBytes), 'MB', mebibytes(peer.extraBytes), '≤ 64'),
      seal_1_gb_progress: figure(run.told, 'times', null, '≥ 100'),
    }
  } finally {
    await opened.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const call = ({ page }: SealingPage, name: string, ...given: readonly unknown[]): Promise<unknown> =>
  page.evaluate(
    ([called, args]) =>
      (globalThis as unknown as { sealing: Record<string, (...all: readonly unknown[]) => unknown> }).sealing[called]?.(
        ...args,
      ),
    [name, given] as const,
  )

/** A file of zeros, which takes no room on the disk. */
async function choose({ page }: SealingPage, path: string, bytes: number): Promise<void> {
  writeFileSync(path, '')
  truncateSync(path, bytes)
  await page.setInputFiles('input', path)
}

/** Runs something in the page and looks at its process meanwhile. @returns how much memory it took beyond what it had. */
async function watched<T>(opened: SealingPage, work: () => Promise<T>): Promise<{ run: T; extraBytes: number }> {
  const pages = await pageProcesses(opened)
  await collectGarbage(opened)
  const before = residentBytes(pages)
  let most = before
  const sampling = setInterval(() => {
    most = Math.max(most, residentBytes(pages))
  }, SAMPLE_MS)
  try {
    return { run: await work(), extraBytes: most - before }
  } finally {
    clearInterval(sampling)
  }
}

async function pageProcesses({ browserSession }: SealingPage): Promise<readonly number[]> {
  const { processInfo } = await browserSession.send('SystemInfo.getProcessInfo')
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
}

async function collectGarbage({ page }: SealingPage): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  await session.detach()
}

/** What the processes hold in memory, from the kernel's own books (Linux). */
function residentBytes(processes: readonly number[]): number {
  const kilobytes = processes.map(id => /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1])
  return kilobytes.reduce((sum, each) => sum + Number(each ?? 0) * 1024, 0)
}
