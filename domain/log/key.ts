/**
 * Keys of signed notes, as text: verifier keys as in C2SP signed-note («Verifier keys»), signer keys as in Go's
 * golang.org/x/mod/sumdb/note. The libraries' signatures are wrapped here and nowhere else, SM2's alone in `sm2.ts`.
 */
import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js'
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js'
import { ok, type Result } from '../result.ts'
import { fromBase64, toBase64, utf8 } from './bytes.ts'
import { hasControlCharacter, malformed } from './lines.ts'

/** Signature types of signed-note. `OTHER` is followed by an identifier of its own; the only one known here is SM2's. */
export const ED25519 = 0x01
export const COSIGNATURE_V1 = 0x04
export const ML_DSA_44 = 0x06
export const OTHER = 0xff

/** Stands between the type 0xff and the public key (65 bytes, uncompressed) of an SM2 key. */
export const sm2Identifier: Uint8Array = utf8('sm2-with-sm3')

export interface VerifierKey {
  readonly name: string
  /** The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ public key), big-endian. */
  readonly id: number
  readonly type: number
  /** Whatever follows the type: 32 bytes for Ed25519, 1312 for ML-DSA-44, identifier and 65 bytes for SM2. */
  readonly publicKey: Uint8Array
  /** `<name>+<id in hexadecimal>+<base64 of type and public key>` */
  readonly text: string
}

export interface SignerKey {
  readonly verifier: VerifierKey
  /** Signs the message as it is; what a cosigner signs is put together in `cosignature.ts`. */
  readonly sign: (message: Uint8Array) => Uint8Array
  /** `PRIVATE+KEY+<name>+<id>+<base64 of type and seed>`: secret. */
  readonly text: string
}

type SignerType = typeof ED25519 | typeof COSIGNATURE_V1 | typeof ML_DSA_44

const SEED_BYTES = 32
const SM2_POINT_BYTES = 65

/** Reads a verifier key. Refused: another form, a name no note may carry, an id that is not the key's, an unsupported type. */
export function parseVerifierKey(text: string): Result<VerifierKey> {
  // The base64 of a key may hold plus signs itself, so that only the first two separate.
  const parts = /^([^+]*)\+([^+]*)\+(.*)$/su.exec(text)
  if (parts === null) return malformed('vkey', '公钥应由名称、编号、密钥三部分组成，以加号分隔。')
  const [, name = '', id = '', key = ''] = parts
  if (!isKeyName(name)) return malformed('vkey', '公钥的名称不能为空，也不能含空白、加号或控制字符。')
  if (!/^[0-9a-f]{8}$/.test(id)) return malformed('vkey', '公钥的编号应是 8 位小写十六进制数。')
  const material = fromBase64(key)
  if (material === undefined) return malformed('vkey', '公钥的密钥部分不是规范的 base64 编码。')
  const [type = -1] = material
  const publicKey = material.subarray(1)
  const refusal = refusedMaterial(name, type, publicKey)
  if (refusal !== undefined) return malformed('vkey', refusal)
  const parsed = verifierKey(name, type, publicKey)
  if (parsed.text !== text) return malformed('vkey', '公钥的编号与名称、密钥不符，可能抄写有误。')
  return ok(parsed)
}

/** Puts a verifier key together. The caller answers for the name and for the length of the key. */
export function verifierKey(name: string, type: number, publicKey: Uint8Array): VerifierKey {
  const material = concatBytes(Uint8Array.of(type), publicKey)
  const digest = sha256(concatBytes(utf8(`${name}\n`), material))
  const id = new DataView(digest.buffer, digest.byteOffset).getUint32(0)
  return { name, id, type, publicKey, text: `${name}+${keyIdText(digest)}+${toBase64(material)}` }
}

/** Reads a signer key of Ed25519 (0x01, 0x04) or ML-DSA-44 (0x06). The refusals never repeat the text, which is secret. */
export function parseSignerKey(text: string): Result<SignerKey> {
  const [, name = '', key] = /^PRIVATE\+KEY\+([^+]*)\+[^+]*\+(.*)$/su.exec(text) ?? []
  const material = key === undefined ? undefined : fromBase64(key)
  if (material === undefined) {
    return malformed('skey', '私钥应形如 PRIVATE+KEY+名称+编号+密钥，密钥为规范的 base64 编码。')
  }
  if (!isKeyName(name)) return malformed('skey', '私钥的名称不能为空，也不能含空白、加号或控制字符。')
  const [type] = material
  if (type !== ED25519 && type !== COSIGNATURE_V1 && type !== ML_DSA_44) {
    return malformed('skey', '不支持私钥的签名类型：应为 Ed25519（0x01、0x04）或 ML-DSA-44（0x06）。')
  }
  if (material.length !== 1 + SEED_BYTES) return malformed('skey', '私钥的种子应为 32 字节。')
  const signer = signerKey(name, type, material.subarray(1))
  const refusal = refusedMaterial(name, type, signer.verifier.publicKey)
  if (refusal !== undefined) return malformed('skey', refusal)
  if (signer.text !== text) return malformed('skey', '私钥的编号与名称、密钥不符，可能抄写有误。')
  return ok(signer)
}

/** @param seed 32 random bytes from the caller; whoever has them can sign. */
export function signerKey(name: string, type: SignerType, seed: Uint8Array): SignerKey {
  if (seed.length !== SEED_BYTES) throw new Error(`a seed has ${SEED_BYTES} bytes, not ${seed.length}`)
  const { publicKey, sign } = type === ML_DSA_44 ? mlDsaPair(seed) : ed25519Pair(seed)
  const verifier = verifierKey(name, type, publicKey)
  return { verifier, sign, text: signerText(verifier, concatBytes(Uint8Array.of(type), seed)) }
}

/** `PRIVATE+KEY+…` of a key whose type and secret part are given. */
export function signerText({ name, text }: VerifierKey, secret: Uint8Array): string {
  const id = text.slice(name.length + 1, name.length + 9)
  return `PRIVATE+KEY+${name}+${id}+${toBase64(secret)}`
}

/**
 * RFC 8032 as strictly as it can be read: encodings of points must be canonical, S below the order, and no public key of
 * small order, under which one signature could be good for several messages.
 */
export function verifyEd25519(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  return signature.length === 64 && ed25519.verify(signature, message, publicKey, { zip215: false })
}

/** FIPS 204 ML-DSA-44 with an empty context. */
export function verifyMlDsa44(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  return signature.length === 2420 && ml_dsa44.verify(signature, message, publicKey)
}

/** signed-note, «Format»: non-empty, no Unicode spaces, no plus; and no control character, which no note may hold. */
export function isKeyName(name: string): boolean {
  return name !== '' && name.isWellFormed() && !/[\p{White_Space}+]/u.test(name) && !hasControlCharacter(name)
}

const keyIdText = (digest: Uint8Array) => bytesToHex(digest.subarray(0, 4))

function refusedMaterial(name: string, type: number, publicKey: Uint8Array): string | undefined {
  switch (type) {
    case ED25519:
    case COSIGNATURE_V1:
      return publicKey.length === 32 ? undefined : `Ed25519 公钥应为 32 字节，这里是 ${publicKey.length} 字节。`
    case ML_DSA_44:
      if (utf8(name).length > 255) return 'ML-DSA-44 公钥的名称最长 255 字节。'
      return publicKey.length === 1312 ? undefined : `ML-DSA-44 公钥应为 1312 字节，这里是 ${publicKey.length} 字节。`
    case OTHER:
      return isSm2Key(publicKey)
        ? undefined
        : '不支持公钥的签名类型：0xff 之后只认得 SM2（sm2-with-sm3，65 字节公钥）。'
    default:
      return '不支持公钥的签名类型：应为 Ed25519（0x01、0x04）、ML-DSA-44（0x06）或 SM2（0xff）。'
  }
}

function isSm2Key(publicKey: Uint8Array): boolean {
  const point = publicKey.subarray(sm2Identifier.length)
  return sm2Identifier.every((byte, at) => publicKey[at] === byte) && point.length === SM2_POINT_BYTES && point[0] === 4
}

function ed25519Pair(seed: Uint8Array) {
  const secret = seed.slice()
  return { publicKey: ed25519.getPublicKey(secret), sign: (message: Uint8Array) => ed25519.sign(message, secret) }
}

/** Signing is deterministic, as FIPS 204 permits: no dice in here, and the same signature every time. */
function mlDsaPair(seed: Uint8Array) {
  const { publicKey, secretKey } = ml_dsa44.keygen(seed)
  return { publicKey, sign: (message: Uint8Array) => ml_dsa44.sign(message, secretKey, { extraEntropy: false }) }
}
