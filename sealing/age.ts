/** Opening with age. Whatever goes wrong because of what was handed over is a value here, never age's own words. */
import { Decrypter, Encrypter, type Identity } from 'age-encryption'
import { err, ok, type Result } from '../domain/result.ts'
import { BrokenSeal, type SealFault } from './broken-seal.ts'
import { bytesOf, piecesOf, streamFrom, streamOf } from './bytes-stream.ts'

/** What opens: identities (`AGE-SECRET-KEY-1…`), a passphrase, or something that unwraps by itself, as a security key does. */
export interface Openers {
  readonly identities?: readonly string[]
  readonly passphrase?: string
  readonly device?: Identity
}

export interface Opened {
  /** Ends with a {@link BrokenSeal} when the rest does not open. What came before is then not to be used either. */
  readonly plaintext: ReadableStream<Uint8Array>
  /** How long a plaintext belongs to a ciphertext of so many bytes; `undefined` when none does. */
  readonly plaintextSize: (sealedSize: number) => number | undefined
  /** How much of the ciphertext was read, and whether it ended there. */
  readonly read: Readonly<ReadSoFar>
}

interface ReadSoFar {
  bytes: number
  ended: boolean
  /** The header was well formed: what is wrong afterwards is not that it was cut off. */
  headerParsed: boolean
  /** What the source itself threw, such as a network that failed: it says nothing about the seal, and is passed on as it is. */
  failure?: { readonly error: unknown }
}

/** A security key that was declined or taken away is not the fault of what was sealed. */
class DeviceFailed extends Error {}

/** A header with a hundred recipients has 13 KB; what goes on without an end is no header. */
const MOST_HEADER_BYTES = 1_048_576

/** Reads the header and finds the file's key. @returns why not, or the plaintext as a stream. */
export async function decryptStream(
  sealed: ReadableStream<Uint8Array>,
  openers: Openers,
): Promise<Result<Opened, SealFault>> {
  const read: ReadSoFar = { bytes: 0, ended: false, headerParsed: false }
  const decrypter = decrypterFor(openers, read)
  if (!decrypter) return err('KEY_UNREADABLE')
  let inHeader = true
  const source = streamFrom(counted(sealed, read, () => inHeader && read.bytes > MOST_HEADER_BYTES))
  try {
    const opened = await decrypter.decrypt(source)
    inHeader = false
    const plaintextSize = (size: number) => attempt(() => opened.size(size))
    return ok({ plaintext: streamFrom(withoutAgesWords(opened, read)), plaintextSize, read })
  } catch (error) {
    return err(headerFault(error, read, openers))
  }
}

/** The same of bytes in memory. */
export async function decryptBytes(sealed: Uint8Array, openers: Openers): Promise<Result<Uint8Array, SealFault>> {
  const opened = await decryptStream(streamOf(sealed), openers)
  if (!opened.ok) return opened
  try {
    return ok(await bytesOf(opened.value.plaintext))
  } catch (error) {
    if (error instanceof BrokenSeal) return err(error.fault)
    throw error
  }
}

/** Seals with a passphrase. @param workFactor log₂ of scrypt's N; each step doubles time and memory (18: 256 MB). */
export async function encryptWithPassphrase(
  bytes: Uint8Array | string,
  passphrase: string,
  workFactor: number,
): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  encrypter.setScryptWorkFactor(workFactor)
  return await encrypter.encrypt(bytes)
}

function decrypterFor({ identities = [], passphrase, device }: Openers, read: ReadSoFar): Decrypter | undefined {
  const decrypter = new Decrypter()
  // Asked first, when the header has been read; it opens nothing.
  decrypter.addIdentity({
    unwrapFileKey: () => {
      read.headerParsed = true
      return null
    },
  })
  try {
    for (const identity of identities) {
      if (!identity.startsWith('AGE-SECRET-KEY-1')) return undefined
      decrypter.addIdentity(identity)
    }
  } catch {
    return undefined
  }
  if (passphrase !== undefined) decrypter.addPassphrase(passphrase)
  if (device) decrypter.addIdentity(tellingItself(device))
  return decrypter
}

const tellingItself = (device: Identity): Identity => ({
  unwrapFileKey: async stanzas => {
    try {
      return await device.unwrapFileKey(stanzas)
    } catch (cause) {
      throw new DeviceFailed('the device did not open it', { cause })
    }
  },
})

async function* counted(sealed: ReadableStream<Uint8Array>, read: ReadSoFar, isTooLong: () => boolean) {
  const pieces = piecesOf(sealed)
  for (;;) {
    const next = await pieces.next().catch(error => {
      read.failure = { error }
      throw error
    })
    if (next.done) break
    read.bytes += next.value.length
    if (isTooLong()) throw new BrokenSeal('NOT_SEALED')
    yield next.value
  }
  read.ended = true
}

async function* withoutAgesWords(plaintext: ReadableStream<Uint8Array>, read: Readonly<ReadSoFar>) {
  try {
    yield* piecesOf(plaintext)
  } catch {
    throw read.failure ? read.failure.error : new BrokenSeal('DAMAGED')
  }
}

const NO_MATCH = "no identity matched any of the file's recipients"

function headerFault(error: unknown, read: Readonly<ReadSoFar>, { passphrase }: Openers): SealFault {
  if (error instanceof BrokenSeal) return error.fault
  if (error instanceof DeviceFailed) throw error
  if (read.failure) throw read.failure.error
  const message = error instanceof Error ? error.message : ''
  if (message === NO_MATCH) return passphrase === undefined ? 'NOT_FOR_ME' : 'WRONG_PASSPHRASE'
  if (message.startsWith('invalid version')) return 'NOT_SEALED'
  // age reads on only as long as the header, and the nonce behind it, have not ended.
  const cutShort = read.headerParsed ? message.startsWith('stream ended') : read.ended
  return cutShort ? 'CUT_SHORT' : 'DAMAGED'
}

function attempt<T>(make: () => T): T | undefined {
  try {
    return make()
  } catch {
    return undefined
  }
}
