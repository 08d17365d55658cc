import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { encodeBundle } from '../domain/log/bundle.ts'
import { fromUtf8, utf8 } from '../domain/log/bytes.ts'
import { appendLeaf, edgeRoot, edgeTiles, emptyEdge } from '../domain/log/edge.ts'
import { leafHash } from '../domain/log/hashing.ts'
import type { Policy } from '../domain/log/policy.ts'
import type { LogSource } from '../domain/log/source.ts'
import { TILE_WIDTH, type TileId, tilePath } from '../domain/log/tile.ts'
import { must } from '../domain/result.ts'
import { nativeSha256 } from '../store/log/native-sha256.ts'
import { entriesOf, policyOf, signedCheckpoint, TEST_ORIGIN, type TestEntry, testKey } from '../test/support/log.ts'
import { demonstratedWorld } from '../test/support/story.ts'

/** A log that was written into a folder. */
export interface LongLog {
  readonly source: LogSource
  readonly policy: Policy
  readonly entries: number
}

/** Writes a whole log of so many entries into a folder, as a static host would serve it. */
export async function writeLongLog(folder: string, count: number): Promise<LongLog> {
  const key = testKey('bench')
  const edge = emptyEdge()
  const write = (path: string, bytes: Uint8Array) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
  const writeTile = (tile: TileId, bytes: Uint8Array) => write(tilePath(tile), bytes)
  let bundle: Uint8Array[] = []
  const writeBundle = (index: number) => {
    if (bundle.length > 0) writeTile({ level: 'entries', index, width: bundle.length }, encodeBundle(bundle))
    bundle = []
  }
  for (const entry of longHistory(entriesOf((await demonstratedWorld()).events), count)) {
    appendLeaf(edge, leafHash(entry, nativeSha256), writeTile, nativeSha256)
    bundle.push(entry)
    if (bundle.length === TILE_WIDTH) writeBundle(edge.size / TILE_WIDTH - 1)
  }
  writeBundle(Math.floor(edge.size / TILE_WIDTH))
  for (const { tile, bytes } of edgeTiles(edge)) writeTile(tile, bytes)
  write(
    'checkpoint',
    signedCheckpoint({ origin: TEST_ORIGIN, size: edge.size, root: edgeRoot(edge, nativeSha256) }, [key]),
  )
  return { source: folderOf(folder), policy: policyOf(key, []), entries: edge.size }
}

function folderOf(folder: string): LogSource {
  const read = (path: string) => readFileSync(join(folder, path))
  return { read: path => Promise.resolve(path).then(read) }
}

/**
 * The demonstration told many times over, all tellings side by side: each of its commands is followed by the same command of
 * the other tellings, with numbers of their own for matters and meetings. So time runs forward, numbers have no gaps, and the
 * rules find a history as lawful as the one that was told.
 */
function* longHistory(entries: readonly TestEntry[], count: number): Generator<Uint8Array> {
  const commands = commandsOf(entries)
  const repeated = commands.filter(isRepeated).flat().length
  const tellings = Math.ceil((count - (entries.length - repeated)) / repeated)
  let made = 0
  for (const command of commands) {
    const texts = command.map(({ bytes }) => must(fromUtf8(bytes), 'text'))
    for (let telling = 0; telling < (isRepeated(command) ? tellings : 1); telling++) {
      for (const text of texts) {
        if (made++ === count) return
        yield utf8(isRepeated(command) ? renumbered(text, telling, tellings) : text)
      }
    }
  }
}

/** What one command wrote has one time and one actor. */
function commandsOf(entries: readonly TestEntry[]): TestEntry[][] {
  const commands: TestEntry[][] = []
  for (const entry of entries) {
    const last = commands.at(-1)
    const before = last?.[0]?.event
    const isSame = before && before.at === entry.event.at && before.by.person === entry.event.by.person
    if (isSame) last?.push(entry)
    else commands.push([entry])
  }
  return commands
}

const isRepeated = (command: readonly TestEntry[]): boolean =>
  command.every(({ event }) => /^(?:matter|meeting)\//.test(event.stream))

/** Number n of telling t of T becomes number T × (n − 1) + t + 1. */
function renumbered(text: string, telling: number, tellings: number): string {
  const number = (old: string) => String(tellings * (Number(old) - 1) + telling + 1)
  return text
    .replace(/\b(\d{4})-(\d{6})\b/g, (_, year: string, old: string) => `${year}-${number(old).padStart(6, '0')}`)
    .replace(
      /\b((?:INITIAL|GROUP|DIRECTOR)-[A-Z_0-9-]+-\d{4})-(\d+)\b/g,
      (_, series, old) => `${series}-${number(old)}`,
    )
    .replace(/"seq":(\d+)/, (_, old) => `"seq":${number(old)}`)
}
