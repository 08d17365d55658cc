import { ed25519 } from '@noble/curves/ed25519.js'
import { p256 } from '@noble/curves/nist.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { base64urlnopad } from '@scure/base'
import * as z from 'zod'
import { canonical } from './canonical.ts'
import { type Refusal, refuse } from './result.ts'

export const signatureMethods = ['WEBAUTHN', 'SERVER_HELD'] as const
export type SignatureMethod = (typeof signatureMethods)[number]

/** A signature over a statement, as it stands in an event; which key made it, and where that key is held, is said. */
export const signature = z.strictObject({
  method: z.enum(signatureMethods),
  /** Id of a key registered in the organisation's stream. */
  key: z.string().min(1).max(200),
  /** base64url; for WEBAUTHN the assertion's parts, over a challenge that is the statement's SHA-256. */
  value: z.string().max(2000),
  authenticatorData: z.string().max(2000).optional(),
  clientData: z.string().max(4000).optional(),
})
export type Signature = z.output<typeof signature>

/** What somebody puts their name to in a meeting: which item in which state, in which role and round, and what they say. */
export interface Statement {
  readonly meeting: string
  /** The item; absent where the whole meeting's minutes are signed. */
  readonly matter?: string
  readonly role: 'OPINION' | 'WRITTEN_OPINION' | 'INVITEE_OPINION' | 'DISSENT' | 'MINUTES' | 'ERRATUM'
  /** The matter's round; 0 for a meeting's own papers. */
  readonly round: number
  /** SHA-256 of what the item's packet consists of; of the minutes' text for papers. */
  readonly item: string
  readonly content: Readonly<Record<string, unknown>>
}

/** The bytes that are signed: RFC 8785 JSON in UTF-8. */
export const statementText = (statement: Statement): string => canonical({ v: 1, ...statement })

/** A registered key, as the organisation's stream has it. */
export interface VerifyingKey {
  readonly key: string
  readonly method: SignatureMethod
  /** base64url: 32 bytes of Ed25519 for SERVER_HELD; for WEBAUTHN the P-256 point, 65 bytes uncompressed. */
  readonly publicKey: string
}

/** What an authenticator is asked to sign: base64url of the statement's SHA-256. */
export const challengeOf = (statement: Statement): string =>
  base64urlnopad.encode(sha256(utf8ToBytes(statementText(statement))))

/** Bit 0 of the flags (WebAuthn §6.1): somebody was there and touched it. */
const USER_PRESENT = 0x01
const FLAGS_AT = 32
const LEAST_AUTHENTICATOR_DATA = 37

/**
 * Why a signature is not good for a statement; `undefined` when it is. Needs the statement and the registered public keys
 * alone, so that anybody who has the record can ask again later (S145).
 * @param keys those that the signature may come from: the signer's. A key that was revoked later still made what it made.
 */
export function signatureFault(
  statement: Statement,
  signature: Signature,
  keys: readonly VerifyingKey[],
): string | undefined {
  const key = keys.find(k => k.key === signature.key && k.method === signature.method)
  if (!key) return '签名所用的密钥不是签名人登记在册的密钥'
  const publicKey = bytesOf(key.publicKey)
  const value = bytesOf(signature.value)
  if (!publicKey || !value) return '签名的编码不对'
  const message = utf8ToBytes(statementText(statement))
  if (signature.method === 'SERVER_HELD') {
    return holds(() => value.length === 64 && ed25519.verify(value, message, publicKey, { zip215: false }))
  }
  const authenticatorData = bytesOf(signature.authenticatorData ?? '')
  const clientData = bytesOf(signature.clientData ?? '')
  if (!authenticatorData || !clientData) return '签名缺少认证器数据'
  const wrong = clientDataFault(clientData, challengeOf(statement)) ?? authenticatorFault(authenticatorData)
  const signed = concatBytes(authenticatorData, sha256(clientData))
  return wrong ?? holds(() => p256.verify(value, signed, publicKey, { format: 'der', lowS: false }))
}

const NOT_OVER_THIS = '签名与所签的内容不符'

/** The library throws for keys and signatures of the wrong form. */
function holds(verified: () => boolean): string | undefined {
  try {
    return verified() ? undefined : NOT_OVER_THIS
  } catch {
    return NOT_OVER_THIS
  }
}

/** WebAuthn §7.2, steps 10 and 11: what the browser says that it asked for. */
function clientDataFault(bytes: Uint8Array, challenge: string): string | undefined {
  try {
    const { type, challenge: asked } = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return type === 'webauthn.get' && asked === challenge ? undefined : NOT_OVER_THIS
  } catch {
    return '签名的浏览器数据不是规定的格式'
  }
}

function authenticatorFault(data: Uint8Array): string | undefined {
  if (data.length < LEAST_AUTHENTICATOR_DATA) return '签名的认证器数据不完整'
  return ((data[FLAGS_AT] ?? 0) & USER_PRESENT) === 0 ? '认证器没有确认本人在场' : undefined
}

function bytesOf(text: string): Uint8Array | undefined {
  try {
    return text === '' ? undefined : base64urlnopad.decode(text)
  } catch {
    return undefined
  }
}

/** S145: whoever has a key of their own signs with it; the server signs for those who have none. */
export function refuseWithoutOwnKey(keys: readonly VerifyingKey[]): Refusal | undefined {
  return keys.some(isOwnKey)
    ? refuse('INCOMPLETE', 'S145', '您登记了本人持有的签名密钥，请用它签名后提交。', 'signature')
    : undefined
}

export const isOwnKey = ({ method }: Pick<VerifyingKey, 'method'>): boolean => method === 'WEBAUTHN'

const methodWords: Record<SignatureMethod, string> = {
  WEBAUTHN: '本人持有的密钥签名',
  SERVER_HELD: '平台代管的密钥签名',
}
export const wordsOfMethod = (method: SignatureMethod): string => methodWords[method]
