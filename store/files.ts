import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, type ReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { err, ok, type Result, refuse } from '../domain/result.ts'
import type { Instant } from '../domain/time.ts'
import { sniff } from './file-types.ts'
import type { Store } from './store.ts'

export interface SavedFile {
  /** SHA-256 of the content, lower-case hexadecimal. */
  readonly hash: string
  readonly name: string
  readonly size: number
  readonly mime: string
}

/** 50 MB: a scanned dossier of some 500 pages. */
export const mostBytes = 50 * 1024 * 1024

const pathOf = (dataDir: string, hash: string): string => join(dataDir, 'files', hash.slice(0, 2), hash)
const incoming = (dataDir: string): string => join(dataDir, 'files', 'incoming')

/**
 * Stores what a person sends under the hash of its content: first beside, hashed while it comes in, then, looked into and
 * safely on disk, moved into place as a whole. Whatever goes wrong, nothing of it stays behind.
 * @throws when the sender breaks off or the disk fails.
 */
export async function saveFile(
  store: Store,
  dataDir: string,
  content: AsyncIterable<Buffer>,
  givenName: string,
  person: string,
  now: Instant,
): Promise<Result<SavedFile>> {
  await mkdir(incoming(dataDir), { recursive: true, mode: 0o700 })
  const temporary = join(incoming(dataDir), `${process.pid}-${randomBytes(8).toString('hex')}`)
  try {
    const received = await receive(content, temporary)
    if (!received.ok) return received
    const { hash, size } = received.value
    const name = cleanName(givenName)
    const sniffed = await sniff(temporary, name)
    if ('sentence' in sniffed) return err(refuse('INVALID', 'S79', sniffed.sentence, 'file'))
    await moveIntoPlace(temporary, pathOf(dataDir, hash))
    const file = { hash, name, size, mime: sniffed.mime }
    await record(store, file, person, now)
    return ok(file)
  } finally {
    await rm(temporary, { force: true })
  }
}

async function receive(
  content: AsyncIterable<Buffer>,
  path: string,
): Promise<Result<{ readonly hash: string; readonly size: number }>> {
  const sha = createHash('sha256')
  let size = 0
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const chunk of content) {
      size += chunk.length
      if (size > mostBytes) return err(refuse('INVALID', 'S79', '单个文件不得超过50 MB，请拆分后上传。', 'file'))
      sha.update(chunk)
      await file.write(chunk)
    }
    if (size === 0) return err(refuse('INVALID', 'S79', '文件是空的。', 'file'))
    await file.sync()
  } finally {
    await file.close()
  }
  return ok({ hash: sha.digest('hex'), size })
}

/** The same content may be there already: then it is replaced by itself. */
async function moveIntoPlace(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  await rename(from, to)
  const folder = await open(dirname(to), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** The row names who has held the content in hand last, and under which name: that is who may attach it next. */
async function record(store: Store, { hash, name, size, mime }: SavedFile, person: string, at: Instant): Promise<void> {
  await store.database.kysely
    .insertInto('file')
    .values({ organ: store.organ, hash, name, size, mime, person, at })
    .onConflict(conflict => conflict.columns(['organ', 'hash']).doUpdateSet({ name, person, at }))
    .execute()
}

/** A name as the dossier shows it: without folders and invisible characters, at most 200 characters, its ending kept. */
export function cleanName(given: string): string {
  const base = given
    .replace(/^.*[/\\]/s, '')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '')
    .trim()
  const characters = [...base]
  if (characters.length === 0) return '未命名'
  if (characters.length <= 200) return base
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(base)?.[0] ?? ''
  return characters.slice(0, 200 - ending.length).join('') + ending
}

export interface OpenFile {
  readonly size: number
  readonly stream: ReadStream
}

/** The content under a hash; `undefined` when it is not there. The caller reads or destroys the stream. */
export async function openFile(dataDir: string, hash: string): Promise<OpenFile | undefined> {
  const path = pathOf(dataDir, hash)
  const found = await stat(path).catch(() => undefined)
  return found?.isFile() ? { size: found.size, stream: createReadStream(path) } : undefined
}

/** One Chinese sentence for every file that is not there, or no longer has the content that it was stored under. */
export async function verifyFiles(store: Store, dataDir: string): Promise<readonly string[]> {
  const rows = await store.database.kysely
    .selectFrom('file')
    .select(['hash', 'name'])
    .where('organ', '=', store.organ)
    .orderBy('hash')
    .execute()
  const faults: string[] = []
  for (const { hash, name } of rows) {
    const file = await openFile(dataDir, hash)
    if (!file) faults.push(`文件「${name}」（${hash}）不在数据文件夹中`)
    else if ((await hashOf(file)) !== hash) faults.push(`文件「${name}」（${hash}）的内容与其指纹不符`)
  }
  return faults
}

async function hashOf(file: OpenFile): Promise<string> {
  const sha = createHash('sha256')
  await pipeline(file.stream, sha)
  return sha.digest('hex')
}

/** Removes what a server that was killed had begun to receive. Call before the first upload. */
export async function sweepIncoming(dataDir: string): Promise<void> {
  const names = await readdir(incoming(dataDir)).catch(() => [])
  await Promise.all(names.map(name => rm(join(incoming(dataDir), name), { force: true })))
}
