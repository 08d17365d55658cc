import { randomBytes } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A new file, on disk before this returns. @throws EEXIST when there is one of that name; whatever the disk says. */
export async function writeDurably(path: string, content: Uint8Array | string, mode: number): Promise<void> {
  const file = await open(path, 'wx', mode)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Brings a folder's list of names to disk, or a file's content. */
export async function synchronise(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Another file in the same folder, made durable, then put in its place: a reader finds the old one or the new one, whole. */
export async function replaceDurably(path: string, content: Uint8Array | string): Promise<void> {
  const folder = dirname(path)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const staging = `${path}.new-${process.pid}-${randomBytes(4).toString('hex')}`
  try {
    await writeDurably(staging, content, 0o600)
    await rename(staging, path)
  } finally {
    await rm(staging, { force: true })
  }
  await synchronise(folder)
}
