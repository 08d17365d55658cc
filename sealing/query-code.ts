/**
 * The query code: shown once, kept by the reporter alone (CMP-001). From it and the register number come a token, of which the
 * server keeps the SHA-256, and a passphrase that never leaves the browser. A lost code cannot be recovered (E-60).
 */
import { hkdf } from '@noble/hashes/hkdf.js'
import { scryptAsync } from '@noble/hashes/scrypt.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { base32crockford, hex } from '@scure/base'
import { utf8 } from '../domain/log/bytes.ts'
import { err, ok, type Result, refuse } from '../domain/result.ts'

/** 80 random bits are sixteen characters of five bits each. */
const RANDOM_BYTES = 10
const CHARACTERS = 16

/** A new code as it is shown: `K7QX-2M9D-0RTV-8HNB` (digits and capital letters without I, L, O and U). */
export function newQueryCode(): string {
  return shownCode(base32crockford.encode(crypto.getRandomValues(new Uint8Array(RANDOM_BYTES))))
}

/** Sixteen characters in groups of four. */
export const shownCode = (code: string): string => code.match(/.{4}/g)?.join('-') ?? code

/**
 * What a person typed, as the code that was shown: spaces, dashes, small or full-width letters, O for 0 and I or L for 1 are
 * all the same. @returns the code in groups, as {@link newQueryCode} gives it.
 */
export function readQueryCode(typed: string): Result<string> {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—_.·]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  if (plain.length !== CHARACTERS) {
    return wrong(
      `查询码是 ${CHARACTERS} 位，现在是 ${plain.length} 位：请对照回执再输一遍。查询码不能找回，忘记了可以补交线索并注明原登记号。`,
    )
  }
  const odd = [...plain].find(character => !/[0-9A-HJKMNP-TV-Z]/.test(character))
  return odd
    ? wrong(`查询码里不会有「${odd}」：只有数字和除 I、L、O、U 以外的字母，请对照回执再看一遍。`)
    : ok(shownCode(plain))
}

const wrong = (sentence: string) => err(refuse('INVALID', 'E-60', sentence, 'code'))

export interface DerivedSecrets {
  /** 64 hexadecimal digits; goes to the server, which keeps only its SHA-256. */
  readonly token: string
  /** 64 hexadecimal digits of 256 bits; opens the mailbox, never leaves the browser. */
  readonly passphrase: string
}

/** scrypt: 32 MB and some tenths of a second in a browser, for every guess (RFC 7914). */
const stretching = { N: 2 ** 15, r: 8, p: 1, dkLen: 32 } as const

/**
 * The two secrets of a code. Neither tells the other, nor the code.
 * @param code as {@link readQueryCode} gives it; @param registerNumber the salt, so that equal codes would tell nothing.
 */
export async function derivedFromCode(code: string, registerNumber: string): Promise<DerivedSecrets> {
  const plain = code.replaceAll('-', '')
  const stretched = await scryptAsync(utf8(plain), utf8(registerNumber), stretching)
  const derived = (info: string) => hex.encode(hkdf(sha256, stretched, undefined, utf8(info), 32))
  return { token: derived('yangguang/complaint/token'), passphrase: derived('yangguang/complaint/mailbox') }
}
