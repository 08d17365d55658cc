import { canonical } from '../canonical.ts'
import { fromBase64Url, fromUtf8, toBase64Url, utf8 } from './bytes.ts'
import { portableSha256, type Sha256 } from './hashing.ts'

/** One hidden field with what is needed to prove it: a salt of 128 random bits, its name, its value (RFC 9901, 4.2.1). */
export interface Disclosure {
  readonly salt: string
  readonly name: string
  readonly value: unknown
}

/** The text that is handed out: base64url of `[salt, name, value]`. */
export function disclosureText({ salt, name, value }: Disclosure): string {
  return toBase64Url(utf8(canonical([salt, name, value])))
}

/** What stands in the log in its place: base64url of the SHA-256 of that text (RFC 9901, 4.2.3). */
export function digestOf(text: string, sha256: Sha256 = portableSha256): string {
  return toBase64Url(sha256(utf8(text)))
}

/** A digest that hides nothing, and that nobody can tell from one that does (RFC 9901, 4.2.5). */
export function decoyDigest(salt: string, sha256: Sha256 = portableSha256): string {
  return digestOf(salt, sha256)
}

/** `undefined` for what is no disclosure of an object's property. */
export function readDisclosure(text: string): Disclosure | undefined {
  const bytes = fromBase64Url(text)
  const json = bytes && fromUtf8(bytes)
  if (json === undefined) return undefined
  const parts = parsed(json)
  if (!Array.isArray(parts) || parts.length !== 3) return undefined
  const [salt, name, value] = parts as readonly unknown[]
  if (typeof salt !== 'string' || typeof name !== 'string' || name === '_sd' || name === '...') return undefined
  return { salt, name, value }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
