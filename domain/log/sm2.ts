/**
 * The log's second signature, for those who must verify with Chinese algorithms: SM2 with SM3 (GB/T 32918.2) and the user id
 * that GM/T 0009 gives by default. Its library is large, so callers import this file only when the setting asks for it.
 */
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { sm2 } from 'sm-crypto-v2'
import { OTHER, type SignerKey, signerText, sm2Identifier, type VerifierKey, verifierKey } from './key.ts'

/** Always given: a library that falls back to another id, or to none, makes signatures that only itself accepts. */
const options = { hash: true, userId: '1234567812345678' } as const

/** Order of the group (GB/T 32918.5). */
const ORDER = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n
const SCALAR_BYTES = 32
const LEAST_RANDOM_BYTES = 40

/**
 * A private key, 32 bytes, evenly distributed over 1 … order − 2.
 *
 * @param random at least 40 random bytes: the 8 beyond the key's own 32 make the remainder's bias negligible.
 */
export function newSm2PrivateKey(random: Uint8Array): Uint8Array {
  if (random.length < LEAST_RANDOM_BYTES) throw new Error(`a key takes ${LEAST_RANDOM_BYTES} random bytes`)
  const scalar = (BigInt(`0x${bytesToHex(random)}`) % (ORDER - 2n)) + 1n
  return hexToBytes(scalar.toString(16).padStart(2 * SCALAR_BYTES, '0'))
}

/** The signer's dice are the library's own: a nonce that repeats, or that can be guessed, gives the key away. */
export function sm2Signer(name: string, privateKey: Uint8Array): SignerKey {
  if (privateKey.length !== SCALAR_BYTES) throw new Error(`a private key has ${SCALAR_BYTES} bytes`)
  const secret = bytesToHex(privateKey)
  const publicKey = sm2.getPublicKeyFromPrivateKey(secret)
  const verifier = verifierKey(name, OTHER, concatBytes(sm2Identifier, hexToBytes(publicKey)))
  return {
    verifier,
    sign: message => toDer(hexToBytes(sm2.doSignature(message, secret, { ...options, publicKey }))),
    text: signerText(verifier, concatBytes(Uint8Array.of(OTHER), sm2Identifier, privateKey)),
  }
}

/** For `verifiedBy`, as `{ [OTHER]: verifySm2 }`. The signature is DER, and only the one DER text of its two numbers is good. */
export function verifySm2(message: Uint8Array, signature: Uint8Array, key: VerifierKey): boolean {
  const scalars = fromDer(signature)
  const point = bytesToHex(key.publicKey.subarray(sm2Identifier.length))
  if (scalars === undefined || !isScalar(scalars.subarray(0, SCALAR_BYTES))) return false
  if (!isScalar(scalars.subarray(SCALAR_BYTES))) return false
  try {
    return sm2.doVerifySignature(message, bytesToHex(scalars), point, options)
  } catch {
    // The library throws for a public key that is no point of the curve.
    return false
  }
}

/** The library does not look whether the numbers of a signature are in range, as GB/T 32918.2, 7.1 asks. */
function isScalar(bytes: Uint8Array): boolean {
  const value = BigInt(`0x${bytesToHex(bytes)}`)
  return value >= 1n && value < ORDER
}

/** `SEQUENCE { INTEGER r, INTEGER s }` from r ‖ s, 32 bytes each. */
function toDer(scalars: Uint8Array): Uint8Array {
  const integers = concatBytes(
    derInteger(scalars.subarray(0, SCALAR_BYTES)),
    derInteger(scalars.subarray(SCALAR_BYTES)),
  )
  return concatBytes(Uint8Array.of(0x30, integers.length), integers)
}

function derInteger(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex(byte => byte !== 0)
  const digits = first < 0 ? Uint8Array.of(0) : bytes.subarray(first)
  // A leading zero keeps the number positive.
  const padded = (digits[0] ?? 0) < 0x80 ? digits : concatBytes(Uint8Array.of(0), digits)
  return concatBytes(Uint8Array.of(0x02, padded.length), padded)
}

/** r ‖ s, 32 bytes each. What does not become the same DER again was not DER, or has numbers too long. */
function fromDer(der: Uint8Array): Uint8Array | undefined {
  const lengthOfR = der[3] ?? 0
  const r = der.subarray(4, 4 + lengthOfR)
  const s = der.subarray(4 + lengthOfR + 2)
  if (r.length > SCALAR_BYTES + 1 || s.length > SCALAR_BYTES + 1) return undefined
  const scalars = concatBytes(toWidth(r), toWidth(s))
  const again = toDer(scalars)
  return again.length === der.length && again.every((byte, at) => byte === der[at]) ? scalars : undefined
}

function toWidth(bytes: Uint8Array): Uint8Array {
  const wide = new Uint8Array(SCALAR_BYTES)
  const digits = bytes.subarray(Math.max(0, bytes.length - SCALAR_BYTES))
  wide.set(digits, SCALAR_BYTES - digits.length)
  return wide
}
