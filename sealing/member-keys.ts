/**
 * A member's own key. It is made in the browser and never leaves it but sealed: to a passphrase, or to a security key (WebAuthn
 * PRF). Unlocked it is in memory only, and forgotten after some idle minutes.
 */
import { Encrypter, generateX25519Identity, identityToRecipient, webauthn } from 'age-encryption'
import { createStore, del, get, keys, set, type UseStore } from 'idb-keyval'
import { fromUtf8 } from '../domain/log/bytes.ts'
import { err, ok, type Result, refuse } from '../domain/result.ts'
import { decryptBytes, encryptWithPassphrase, type Openers } from './age.ts'
import { sealRefusal } from './broken-seal.ts'

export interface MemberKey {
  /** `AGE-SECRET-KEY-1…` */
  readonly identity: string
  /** `age1…`: what is registered, and what others seal to. */
  readonly recipient: string
}

/** A key at rest: nothing in it opens anything by itself. */
export interface WrappedKey {
  readonly recipient: string
  readonly by: 'PASSPHRASE' | 'SECURITY_KEY'
  /** The identity, sealed by age. */
  readonly wrapped: Uint8Array
  /** Names the credential to ask the security key for; no secret. */
  readonly credential?: string
}

/** Where wrapped keys are kept, by recipient. */
export interface KeyShelf {
  readonly put: (key: WrappedKey) => Promise<void>
  readonly get: (recipient: string) => Promise<WrappedKey | undefined>
  readonly list: () => Promise<readonly string[]>
  readonly remove: (recipient: string) => Promise<void>
}

/** log₂ of scrypt's N: 256 MB and a second or two of an office machine for every guess (age's own measure). */
const WORK_FACTOR = 18
const LEAST_PASSPHRASE = 12

/** IndexedDB of this browser. */
export function browserShelf(store: UseStore = createStore('yangguang-keys', 'wrapped')): KeyShelf {
  return {
    put: key => set(key.recipient, key, store),
    get: recipient => get<WrappedKey>(recipient, store),
    list: () => keys<string>(store),
    remove: recipient => del(recipient, store),
  }
}

export async function createMemberKey(): Promise<MemberKey> {
  const identity = await generateX25519Identity()
  return { identity, recipient: await identityToRecipient(identity) }
}

export async function wrapWithPassphrase(
  { identity, recipient }: MemberKey,
  passphrase: string,
  workFactor = WORK_FACTOR,
): Promise<Result<WrappedKey>> {
  const refusal = weakPassphrase(passphrase)
  if (refusal) return err(refusal)
  return ok({ recipient, by: 'PASSPHRASE', wrapped: await encryptWithPassphrase(identity, passphrase, workFactor) })
}

/** Asks the person for their security key twice: once to make a credential, once to seal to it. */
export async function wrapWithSecurityKey(
  { identity, recipient }: MemberKey,
  rpId: string = location.hostname,
): Promise<Result<WrappedKey>> {
  try {
    const credential = await webauthn.createCredential({ keyName: '阳光政务 监督小组密钥', type: 'security-key', rpId })
    const encrypter = new Encrypter()
    encrypter.addRecipient(new webauthn.WebAuthnRecipient({ identity: credential }))
    return ok({ recipient, by: 'SECURITY_KEY', wrapped: await encrypter.encrypt(identity), credential })
  } catch {
    // The browser does not say whether the person declined, the time ran out or the device cannot do it.
    return err(noSecurityKey)
  }
}

const noSecurityKey = refuse(
  'NOT_SUPPORTED',
  'S122',
  '安全密钥没有用成：可能没有插好、没有确认，或者它和浏览器不支持所需的功能（PRF）。请再试一次，或改用口令保护。',
  'credential',
)

/** Opens a wrapped key; a security key is asked for by the browser. */
export async function unlock(key: WrappedKey, passphrase = ''): Promise<Result<MemberKey>> {
  if (key.by === 'PASSPHRASE') return await opened(key.wrapped, { passphrase })
  try {
    const device = new webauthn.WebAuthnIdentity(key.credential === undefined ? {} : { identity: key.credential })
    return await opened(key.wrapped, { device })
  } catch {
    return err(noSecurityKey)
  }
}

/** The key as a file to be kept elsewhere, on paper or on a disk in a safe: an ordinary .age file with a passphrase. */
export async function exportKey(
  { identity }: MemberKey,
  passphrase: string,
  workFactor = WORK_FACTOR,
): Promise<Result<Uint8Array>> {
  const refusal = weakPassphrase(passphrase)
  return refusal ? err(refusal) : ok(await encryptWithPassphrase(`${identity}\n`, passphrase, workFactor))
}

/** Reads a file of {@link exportKey}, or of `age -p` over a file of `age-keygen`. */
export const importKey = (file: Uint8Array, passphrase: string): Promise<Result<MemberKey>> =>
  opened(file, { passphrase })

async function opened(sealed: Uint8Array, openers: Openers): Promise<Result<MemberKey>> {
  const bytes = await decryptBytes(sealed, openers)
  if (!bytes.ok) return err(sealRefusal(bytes.error))
  const lines = (fromUtf8(bytes.value) ?? '').split(/\r?\n/)
  const identity = lines.map(line => line.trim()).find(line => line.startsWith('AGE-SECRET-KEY-1'))
  if (!identity) return err(sealRefusal('KEY_UNREADABLE'))
  try {
    return ok({ identity, recipient: await identityToRecipient(identity) })
  } catch {
    return err(sealRefusal('KEY_UNREADABLE'))
  }
}

function weakPassphrase(passphrase: string) {
  return [...passphrase].length < LEAST_PASSPHRASE
    ? refuse(
        'INVALID',
        'S122',
        `口令至少 ${LEAST_PASSPHRASE} 个字：可以用几个不相干的词连起来。忘记口令的密钥不能找回。`,
        'passphrase',
      )
    : undefined
}

/** Unlocked keys, in memory only. */
export interface Keyring {
  readonly hold: (key: MemberKey) => void
  /** The identities, for opening; using them counts as being there. Empty after the idle time. */
  readonly identities: () => readonly string[]
  readonly forget: () => void
}

/** @param idleMinutes after which everything is forgotten; @param onForgotten so that the page can say so. */
export function keyring(idleMinutes = 10, onForgotten: () => void = () => {}): Keyring {
  const held = new Map<string, string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const forget = () => {
    clearTimeout(timer)
    if (held.size === 0) return
    held.clear()
    onForgotten()
  }
  const isUsed = () => {
    clearTimeout(timer)
    timer = setTimeout(forget, idleMinutes * 60_000)
  }
  return {
    hold: ({ identity, recipient }) => {
      held.set(recipient, identity)
      isUsed()
    },
    identities: () => {
      if (held.size > 0) isUsed()
      return [...held.values()]
    },
    forget,
  }
}
