/**
 * What was seen of a log last time: its largest checkpoint that was verified, and the keys and witnesses seen first. A log
 * that shows another past than it showed then is found out by this memory alone, so it never shrinks and is never half written.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fromUtf8, utf8 } from '../../domain/log/bytes.ts'
import { parseCheckpoint } from '../../domain/log/checkpoint.ts'
import { parseNote } from '../../domain/log/note.ts'
import { replaceDurably } from '../../store/durable-file.ts'

export interface Kept {
  /** Where it is kept, for people. */
  readonly path: string
  readonly checkpoint?: Uint8Array
  /** The policy seen first, as text. */
  readonly policy?: string
  /** The origin that this address had last time; absent when never seen, or when a file was named. */
  readonly originOfAddress?: string
}

export interface Place {
  /** The checkpoint's origin, as the log says now. */
  readonly origin: string
  /** The address, when the log was read from one. */
  readonly address?: string
  /** The file that the reader named for the kept checkpoint. */
  readonly file?: string
}

/** What is kept of this log. @throws when there is something that cannot be read. */
export async function readKept(place: Place): Promise<Kept> {
  const remembered = place.file === undefined && place.address ? await readText(addressPath(place.address)) : undefined
  const originOfAddress = remembered?.trim()
  // An address that suddenly shows another log is measured by the log that it showed before.
  const path = place.file ?? checkpointPath(originOfAddress ?? place.origin)
  const checkpoint = await readBytes(path)
  const policy = await readText(policyPath(path))
  return {
    path,
    ...(checkpoint ? { checkpoint } : {}),
    ...(policy === undefined ? {} : { policy }),
    ...(originOfAddress === undefined ? {} : { originOfAddress }),
  }
}

/** Keeps a checkpoint that was verified, whole and consistent with the kept one, unless a larger one was kept meanwhile. */
export async function keepCheckpoint({ origin, address, file }: Place, note: Uint8Array): Promise<void> {
  const path = file ?? checkpointPath(origin)
  const before = await readBytes(path)
  if (!before || sizeOf(before) < sizeOf(note)) await replaceDurably(path, note)
  if (file === undefined && address) await replaceDurably(addressPath(address), utf8(`${origin}\n`))
}

/** Keeps the policy by which this log is judged from now on, when the reader brings none. */
export async function keepPolicy({ origin, file }: Place, policy: string): Promise<void> {
  await replaceDurably(policyPath(file ?? checkpointPath(origin)), utf8(policy))
}

const keptFolder = () => join(homedir(), '.yangguang', 'checkpoints')
const checkpointPath = (origin: string) => join(keptFolder(), `${sha256(origin)}.checkpoint`)
const policyPath = (checkpoint: string) => `${checkpoint.replace(/\.checkpoint$/, '')}.policy`
const addressPath = (address: string) => join(keptFolder(), `${sha256(address)}.origin`)
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** −1 for what is no checkpoint: anything is larger. */
function sizeOf(bytes: Uint8Array): number {
  const note = parseNote(bytes)
  const checkpoint = note.ok ? parseCheckpoint(note.value.text) : note
  return checkpoint.ok ? checkpoint.value.size : -1
}

async function readText(path: string): Promise<string | undefined> {
  const bytes = await readBytes(path)
  return bytes && fromUtf8(bytes)
}

async function readBytes(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
