import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { OperatorError } from '../operator-error.ts'

/** Remembers, outside the database, the largest checkpoint that was ever signed. */
export interface SignedMemory {
  /** The note, as it was signed; `undefined` when nothing was signed yet. */
  readonly read: () => Promise<string | undefined>
  /** Durable when it returns. @throws OperatorError when it cannot be written. */
  readonly write: (note: string) => Promise<void>
}

/**
 * The memory in the data folder: `log/signed/<first 16 hexadecimal digits of the SHA-256 of the origin>`. A database that
 * is restored from an old backup has forgotten what was signed since, and this file has not.
 */
export function signedFile(dataDir: string, origin: string): SignedMemory {
  const name = createHash('sha256').update(origin).digest('hex').slice(0, 16)
  const path = join(dataDir, 'log', 'signed', name)
  return {
    read: () =>
      readFile(path, 'utf8').catch(error => (codeOf(error) === 'ENOENT' ? undefined : refuseToGoOn(path, error))),
    write: note => replace(path, note).catch(error => refuseToGoOn(path, error)),
  }
}

async function replace(path: string, text: string): Promise<void> {
  const folder = dirname(path)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const staging = join(folder, `.new-${process.pid}-${randomBytes(4).toString('hex')}`)
  try {
    const file = await open(staging, 'wx', 0o600)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(staging, path)
  } finally {
    await rm(staging, { force: true })
  }
  const entry = await open(folder, 'r')
  try {
    await entry.sync()
  } finally {
    await entry.close()
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

function refuseToGoOn(path: string, error: unknown): never {
  throw new OperatorError(
    `不能读写 ${path}（${codeOf(error) || String(error)}）：签过的检查点必须先记下才能公布；请检查磁盘空间和权限，之后自动继续`,
  )
}
