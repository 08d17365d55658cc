import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { fromBase64 } from '../../domain/log/bytes.ts'
import {
  ED25519,
  OTHER,
  parseSignerKey,
  parseVerifierKey,
  type SignerKey,
  signerKey,
  sm2Identifier,
  type VerifierKey,
} from '../../domain/log/key.ts'
import { must } from '../../domain/result.ts'
import { OperatorError } from '../operator-error.ts'

/** The keys of one log. A checkpoint carries a signature of every key that signs. */
export interface LogKeys {
  readonly origin: string
  /** The newest Ed25519 key: `/log/vkey` shows its verifier key. */
  readonly current: SignerKey
  /** Those that sign beside it: older ones that are not retired yet, and SM2's if the setting asks for it. */
  readonly alsoSigning: readonly SignerKey[]
  /** Those that sign no more; what they signed stays good. */
  readonly retired: readonly VerifierKey[]
}

export interface LogKeyOptions {
  /** Whether every checkpoint gets a second signature in SM2 with SM3. */
  readonly sm2?: boolean
}

/*
 * One file a key, numbered in the order in which they were made: `001.key` holds a signer key (secret), `001.vkey` is what
 * is left of it when it is retired. A folder may hold the keys of several origins, one after another.
 */
const NAME = /^(\d{3,})\.(key|vkey)$/

interface KeyFile {
  readonly name: string
  readonly verifier: VerifierKey
  readonly signer?: SignerKey
}

/**
 * The keys of the log of that origin in `folder`; the first one is made when there is none yet.
 * @throws OperatorError when a file there is no key.
 */
export async function loadLogKeys(folder: string, origin: string, options: LogKeyOptions = {}): Promise<LogKeys> {
  await ensureKey(folder, origin, isEd25519Signer, async () => newEd25519Key(origin))
  if (options.sm2) await ensureKey(folder, origin, isSm2Signer, () => newSm2Key(origin))
  return keysOf((await readFolder(folder, origin)).files, origin, options)
}

/** The same without making any: `undefined` when this log has no key yet. */
export async function findLogKeys(
  folder: string,
  origin: string,
  options: LogKeyOptions = {},
): Promise<LogKeys | undefined> {
  const { files } = await readFolder(folder, origin)
  return files.some(isEd25519Signer) ? keysOf(files, origin, options) : undefined
}

/**
 * Makes a new current key. The old ones go on signing beside it, so that verifiers who know only these go on, until
 * `retireLogKeys`. A server that runs signs with the new key from its next start on.
 */
export async function rotateLogKey(folder: string, origin: string): Promise<LogKeys> {
  await loadLogKeys(folder, origin)
  const { text } = newEd25519Key(origin)
  while (!place(folder, `${(await readFolder(folder, origin)).next}.key`, text));
  return keysOf((await readFolder(folder, origin)).files, origin, { sm2: true })
}

/** Ends all Ed25519 keys but the current one: their secret halves are destroyed, their verifier keys stay known for ever. */
export async function retireLogKeys(folder: string, origin: string): Promise<LogKeys> {
  const { current } = await loadLogKeys(folder, origin)
  for (const { name, verifier } of (await readFolder(folder, origin)).files.filter(isEd25519Signer)) {
    if (verifier.text === current.verifier.text) continue
    place(folder, name.replace(/\.key$/, '.vkey'), verifier.text)
    rmSync(join(folder, name))
  }
  synchronise(folder)
  return keysOf((await readFolder(folder, origin)).files, origin, { sm2: true })
}

/** Every key that ever signed this log, the current one first: what a policy must list for old proofs to stay good. */
export function verifierKeysOf({ current, alsoSigning, retired }: LogKeys): readonly VerifierKey[] {
  return [...signersOf({ current, alsoSigning }).map(({ verifier }) => verifier), ...retired]
}

/** The keys that sign a checkpoint, the current one first. */
export function signersOf({ current, alsoSigning }: Pick<LogKeys, 'current' | 'alsoSigning'>): readonly SignerKey[] {
  return [current, ...alsoSigning]
}

function keysOf(files: readonly KeyFile[], origin: string, { sm2 = false }: LogKeyOptions): LogKeys {
  const signing = files.filter(file => isEd25519Signer(file) || (sm2 && isSm2Signer(file)))
  const current = must(signing.findLast(isEd25519Signer), 'an Ed25519 key of the log')
  return {
    origin,
    current: must(current.signer, 'a signer'),
    alsoSigning: signing.filter(file => file !== current).flatMap(({ signer }) => signer ?? []),
    retired: files.filter(file => !signing.includes(file)).map(({ verifier }) => verifier),
  }
}

const isEd25519Signer = ({ signer, verifier }: KeyFile): boolean => signer !== undefined && verifier.type === ED25519
const isSm2Signer = ({ signer, verifier }: KeyFile): boolean => signer !== undefined && verifier.type === OTHER

const newEd25519Key = (origin: string): SignerKey => signerKey(origin, ED25519, new Uint8Array(randomBytes(32)))

/** The library of SM2 is large and is loaded only where the setting or a key asks for it. */
async function newSm2Key(origin: string): Promise<SignerKey> {
  const { newSm2PrivateKey, sm2Signer } = await import('../../domain/log/sm2.ts')
  return sm2Signer(origin, newSm2PrivateKey(new Uint8Array(randomBytes(48))))
}

/** Of two programs that start at once, the slower one finds the number taken, looks again, and uses what is there. */
async function ensureKey(
  folder: string,
  origin: string,
  isSuch: (file: KeyFile) => boolean,
  make: () => Promise<SignerKey>,
): Promise<void> {
  for (;;) {
    const { files, next } = await readFolder(folder, origin)
    if (files.some(isSuch)) return
    place(folder, `${next}.key`, (await make()).text)
  }
}

/**
 * Linked into place whole and on disk, so that no checkpoint is ever signed with a key that a power cut takes away.
 * @returns false when the name is taken.
 */
function place(folder: string, name: string, text: string): boolean {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const staging = join(folder, `.new-${process.pid}-${randomBytes(4).toString('hex')}`)
  const file = openSync(staging, 'wx', 0o600)
  try {
    writeSync(file, `${text}\n`)
    fsyncSync(file)
    linkSync(staging, join(folder, name))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    return false
  } finally {
    closeSync(file)
    rmSync(staging, { force: true })
  }
  synchronise(folder)
  return true
}

function synchronise(folder: string): void {
  const file = openSync(folder, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** The keys of the log of that origin, in order, and the number that the next key of any log would have. */
async function readFolder(
  folder: string,
  origin: string,
): Promise<{ readonly files: readonly KeyFile[]; readonly next: string }> {
  const numbered = listed(folder).flatMap(name => {
    const [, number, kind] = NAME.exec(name) ?? []
    return number === undefined ? [] : [{ name, number: Number(number), secret: kind === 'key' }]
  })
  const inOrder = numbered.toSorted((a, b) => a.number - b.number)
  const files = await Promise.all(inOrder.map(({ name, secret }) => readKey(folder, name, secret)))
  return {
    files: files.filter(({ verifier }) => verifier.name === origin),
    next: String((inOrder.at(-1)?.number ?? 0) + 1).padStart(3, '0'),
  }
}

function listed(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw new OperatorError(`读不到日志密钥的文件夹 ${folder}：请检查权限`)
  }
}

async function readKey(folder: string, name: string, secret: boolean): Promise<KeyFile> {
  const path = join(folder, name)
  const text = readFileSync(path, 'utf8').trim()
  const signer = secret ? await readSigner(text) : undefined
  const verifier = signer?.verifier ?? (secret ? undefined : readVerifier(text))
  if (!verifier) throw new OperatorError(`${path} 里不是日志的密钥：请从备份恢复这个文件`)
  return { name, verifier, ...(signer ? { signer } : {}) }
}

function readVerifier(text: string): VerifierKey | undefined {
  const key = parseVerifierKey(text)
  return key.ok ? key.value : undefined
}

async function readSigner(text: string): Promise<SignerKey | undefined> {
  const [, name = '', encoded = ''] = /^PRIVATE\+KEY\+([^+]*)\+[^+]*\+(.*)$/su.exec(text) ?? []
  const material = fromBase64(encoded)
  if (material?.[0] === OTHER) {
    const { sm2Signer } = await import('../../domain/log/sm2.ts')
    return sm2Signer(name, material.subarray(1 + sm2Identifier.length))
  }
  const key = parseSignerKey(text)
  return key.ok ? key.value : undefined
}
