import './jitless.ts'
import { utf8 } from '../domain/log/bytes.ts'
import { checkRecord } from './check-record.ts'
import { banner, element, type Piece } from './elements.ts'
import { httpSource } from './http-source.ts'
import { recordView } from './record-view.ts'
import { type RecordReport, readShown } from './report.ts'

/** Where this browser keeps the checkpoint that it saw last: then a log that was rewritten since cannot pass for the same. */
const REMEMBERED = 'yangguang-log'

/**
 * Verifies the page it stands on, and says how that went.
 * @param log the address of the log; @param shown what the page embeds; @param leaf of the entry that the reader's paper names.
 * @throws when the log cannot be read
 */
export async function verifyPage(
  log: string,
  shown: string,
  leaf: string | undefined,
  say: (sentence: string) => void,
): Promise<readonly Piece[]> {
  const page = readShown(shown)
  if (!page) return unreadablePage
  const kept = remembered()
  const report = await checkRecord(httpSource(log), page, {
    onProgress: say,
    ...(kept === undefined ? {} : { kept: utf8(kept) }),
    ...(leaf === undefined ? {} : { leaf }),
  })
  return [...recordView(report), ...memory(report, kept)]
}

export const unreadablePage: readonly Piece[] = [
  banner('bad', '没有通过：本页没有说明自己显示的是什么。', '页面里供核对的数据缺失或损坏，请刷新页面再试。'),
]

/** Keeps the checkpoint for next time, unless this one does not go with the one that was kept: then the reader decides. */
function memory({ note, steps }: RecordReport, kept: string | undefined): readonly Piece[] {
  const comparison = steps.find(({ name }) => name === 'kept')
  if (note === undefined || comparison?.state === 'FAILED') return []
  if (comparison?.state !== 'OPEN') {
    remember(note)
    const sentence = '本浏览器已记下这次看到的日志，下次验证时会核对它只增不改。'
    return kept === undefined ? [element('p', 'small', sentence)] : []
  }
  const made = element('button', 'second', '已经核实，以现在的日志为准') as HTMLButtonElement
  made.type = 'button'
  made.addEventListener('click', () => {
    remember(note)
    made.replaceWith('已记下现在的日志。')
  })
  return [element('p', '', made)]
}

function remembered(): string | undefined {
  try {
    return localStorage.getItem(REMEMBERED) ?? undefined
  } catch {
    // A private window may refuse to keep anything: then every time is the first.
    return undefined
  }
}

function remember(note: string): void {
  try {
    localStorage.setItem(REMEMBERED, note)
  } catch {}
}
