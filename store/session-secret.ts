import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The key that signs session cookies: 64 hexadecimal digits in `session-secret` in the data folder, made once and readable
 * by this user only. Removing the file signs everybody out.
 */
export const sessionSecret = (dataDir: string): string => keptSecret(dataDir, 'session-secret')

/** 64 random hexadecimal digits in a file of that name in the data folder, made once and readable by this user only. */
export function keptSecret(dataDir: string, name: string): string {
  const file = join(dataDir, name)
  return read(file) ?? create(dataDir, file)
}

/** Linked into place whole: of two copies starting at once, both use the key of the one that came first. */
function create(dataDir: string, file: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const staging = `${file}.new-${process.pid}-${randomBytes(4).toString('hex')}`
  writeFileSync(staging, randomBytes(32).toString('hex'), { mode: 0o600 })
  try {
    linkSync(staging, file)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  } finally {
    unlinkSync(staging)
  }
  return readFileSync(file, 'utf8')
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
