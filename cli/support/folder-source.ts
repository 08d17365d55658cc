import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LogSource } from '../../domain/log/source.ts'

/** A log that was downloaded or exported into a folder. A path that leads out of it is a bug of whoever asks. */
export function folderSource(folder: string): LogSource {
  return {
    read: async path => {
      if (path.split('/').includes('..')) throw new Error(`not a path below a log: ${path}`)
      try {
        return await readFile(join(folder, path))
      } catch (error) {
        if (isMissing(error)) return undefined
        throw error
      }
    },
  }
}

/** A file where a folder should be, too, means that there is no such file. */
const isMissing = (error: unknown) =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
