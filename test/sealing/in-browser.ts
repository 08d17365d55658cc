/** What the browser's tests and the benchmark of sealing call; bundled into a page of its own, under the portal's strict policy. */
import '../../verifier/jitless.ts'
import { streamOf } from '../../sealing/bytes-stream.ts'
import { type Letter, openLetter, sealLetter } from '../../sealing/letter.ts'
import { newMailbox, openMailbox } from '../../sealing/mailbox.ts'
import {
  browserShelf,
  createMemberKey,
  unlock,
  type WrappedKey,
  wrapWithPassphrase,
  wrapWithSecurityKey,
} from '../../sealing/member-keys.ts'
import { cleaned } from '../../sealing/metadata.ts'
import { newQueryCode } from '../../sealing/query-code.ts'
import { sealStream } from '../../sealing/seal.ts'

const letterOf = (words: string): Letter => ({ version: 1, kind: 'REPORT', words, attachments: [] })

/** Milliseconds for each sealing of a report of about 2 KB to five members. */
async function sealTimes(runs: number): Promise<number[]> {
  const members = await Promise.all(Array.from({ length: 5 }, createMemberKey))
  const recipients = members.map(({ recipient }) => recipient)
  const words = '演示：举报内容。'.repeat(85)
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    const started = performance.now()
    await sealLetter(letterOf(words), recipients)
    times.push(performance.now() - started)
  }
  return times
}

export interface StreamRun {
  readonly milliseconds: number
  readonly bytes: number
  /** How often progress was told. */
  readonly told: number
}

const chosenFile = (): File => {
  const [file] = (document.querySelector('input') as HTMLInputElement).files ?? []
  if (!file) throw new Error('no file chosen')
  return file
}

async function drained(stream: ReadableStream<Uint8Array>): Promise<number> {
  const reader = stream.getReader()
  let bytes = 0
  for (let next = await reader.read(); !next.done; next = await reader.read()) bytes += next.value.length
  return bytes
}

/** Seals the chosen file as a stream and lets go of what comes out, as an upload would. */
async function sealChosenFile(): Promise<StreamRun> {
  const file = chosenFile()
  const { recipient } = await createMemberKey()
  let told = 0
  const started = performance.now()
  const sealed = await sealStream(file.stream(), file.size, [recipient], () => told++)
  const bytes = await drained(sealed)
  return { milliseconds: performance.now() - started, bytes, told }
}

/** The same bytes in the same pieces through the browser's own AES-GCM. */
async function encryptChosenFile(): Promise<StreamRun> {
  const file = chosenFile()
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt'])
  const iv = new Uint8Array(12)
  const started = performance.now()
  const reader = file.stream().getReader()
  let bytes = 0
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    for (let at = 0; at < next.value.length; at += 65_536) {
      iv[11] = ((iv[11] ?? 0) + 1) & 255
      const piece = next.value.subarray(at, at + 65_536)
      bytes += (await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, piece)).byteLength
    }
  }
  return { milliseconds: performance.now() - started, bytes, told: 0 }
}

/** A report to a member, its answer to the reporter's mailbox, all in this browser. @returns what the reporter reads. */
async function roundTrip(words: string): Promise<string> {
  const member = await createMemberKey()
  const code = newQueryCode()
  const { replyTo, keyBox } = await newMailbox(code, '2026-TS-000001')
  const opened = await openLetter(await sealLetter(letterOf(words), [member.recipient]), [member.identity])
  if (!opened.ok) return opened.error.sentence
  const reply = await sealLetter({ ...letterOf(`已收到：${opened.value.words}`), kind: 'REPLY' }, [replyTo])
  const identity = await openMailbox(keyBox, code, '2026-TS-000001')
  const read = identity.ok ? await openLetter(reply, [identity.value]) : identity
  return read.ok ? read.value.words : read.error.sentence
}

/** Keeps a new key in this browser, locked. @returns its public half. */
async function keepKey(by: WrappedKey['by'], passphrase: string): Promise<string> {
  const key = await createMemberKey()
  const wrapped = by === 'PASSPHRASE' ? await wrapWithPassphrase(key, passphrase, 12) : await wrapWithSecurityKey(key)
  if (!wrapped.ok) return wrapped.error.sentence
  await browserShelf().put(wrapped.value)
  return key.recipient
}

/** Unlocks a kept key. @returns the public half that follows from it, or why it did not open. */
async function useKey(recipient: string, passphrase: string): Promise<string> {
  const kept = await browserShelf().get(recipient)
  if (!kept) return 'nothing kept'
  const key = await unlock(kept, passphrase)
  return key.ok ? key.value.recipient : key.error.sentence
}

/** Cleans the chosen file. @returns what was removed, or why not. */
async function cleanChosenFile(): Promise<readonly string[] | string> {
  const file = chosenFile()
  const clean = await cleaned(file, file.name)
  return clean.ok ? clean.value.removed : clean.error.sentence
}

const calls = {
  sealTimes,
  sealChosenFile,
  encryptChosenFile,
  roundTrip,
  keepKey,
  useKey,
  cleanChosenFile,
  sealedLength: async (size: number) =>
    drained(await sealStream(streamOf(new Uint8Array(size)), size, [(await createMemberKey()).recipient])),
}
export type Calls = typeof calls
Object.assign(globalThis, { sealing: calls })
