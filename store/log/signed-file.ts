import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { replaceDurably } from '../durable-file.ts'
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
    write: note => replaceDurably(path, note).catch(error => refuseToGoOn(path, error)),
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

function refuseToGoOn(path: string, error: unknown): never {
  throw new OperatorError(
    `不能读写 ${path}（${codeOf(error) || String(error)}）：签过的检查点必须先记下才能公布；请检查磁盘空间和权限，之后自动继续`,
  )
}
