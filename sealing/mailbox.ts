/** The reporter's mailbox: a key pair made in the browser. The server keeps its public half, and the private half sealed to the code. */
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { fromBase64, fromUtf8, toBase64 } from '../domain/log/bytes.ts'
import { err, ok, type Result, refuse } from '../domain/result.ts'
import { decryptBytes, encryptWithPassphrase } from './age.ts'
import { sealRefusal } from './broken-seal.ts'
import { derivedFromCode } from './query-code.ts'

export interface NewMailbox {
  /** 64 hexadecimal digits, the key of the mailbox's door; the server keeps only its SHA-256. */
  readonly token: string
  /** `age1…`: what the group seals its replies to. */
  readonly replyTo: string
  /** base64 of the identity, sealed by age to the passphrase from the code. */
  readonly keyBox: string
}

/** The passphrase was stretched already and has 256 random-looking bits: more work here would only make the reporter wait. */
const WORK_FACTOR = 14

/** @param code as `readQueryCode` or `newQueryCode` gives it; @param number the register number of the report. */
export async function newMailbox(code: string, number: string): Promise<NewMailbox> {
  const { token, passphrase } = await derivedFromCode(code, number)
  const identity = await generateX25519Identity()
  const replyTo = await identityToRecipient(identity)
  return { token, replyTo, keyBox: toBase64(await encryptWithPassphrase(identity, passphrase, WORK_FACTOR)) }
}

/** The identity in a key box, with which the replies are opened. */
export async function openMailbox(keyBox: string, code: string, number: string): Promise<Result<string>> {
  const { passphrase } = await derivedFromCode(code, number)
  const sealed = fromBase64(keyBox)
  const opened = sealed ? await decryptBytes(sealed, { passphrase }) : err('DAMAGED' as const)
  if (opened.ok) return ok(fromUtf8(opened.value) ?? '')
  return err(opened.error === 'WRONG_PASSPHRASE' ? wrongCode : sealRefusal(opened.error))
}

const wrongCode = refuse(
  'FORBIDDEN',
  'E-60',
  '登记号和查询码对不上，信箱没有打开：请对照回执再看一遍。查询码不能找回，忘记了可以补交线索并注明原登记号。',
  'code',
)
