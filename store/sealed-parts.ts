import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, mkdir, open, readdir, readFile, rename, rm, stat, statfs, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { PoolClient } from 'pg'
import { err, ok, type Result, refuse } from '../domain/result.ts'
import type { SealedPart } from '../domain/sealed-part.ts'
import { addDays, type Day, instantAt } from '../domain/time.ts'
import { cutShort, lookAtAge } from './age-header.ts'
import { synchronise } from './durable-file.ts'
import type { OpenFile } from './files.ts'
import type { Store } from './store.ts'

/** What is sealed is a little longer than what was sealed: 1 GiB of content, its padding (12 % at most) and age's own bytes. */
export const mostPartBytes = 1.15 * 1024 ** 3
/** So much of the disk stays free for the record itself. */
const KEPT_FREE_BYTES = 2 * 1024 ** 3
const LOOK_AT_DISK_EVERY = 64 * 1024 ** 2

const foldersOf = (dataDir: string) => ({ common: join(dataDir, 'sealed'), upward: join(dataDir, 'upward') })
const incoming = (dataDir: string) => join(dataDir, 'sealed', 'incoming')
const isBlob = (text: string) => /^[0-9a-f]{64}$/.test(text)

/** Where a ciphertext is kept. What goes to a body above is kept apart, and no list of the agency leads there (CMP-005). */
export function pathOfPart(dataDir: string, blob: string, upward = false): string {
  if (!isBlob(blob)) throw new Error('no fingerprint of a sealed part')
  const { common, upward: above } = foldersOf(dataDir)
  return upward ? join(above, blob) : join(common, blob.slice(0, 2), blob)
}

/**
 * Keeps a ciphertext under the SHA-256 of its bytes: first beside, looked at and hashed while it comes in, never whole in
 * memory; then, safely on disk, moved into place. Of whatever is refused nothing stays. No time is kept, only the day.
 * @param most bytes that are taken. @throws when the disk fails.
 */
export async function keepSealedPart(
  store: Store,
  dataDir: string,
  content: AsyncIterable<Buffer>,
  day: Day,
  most = mostPartBytes,
): Promise<Result<SealedPart>> {
  await mkdir(incoming(dataDir), { recursive: true, mode: 0o700 })
  const temporary = join(incoming(dataDir), `${process.pid}-${randomBytes(8).toString('hex')}`)
  try {
    const received = await receive(content, temporary, dataDir, most)
    if (!received.ok) return received
    const { blob, size } = received.value
    // What was destroyed, or went to a body above, does not come back into the common store by being sent again.
    if (await isGone(store, blob)) return ok({ blob, size })
    const path = pathOfPart(dataDir, blob)
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await rename(temporary, path)
    await forgetTime(path, day)
    await synchronise(dirname(path))
    await store.database.kysely
      .insertInto('sealed_part')
      .values({ organ: store.organ, blob, size, received_on: day })
      .onConflict(conflict => conflict.columns(['organ', 'blob']).doNothing())
      .execute()
    return ok({ blob, size })
  } finally {
    await rm(temporary, { force: true })
  }
}

async function isGone(store: Store, blob: string): Promise<boolean> {
  const row = await store.database.kysely
    .selectFrom('sealed_part')
    .select(['upward', 'destroyed'])
    .where('organ', '=', store.organ)
    .where('blob', '=', blob)
    .executeTakeFirst()
  return row !== undefined && (row.upward || row.destroyed)
}

async function receive(
  content: AsyncIterable<Buffer>,
  path: string,
  dataDir: string,
  most: number,
): Promise<Result<SealedPart>> {
  const sha = createHash('sha256')
  const look = lookAtAge()
  let size = 0
  let lookedAt = -LOOK_AT_DISK_EVERY
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const chunk of unbroken(content)) {
      if (chunk === BROKEN) return err(cutShort)
      size += chunk.length
      if (size > most) return err(tooLong(most))
      if (size - lookedAt >= LOOK_AT_DISK_EVERY) {
        if (!(await hasRoom(dataDir, 0))) return err(noRoom)
        lookedAt = size
      }
      const seen = look.take(chunk)
      if (!seen.ok) return seen
      sha.update(chunk)
      await file.write(chunk)
    }
    const whole = look.end()
    if (!whole.ok) return whole
    await file.sync()
  } finally {
    await file.close()
  }
  return ok({ blob: sha.digest('hex'), size })
}

const BROKEN = Symbol('broken off')

/** A sender who goes away is nothing that this side must report as a fault of its own. */
async function* unbroken(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer | typeof BROKEN> {
  try {
    for await (const chunk of content) yield chunk
  } catch {
    yield BROKEN
  }
}

export const tooLong = (most: number) =>
  refuse(
    'INVALID',
    'S122',
    `这一部分超过了 ${Math.floor(most / 1024 ** 2)} MB 的上限，没有保存：请把大文件拆开，或先提交文字，再说明材料以何种方式送交。`,
    'sealed',
  )

export const noRoom = refuse(
  'WRONG_STATE',
  'S122',
  '平台的存储空间眼下不足，没有收下这一部分：请先不带附件提交文字，过几天再用查询码补交附件，或改用信函。',
  'sealed',
)

/** Whether this many more bytes leave the disk as free as the record needs it. */
export async function hasRoom(dataDir: string, bytes: number): Promise<boolean> {
  const { bavail, bsize } = await statfs(dataDir)
  return bavail * bsize - bytes > KEPT_FREE_BYTES
}

/** A file's own times would tell when somebody was at a keyboard (CMP-004). */
async function forgetTime(path: string, day: Day): Promise<void> {
  const midnight = new Date(instantAt(day, '00:00'))
  await utimes(path, midnight, midnight)
  await utimes(dirname(path), midnight, midnight)
}

/**
 * What `utimes` cannot set, the moment at which a file came into being, is given to all files of a day in the order of their
 * fingerprints, when the day is over: each is written anew.
 */
export async function settleTimes(store: Store, dataDir: string, day: Day): Promise<void> {
  const rows = await store.database.kysely
    .selectFrom('sealed_part')
    .select(['blob', 'upward'])
    .where('organ', '=', store.organ)
    .where('received_on', '=', day)
    .where('destroyed', '=', false)
    .orderBy('blob')
    .execute()
  await mkdir(incoming(dataDir), { recursive: true, mode: 0o700 })
  for (const { blob, upward } of rows) {
    const path = pathOfPart(dataDir, blob, upward)
    const copy = join(incoming(dataDir), `${blob}-${randomBytes(4).toString('hex')}`)
    try {
      await copyFile(path, copy)
      await synchronise(copy)
      await rename(copy, path)
      await forgetTime(path, day)
    } catch (error) {
      // Destroyed or handed over just now.
      if (!isMissing(error)) throw error
    } finally {
      await rm(copy, { force: true })
    }
  }
}

/** A ciphertext that is kept; `undefined` when it is not there. The caller reads or destroys the stream. */
export async function openSealedPart(dataDir: string, blob: string): Promise<OpenFile | undefined> {
  if (!isBlob(blob)) return undefined
  const path = pathOfPart(dataDir, blob)
  const found = await stat(path).catch(() => undefined)
  return found?.isFile() ? { size: found.size, stream: createReadStream(path) } : undefined
}

/** A small ciphertext whole; `undefined` when it is not there. */
export async function readSealedPart(dataDir: string, blob: string): Promise<Buffer | undefined> {
  return readFile(pathOfPart(dataDir, blob)).catch(error => {
    if (isMissing(error)) return undefined
    throw error
  })
}

/**
 * Takes parts out of the common store, to where only what goes above is kept, or (refused after all) back again. The row is
 * marked first: a crash between leaves a part that nothing names, and such parts are swept.
 */
export async function moveUpward(store: Store, dataDir: string, blob: string, upward: boolean): Promise<void> {
  if (!isBlob(blob)) return
  const { numUpdatedRows } = await store.database.kysely
    .updateTable('sealed_part')
    .set({ upward })
    .where('organ', '=', store.organ)
    .where('blob', '=', blob)
    .where('upward', '=', !upward)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return
  const [from, to] = [pathOfPart(dataDir, blob, !upward), pathOfPart(dataDir, blob, upward)]
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  await rename(from, to)
  await Promise.all([synchronise(dirname(from)), synchronise(dirname(to))])
}

/** Ends ciphertexts for ever: the files go, the rows stay and say so. */
export async function destroySealedParts(store: Store, dataDir: string, blobs: readonly string[]): Promise<void> {
  for (const blob of blobs.filter(isBlob)) {
    await rm(pathOfPart(dataDir, blob), { force: true })
    await rm(pathOfPart(dataDir, blob, true), { force: true })
  }
  if (blobs.length === 0) return
  await store.database.kysely
    .updateTable('sealed_part')
    .set({ destroyed: true })
    .where('organ', '=', store.organ)
    .where('blob', 'in', blobs)
    .execute()
}

/** Everything that events name by a fingerprint, through the index of the same expression (migration 0007). */
const BLOBS = `jsonb_path_query_array(e.data::jsonb, '$.**.blob')`
const NAMED = `exists (select from event e
                where e.organ = p.organ and (starts_with(e.stream, 'complaint/') or e.stream = 'register')
                  and ${BLOBS} ? p.blob)`

/** Parts among these that were sent in and that nothing names yet: their sizes by fingerprint. */
export async function unnamedParts(
  on: Pick<PoolClient, 'query'>,
  store: Store,
  blobs: readonly string[],
): Promise<Readonly<Record<string, number>>> {
  const { rows } = await on.query<{ blob: string; size: number }>(
    `select p.blob, p.size from sealed_part p
      where p.organ = $1 and p.blob = any($2) and not p.destroyed and not ${NAMED}`,
    [store.organ, blobs],
  )
  return Object.fromEntries(rows.map(({ blob, size }) => [blob, size]))
}

/**
 * Removes what was sent and never belonged to anything, a day later at the earliest, and finishes a destruction that was
 * broken off. @returns how many parts went.
 */
export async function sweepSealedParts(store: Store, dataDir: string, today: Day): Promise<number> {
  const { pool } = store.database
  const { rows: left } = await pool.query<{ blob: string }>(
    `select p.blob from sealed_part p
      where p.organ = $1 and p.received_on < $2 and not p.destroyed and not ${NAMED}`,
    [store.organ, addDays(today, -1)],
  )
  const { rows: ended } = await pool.query<{ blob: string }>(
    `select p.blob from sealed_part p join event e on e.organ = p.organ and e.type = 'complaint.destroyed'
        and starts_with(e.stream, 'complaint/') and e.data::jsonb -> 'blobs' ? p.blob
      where p.organ = $1 and not p.destroyed`,
    [store.organ],
  )
  await destroySealedParts(
    store,
    dataDir,
    [...left, ...ended].map(({ blob }) => blob),
  )
  if (left.length > 0) {
    await pool.query('delete from sealed_part where organ = $1 and blob = any($2)', [
      store.organ,
      left.map(({ blob }) => blob),
    ])
  }
  return left.length + ended.length
}

/** Removes what a server that was killed had begun to receive. Call before the first upload. */
export async function sweepIncomingParts(dataDir: string): Promise<void> {
  const names = await readdir(incoming(dataDir)).catch(() => [])
  await Promise.all(names.map(name => rm(join(incoming(dataDir), name), { force: true })))
}

/** One Chinese sentence for every ciphertext that should be there and is not, or is another one. */
export async function verifySealedParts(store: Store, dataDir: string): Promise<readonly string[]> {
  const rows = await store.database.kysely
    .selectFrom('sealed_part')
    .select(['blob', 'upward'])
    .where('organ', '=', store.organ)
    .where('destroyed', '=', false)
    .orderBy('blob')
    .execute()
  const faults: string[] = []
  for (const { blob, upward } of rows) {
    const path = pathOfPart(dataDir, blob, upward)
    const found = await stat(path).catch(() => undefined)
    if (!found) faults.push(`密封件 ${blob} 不在数据文件夹中`)
    else if ((await hashOf(path)) !== blob) faults.push(`密封件 ${blob} 的内容与其指纹不符`)
  }
  return faults
}

async function hashOf(path: string): Promise<string> {
  const sha = createHash('sha256')
  await pipeline(createReadStream(path), sha)
  return sha.digest('hex')
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'
