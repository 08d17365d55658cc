import { readdirSync } from 'node:fs'
import { join } from 'node:path'

export const repositoryRoot = join(import.meta.dirname, '..', '..')

/** Folders that are installed, built, or written by a running program; the last may not even be readable to us. */
const notOurs = new Set(['node_modules', '.git', 'data', 'artefacts', 'dist'])

/** Every file of the repository, from `root`, with `/` between folders, sorted. */
export function repositoryFiles(root = repositoryRoot): string[] {
  const found: string[] = []
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory() && !notOurs.has(entry.name)) walk(path)
      else if (entry.isFile()) found.push(path)
    }
  }
  walk('')
  return found.sort()
}
