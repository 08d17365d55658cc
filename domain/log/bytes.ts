/** Bytes and their texts. Readers are strict: one text for one value, so that nobody can vary what was signed or hashed. */
import { base64, base64urlnopad } from '@scure/base'

/** RFC 4648 section 4: padded. */
export const toBase64 = (bytes: Uint8Array): string => base64.encode(bytes)

/** The bytes of canonical padded base64; `undefined` for anything else: the URL alphabet, white space, stray bits, no padding. */
export const fromBase64 = (text: string): Uint8Array | undefined => canonicalBytes(base64, text)

/** RFC 4648 section 5, without padding. */
export const toBase64Url = (bytes: Uint8Array): string => base64urlnopad.encode(bytes)

/** The bytes of canonical base64url without padding; `undefined` for anything else. */
export const fromBase64Url = (text: string): Uint8Array | undefined => canonicalBytes(base64urlnopad, text)

/** UTF-8; a lone surrogate, which no reader of ours lets in, becomes U+FFFD. */
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** The text of well-formed UTF-8, with its byte order mark if it has one; `undefined` for anything else. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

interface Coder {
  readonly encode: (bytes: Uint8Array) => string
  readonly decode: (text: string) => Uint8Array
}

/** Writing again what was read, and comparing, holds however lenient the reader underneath is in this browser or that. */
function canonicalBytes(coder: Coder, text: string): Uint8Array | undefined {
  try {
    const bytes = coder.decode(text)
    return coder.encode(bytes) === text ? bytes : undefined
  } catch {
    return undefined
  }
}
