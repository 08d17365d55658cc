import { statSync } from 'node:fs'
import { join } from 'node:path'
import { parseNote } from '../../domain/log/note.ts'
import type { LogSource } from '../../domain/log/source.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { httpSource } from '../../verifier/http-source.ts'
import { type Reading, readResource } from '../../verifier/reading.ts'
import { folderSource } from './folder-source.ts'

/** A log that was found at an address or in a folder. */
export interface LogPlace {
  readonly source: LogSource
  /** The address or folder in which the checkpoint itself is. */
  readonly name: string
  readonly isAddress: boolean
  /** What was read there as its checkpoint, not yet believed. */
  readonly checkpoint: Uint8Array
}

/**
 * Finds the log of whoever gives a site's address, the log's own, or a downloaded folder: its files are right there or below
 * `log/`. The error is a Chinese sentence.
 */
export async function findLog(place: string): Promise<Result<LogPlace, string>> {
  const isAddress = /^https?:\/\//.test(place)
  if (isAddress && !URL.canParse(place)) return err(`「${place}」不是网址。`)
  if (!isAddress && !statSync(place, { throwIfNoEntry: false })?.isDirectory()) return err(`没有文件夹「${place}」。`)

  const names = isAddress ? addresses(place) : [place, join(place, 'log')]
  const tried: { readonly name: string; readonly source: LogSource; readonly reading: Reading }[] = []
  for (const name of names) {
    const source = isAddress ? httpSource(name) : folderSource(name)
    const reading = await readResource(source, 'checkpoint')
    tried.push({ name, source, reading })
    if (reading.kind === 'found' && parseNote(reading.bytes).ok) break
  }
  // A site that answers every address with a page seems to have a checkpoint everywhere: a real one goes first.
  for (const { name, source, reading } of tried.toReversed()) {
    if (reading.kind === 'found') return ok({ source, name, isAddress, checkpoint: reading.bytes })
  }
  const why = tried.map(({ reading }) => reading).find(reading => reading.kind === 'unreadable')
  return err(why ? why.sentence : `${names.join(' 和 ')} 都没有检查点（checkpoint），这里不是日志。`)
}

function addresses(place: string): readonly string[] {
  const url = new URL(place)
  url.search = ''
  url.hash = ''
  const own = url.href.replace(/\/+$/, '')
  return [own, `${own}/log`]
}
