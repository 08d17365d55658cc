/** Signed notes (C2SP signed-note): a text, a blank line, and one line a signature. */
import { concatBytes } from '@noble/hashes/utils.js'
import { ok, type Result } from '../result.ts'
import { fromBase64, fromUtf8, toBase64, utf8 } from './bytes.ts'
import {
  COSIGNATURE_V1,
  ED25519,
  isKeyName,
  ML_DSA_44,
  type SignerKey,
  type VerifierKey,
  verifyEd25519,
} from './key.ts'
import { hasControlCharacter, malformed } from './lines.ts'

export interface SignatureLine {
  readonly name: string
  readonly id: number
  /** What follows the four bytes of the id; never empty. */
  readonly signature: Uint8Array
  /** `— <name> <base64 of id and signature>`, without the final newline. */
  readonly line: string
}

export interface Note {
  /** Ends in a newline; the blank line after it is not part of it. */
  readonly text: string
  readonly signatures: readonly SignatureLine[]
}

/** Whether a signature is good, by the type of the key. The message is the note's text. */
export type Verifiers = Readonly<
  Record<number, (message: Uint8Array, signature: Uint8Array, key: VerifierKey) => boolean>
>

const MOST_BYTES = 1_000_000
const MOST_SIGNATURES = 100
/** The longest post-quantum signatures have nearly 5 kB; names are short. */
const MOST_LINE_CHARACTERS = 16_384

const plainEd25519: Verifiers = {
  [ED25519]: (message, signature, key) => verifyEd25519(message, signature, key.publicKey),
}

/** Reads a note without judging its signatures. Whatever two readers could take for different things is refused. */
export function parseNote(bytes: Uint8Array): Result<Note> {
  if (bytes.length > MOST_BYTES) return malformed('note', `签名文本超过 ${MOST_BYTES} 字节。`)
  const whole = fromUtf8(bytes)
  if (whole === undefined) return malformed('note', '签名文本不是有效的 UTF-8 编码。')
  if (hasControlCharacter(whole, '\n')) {
    return malformed('note', '签名文本含有换行以外的控制字符（例如回车或空字符）。')
  }
  if (!whole.endsWith('\n')) return malformed('note', '签名文本的末尾缺少换行符，可能没有传完。')
  const blank = whole.lastIndexOf('\n\n')
  if (blank < 0 || blank + 2 === whole.length) return malformed('note', '签名文本缺少空行之后的签名行。')
  const signatures = parseSignatures(whole.slice(blank + 2))
  return signatures.ok ? ok({ text: whole.slice(0, blank + 1), signatures: signatures.value }) : signatures
}

/** Reads signature lines alone, each ending in a newline, as a witness answers them (tlog-witness, add-checkpoint). */
export function parseSignatures(text: string): Result<readonly SignatureLine[]> {
  if (!text.endsWith('\n')) return malformed('signature', '签名行的末尾缺少换行符，可能没有传完。')
  const lines = text.slice(0, -1).split('\n')
  if (lines.length > MOST_SIGNATURES) {
    return malformed('signature', `签名文本有 ${lines.length} 行签名，最多 ${MOST_SIGNATURES} 行。`)
  }
  const signatures: SignatureLine[] = []
  for (const [index, line] of lines.entries()) {
    const parsed = parseSignature(line, index + 1)
    if (!parsed.ok) return parsed
    signatures.push(parsed.value)
  }
  return ok(signatures)
}

/** The note as it is stored, sent and parsed. */
export function formatNote({ text, signatures }: Note): string {
  return `${text}\n${signatures.map(({ line }) => `${line}\n`).join('')}`
}

/**
 * Which of the keys signed the note; empty when none of them did. A signature line of another key is ignored; one of a
 * known key that is wrong refuses the whole note, as signed-note («Signatures») advises. Keys of a type that there is no
 * verifier for count as unknown.
 *
 * @param more verifiers besides Ed25519's: `cosignatureVerifiers`, or `{ [OTHER]: verifySm2 }`.
 */
export function verifiedBy(
  note: Note,
  keys: readonly VerifierKey[],
  more: Verifiers = {},
): Result<readonly VerifierKey[]> {
  const verifiers: Verifiers = { ...plainEd25519, ...more }
  const message = utf8(note.text)
  const signers = new Set<VerifierKey>()
  for (const { name, id, signature } of note.signatures) {
    const [key, another] = keys.filter(candidate => candidate.name === name && candidate.id === id)
    const verify = key && verifiers[key.type]
    if (key === undefined || verify === undefined) continue
    if (another !== undefined && another.text !== key.text) {
      return malformed('signature', `有两把不同的公钥同名同编号（${name}），无法判断签名属于哪一把。`)
    }
    if (!verify(message, signature, key)) return malformed('signature', `${name} 的签名不正确，整份签名文本不可信。`)
    signers.add(key)
  }
  return ok([...signers])
}

/** Signs the text. @throws when the key is a cosigner's, which signs something else (`cosign`), or the text is no note's. */
export function signNote(text: string, signer: SignerKey): SignatureLine {
  const { type } = signer.verifier
  if (type === COSIGNATURE_V1 || type === ML_DSA_44) throw new Error('a cosigner signs checkpoints, with a time')
  if (!text.endsWith('\n') || hasControlCharacter(text, '\n')) throw new Error('no text of a note')
  return signatureLine(signer.verifier, signer.sign(utf8(text)))
}

/** The line of a signature that was made with that key. */
export function signatureLine({ name, id }: VerifierKey, signature: Uint8Array): SignatureLine {
  const head = new Uint8Array(4)
  new DataView(head.buffer).setUint32(0, id)
  return { name, id, signature, line: `— ${name} ${toBase64(concatBytes(head, signature))}` }
}

function parseSignature(line: string, number: number): Result<SignatureLine> {
  const refused = (why: string) => malformed('signature', `第 ${number} 行签名${why}`)
  if (line.length > MOST_LINE_CHARACTERS) return refused(`超过 ${MOST_LINE_CHARACTERS} 个字符。`)
  const [dash, name = '', encoded = '', ...more] = line.split(' ')
  if (dash !== '—' || more.length > 0) return refused('应由破折号（U+2014）、名称、base64 签名组成，以一个空格分隔。')
  if (!isKeyName(name)) return refused('的名称不能为空，也不能含空白或加号。')
  const bytes = fromBase64(encoded)
  if (bytes === undefined) return refused('不是规范的 base64 编码。')
  if (bytes.length < 5) return refused('太短：编号 4 字节之后至少还要 1 字节。')
  const id = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
  return ok({ name, id, signature: bytes.subarray(4), line })
}
