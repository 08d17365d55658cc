/**
 * Sealing and opening (age, X25519; several recipients, any one of whom opens it alone). What is sealed is padded, so that its
 * length says only in which of a few sizes the content fits.
 */
import { Encrypter } from 'age-encryption'
import { err, ok, type Refusal, type Result, refuse } from '../domain/result.ts'
import { decryptStream, type Opened } from './age.ts'
import { BrokenSeal, type SealFault, sealRefusal } from './broken-seal.ts'
import { bytesOf, PIECE_BYTES, piecesOf, streamFrom, streamOf } from './bytes-stream.ts'
import { isPaddedSize, LENGTH_BYTES, lengthPrefix, padded, paddedSize, unpadding } from './padding.ts'

/** Told while a stream is sealed or opened: bytes done, of how many. */
export type OnProgress = (done: number, of: number) => void

/**
 * Seals bytes to everyone of these.
 * @param recipients `age1…` keys of X25519, at least one; the same key twice counts once.
 * @throws on a recipient that is none: those come out of the key check, which refuses such a one with a sentence.
 */
export async function sealBytes(bytes: Uint8Array, recipients: readonly string[]): Promise<Uint8Array> {
  return await encrypterFor(recipients).encrypt(padded(bytes))
}

/**
 * Seals what the stream gives, piece by piece: a little memory, however long it is.
 * @param size how many bytes the source gives; the sealed stream ends with an error if it gives more or fewer.
 */
export async function sealStream(
  source: ReadableStream<Uint8Array>,
  size: number,
  recipients: readonly string[],
  onProgress?: OnProgress,
): Promise<ReadableStream<Uint8Array>> {
  const sealed = await encrypterFor(recipients).encrypt(streamFrom(paddedPieces(source, size, onProgress)))
  // A stream without the library's extra method: it can be handed to fetch or a response as it is.
  return sealed
}

/** How many bytes sealing a content of this size to so many recipients gives: what an upload has to announce. */
export function sealedSize(contentSize: number, recipientCount: number): number {
  const plain = paddedSize(contentSize)
  return (
    HEADER_BYTES + RECIPIENT_BYTES * recipientCount + NONCE_BYTES + plain + TAG_BYTES * Math.ceil(plain / PIECE_BYTES)
  )
}

// The lines of an age header (C2SP age): version and MAC, and one X25519 stanza a recipient; a test compares with what age writes.
const HEADER_BYTES = 22 + 48
const RECIPIENT_BYTES = 54 + 44
const NONCE_BYTES = 16
const TAG_BYTES = 16

/** The content, if it was sealed to one of these identities (`AGE-SECRET-KEY-1…`) and nothing was changed or cut off since. */
export async function openBytes(sealed: Uint8Array, identities: readonly string[]): Promise<Result<Uint8Array>> {
  const opened = await openStream(streamOf(sealed), identities)
  return opened.ok ? await wholeOf(opened.value) : opened
}

/**
 * The content as a stream. What is wrong with the header is a value; what is wrong later ends the stream with a
 * {@link BrokenSeal}, and then what came before must not be used either: it may be the beginning of something cut off.
 */
export async function openStream(
  sealed: ReadableStream<Uint8Array>,
  identities: readonly string[],
  onProgress?: (opened: number) => void,
): Promise<Result<ReadableStream<Uint8Array>>> {
  const opened = await decryptStream(sealed, { identities })
  if (!opened.ok) return err(sealRefusal(opened.error))
  return ok(streamFrom(contentOf(opened.value, onProgress)))
}

/** All of an opened stream, or why the rest of it did not open. */
export async function wholeOf(content: ReadableStream<Uint8Array>): Promise<Result<Uint8Array, Refusal>> {
  try {
    return ok(await bytesOf(content))
  } catch (error) {
    if (error instanceof BrokenSeal) return err(error.refusal)
    throw error
  }
}

/** Why this page cannot seal at all: browsers lend their X25519 only to pages that came unchanged (https, .onion, this machine). */
export function whyNoSealing(): Refusal | undefined {
  return globalThis.crypto?.subtle
    ? undefined
    : refuse(
        'NOT_SUPPORTED',
        'S122',
        '本页没有用 https 打开，浏览器不允许加密：请用 https 开头的地址打开后再写。',
        'page',
      )
}

function encrypterFor(recipients: readonly string[]): Encrypter {
  if (recipients.length === 0) throw new Error('nobody to seal to')
  const encrypter = new Encrypter()
  for (const recipient of new Set(recipients)) {
    if (!isRecipient(recipient)) throw new Error('not an X25519 recipient')
    encrypter.addRecipient(recipient)
  }
  return encrypter
}

/** Whether this looks like a key of X25519 that one can seal to; age checks its checksum. */
export const isRecipient = (text: string): boolean => /^age1[02-9ac-hj-np-z]{58}$/.test(text)

async function* paddedPieces(source: ReadableStream<Uint8Array>, size: number, onProgress?: OnProgress) {
  yield lengthPrefix(size)
  let given = 0
  for await (const piece of piecesOf(source)) {
    given += piece.length
    if (given > size) throw new Error(`the source gives more than ${size} bytes`)
    yield piece
    onProgress?.(given, size)
  }
  if (given < size) throw new Error(`the source ended after ${given} of ${size} bytes`)
  for (let left = paddedSize(size) - LENGTH_BYTES - size; left > 0; left -= PIECE_BYTES) {
    yield new Uint8Array(Math.min(left, PIECE_BYTES))
  }
}

async function* contentOf(opened: Opened, onProgress?: (opened: number) => void) {
  const off = unpadding()
  let given = 0
  try {
    for await (const piece of piecesOf(opened.plaintext)) {
      const content = off.take(piece)
      if (!content.ok) throw new BrokenSeal(content.error)
      if (content.value.length > 0) yield content.value
      given += content.value.length
      onProgress?.(given)
    }
  } catch (error) {
    throw error instanceof BrokenSeal ? new BrokenSeal(faultOf(error.fault, opened)) : error
  }
  const fault = off.end()
  if (fault) throw new BrokenSeal(fault)
}

/** The last piece of what was cut off does not open either; but then the length is none that a padded content has. */
function faultOf(fault: SealFault, { read, plaintextSize }: Opened): SealFault {
  if (!read.ended || fault !== 'DAMAGED') return fault
  const size = plaintextSize(read.bytes)
  return size !== undefined && isPaddedSize(size) ? 'DAMAGED' : 'CUT_SHORT'
}
