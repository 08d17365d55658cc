import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { synchronise, writeDurably } from '../durable-file.ts'
import { OperatorError } from '../operator-error.ts'
import {
  CHECKPOINT,
  inBatches,
  otherContent,
  type RepairableTileStore,
  type Shelf,
  sameContent,
  tileStore,
} from './tile-store.ts'

/** What a killed program left half written is removed after this long; until then it may be another program's, at work. */
const ABANDONED_MS = 60 * 60_000

/**
 * A log's files in a folder, which any static file server may serve as it is. A file appears whole or not at all: written
 * beside, synchronised, then renamed, and the folder synchronised too.
 *
 * Who writes is the one holder of the sequencer's lock in the database; the comparison in `swapCheckpoint` is not for two
 * writers at the same instant, but to notice a folder that was restored, or that belongs to another log.
 */
export function fileStore(folder: string): RepairableTileStore {
  const incoming = join(folder, '.incoming')
  const pathTo = (path: string) => join(folder, path)
  let swept = false

  /** @returns the folders whose lists of names have changed. */
  const place = async (path: string, bytes: Uint8Array): Promise<readonly string[]> => {
    const target = pathTo(path)
    const changed = await makeFolder(dirname(target))
    const temporary = join(incoming, `${process.pid}-${randomBytes(8).toString('hex')}`)
    try {
      await writeDurably(temporary, bytes, 0o644)
      await rename(temporary, target)
    } finally {
      await rm(temporary, { force: true }).catch(() => {})
    }
    return [...changed, dirname(target)]
  }

  const writeOne = async (path: string, bytes: Uint8Array, mayReplace: boolean): Promise<readonly string[]> => {
    const there = await readOrNothing(pathTo(path))
    if (there === undefined) return place(path, bytes)
    if (!sameContent(there, bytes)) {
      if (!mayReplace) throw otherContent(path)
      return place(path, bytes)
    }
    // Written by a program that was killed before it could synchronise.
    await synchronise(pathTo(path))
    return [dirname(pathTo(path))]
  }

  const prepare = async (): Promise<readonly string[]> => {
    const changed = await makeFolder(incoming)
    if (!swept) await sweep(incoming)
    swept = true
    return changed
  }

  const shelf: Shelf = {
    read: path => explained(() => readOrNothing(pathTo(path))),
    writeAll: (files, mayReplace) =>
      explained(async () => {
        const changed = new Set(await prepare())
        await inBatches([...files], async ([path, bytes]) => {
          for (const name of await writeOne(path, bytes, mayReplace)) changed.add(name)
        })
        await inBatches([...changed], synchronise)
      }),
    swap: oneAtATime((expected, next) =>
      explained(async () => {
        const there = await readOrNothing(pathTo(CHECKPOINT))
        if (there && sameContent(there, next)) return true
        const asExpected = there && expected ? sameContent(there, expected) : there === expected
        if (!asExpected) return false
        const changed = [...(await prepare()), ...(await place(CHECKPOINT, next))]
        await inBatches(changed, synchronise)
        return true
      }),
    ),
    removeIf: isWanted =>
      explained(async () => {
        const paths = (await listFiles(folder)).filter(isWanted)
        await inBatches(paths, path => rm(pathTo(path)))
        return paths.length
      }),
    dropPartials: fullTiles =>
      inBatches(fullTiles, path => rm(pathTo(`${path}.p`), { recursive: true, force: true }).catch(() => {})),
  }
  return tileStore(shelf)
}

/**
 * Not Node's own `recursive`, which never comes back where a folder can be seen but not written to (as below /proc).
 * @returns the folders that got a new one in them, down to the parent of `folder`.
 */
async function makeFolder(folder: string): Promise<readonly string[]> {
  const parent = dirname(folder)
  try {
    await mkdir(folder)
    return [parent]
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return []
    if (codeOf(error) !== 'ENOENT' || parent === folder) throw error
  }
  const changed = await makeFolder(parent)
  await mkdir(folder).catch(error => {
    if (codeOf(error) !== 'EEXIST') throw error
  })
  return [...changed, parent]
}

async function readOrNothing(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Paths of all files below the folder, with `/`; none when it is not there. */
async function listFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(error => {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  })
  const files = entries.filter(entry => entry.isFile())
  return files.map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll('\\', '/'))
}

async function sweep(incoming: string): Promise<void> {
  const abandoned = Date.now() - ABANDONED_MS
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name)
    const found = await stat(path).catch(() => undefined)
    if (found && found.mtimeMs < abandoned) await rm(path, { force: true })
  }
}

function oneAtATime<A extends readonly unknown[], R>(work: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
  let last: Promise<unknown> = Promise.resolve()
  return (...args) => {
    const mine = last.then(() => work(...args))
    last = mine.catch(() => {})
    return mine
  }
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined

/**
 * What the operating system says no to becomes a sentence that says what to do; anything else is a bug and stays one. The
 * public reads the sentence too, so that it does not say where on this machine the files are.
 */
async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = codeOf(error)
    if (code === undefined || error instanceof OperatorError) throw error
    throw new OperatorError(`日志公开文件的文件夹${complaints[code] ?? `读写失败（${code}），请检查磁盘`}`)
  }
}

const complaints: Readonly<Record<string, string>> = {
  ENOSPC: '所在的磁盘已满，暂时不能写入；请腾出空间，之后自动继续',
  EDQUOT: '超出了磁盘配额，暂时不能写入；请腾出空间，之后自动继续',
  EROFS: '所在的文件系统是只读的，不能写入；请恢复为可写，之后自动继续',
  EACCES: '不允许本程序读写；请改正权限，之后自动继续',
  EPERM: '不允许本程序读写；请改正权限，之后自动继续',
  ENOENT: '建立不了；请检查给出的文件夹（设置 LOG_STORE）',
  ENOTDIR: '所在的位置是一个文件；请移走该文件，或另行指定文件夹（设置 LOG_STORE）',
  EEXIST: '所在的位置是一个文件；请移走该文件，或另行指定文件夹（设置 LOG_STORE）',
}
