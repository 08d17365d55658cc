import { createHash, randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import JSZip from 'jszip'
import type { LogSource } from '../../domain/log/source.ts'
import { instantAt } from '../../domain/time.ts'
import { type PublishedLog, proofFile, readPublished } from '../../store/log/public-files.ts'
import type { Store } from '../../store/store.ts'
import { type LoggedEntry, loggedBetween } from '../../store/views/log-entries.ts'

export interface ExportParts {
  readonly store: Store
  readonly dataDir: string
  readonly tiles?: LogSource | undefined
}

export interface MadePackage {
  /** The file; whoever asked for it removes it. */
  readonly path: string
  /** Of the file, hexadecimal. */
  readonly sha256: string
  readonly entries: number
  readonly size: number
}

const READ_ME = `可核验包（E-67）

checkpoint        签名的检查点（C2SP tlog-checkpoint），可与 /log/checkpoint、见证人所存的互相核对
entries.jsonl     每行一个日志条目：index 序号，stream、version、at，entry 条目原文，proof 包含证明（C2SP tlog-proof）
manifest.json     起止日、日志名称、公布的大小、条目数

条目中不公开的字段只有加盐的摘要；机密工作不在其中，只有每日的承诺（register.day-closed 条目）。
核验：npx yangguang verify，或任何实现 tlog-proof 的工具；条目的叶哈希为 SHA-256(0x00 || entry)。
`

/**
 * Events of a period as the public log has them, each with its proof under one checkpoint (E-67). Written to a file as it is
 * read: however many there are, a page of them is in memory. @returns undefined while the log has published nothing.
 */
export async function makePackage(
  { store, dataDir, tiles }: ExportParts,
  from: string,
  to: string,
): Promise<MadePackage | undefined> {
  const published = tiles && (await readPublished(tiles))
  if (!tiles || !published) return undefined
  let entries = 0
  const counted = async function* () {
    for await (const line of linesOf(store, tiles, published, from, to)) {
      entries += 1
      yield line
    }
  }
  const zip = new JSZip()
  zip.file('README.txt', READ_ME)
  zip.file('checkpoint', published.note)
  zip.file('entries.jsonl', Readable.from(counted()))
  zip.file('manifest.json', Readable.from(manifest(() => ({ from, to, ...aboutLog(published), entries }))))
  const folder = join(dataDir, 'exports')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `${randomBytes(8).toString('hex')}.zip`)
  const sha = createHash('sha256')
  let size = 0
  const hashing = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      sha.update(chunk)
      size += chunk.length
      done(null, chunk)
    },
  })
  const packed = zip.generateNodeStream({ streamFiles: true, compression: 'DEFLATE' })
  await pipeline(packed, hashing, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  return { path, sha256: sha.digest('hex'), entries, size }
}

const aboutLog = ({ checkpoint }: PublishedLog) => ({ origin: checkpoint.origin, size: checkpoint.size })

/** Parts of a package are written one after another: by now it is known what the others hold. */
async function* manifest(content: () => unknown) {
  yield Buffer.from(`${JSON.stringify(content(), null, 2)}\n`)
}

async function* linesOf(store: Store, tiles: LogSource, published: PublishedLog, from: string, to: string) {
  const [begin, end] = [instantAt(from, '00:00'), instantAt(to, '24:00')]
  let after = -1
  for (;;) {
    const page: readonly LoggedEntry[] = await loggedBetween(store, begin, end, after, published.checkpoint.size)
    for (const row of page) {
      const proof = await proofFile(tiles, row.index, published)
      yield Buffer.from(`${JSON.stringify({ ...row, proof })}\n`)
    }
    const last = page.at(-1)
    if (!last) return
    after = last.index
  }
}
