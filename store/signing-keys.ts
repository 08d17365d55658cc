import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto'
import { streams } from '../domain/ids.ts'
import { SYSTEM } from '../domain/organisation/facts.ts'
import { ok, type Result } from '../domain/result.ts'
import type { Signature } from '../domain/signature.ts'
import type { Instant } from '../domain/time.ts'
import { handle } from './handle.ts'
import { keptSecret } from './session-secret.ts'
import type { Store } from './store.ts'
import { readAgency } from './views/agency.ts'

/** The key that seals the others: `signing-secret` in the data folder. Without it nobody can be signed for as before. */
const FILE = 'signing-secret'
const NONCE_BYTES = 12
const TAG_BYTES = 16
/** How often a key is looked for again where two made one at once. */
const ATTEMPTS = 3

interface HeldKey {
  readonly key: string
  readonly privateKey: KeyObject
}

/**
 * Signs for a person with the key that the server holds for them. The first time makes the key and has the platform
 * register its public half in the organisation's stream; so does the next time after it was revoked, or after the data
 * folder's key file was lost.
 * @param text the statement's text, which is signed as UTF-8 with Ed25519.
 */
export async function signFor(
  store: Store,
  dataDir: string,
  person: string,
  text: string,
  now: Instant,
): Promise<Result<Signature>> {
  const held = await keyOf(store, dataDir, person, now)
  if (!held.ok) return held
  const { key, privateKey } = held.value
  const value = sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64url')
  return ok({ method: 'SERVER_HELD', key, value })
}

async function keyOf(store: Store, dataDir: string, person: string, now: Instant): Promise<Result<HeldKey>> {
  const secret = Buffer.from(keptSecret(dataDir, FILE), 'hex')
  for (let attempt = 1; ; attempt++) {
    const kept = await find(store, secret, person)
    if (kept?.held) {
      const { signingKeys } = (await readAgency(store)).organisation
      const registered = signingKeys.find(k => k.key === kept.key)
      if (registered && !registered.revoked) return ok(kept.held)
      if (!registered) {
        const done = await register(store, person, kept.held, now)
        if (done.ok || attempt === ATTEMPTS) return done.ok ? ok(kept.held) : done
        continue
      }
    }
    await replace(store, secret, person, kept?.key)
  }
}

async function find(
  store: Store,
  secret: Buffer,
  person: string,
): Promise<{ readonly key: string; readonly held: HeldKey | undefined } | undefined> {
  const row = await store.database.kysely
    .selectFrom('signing_key')
    .select(['key', 'sealed'])
    .where('organ', '=', store.organ)
    .where('person', '=', person)
    .executeTakeFirst()
  if (!row) return undefined
  const opened = open(secret, row.sealed, bound(store, person, row.key))
  if (!opened) return { key: row.key, held: undefined }
  const privateKey = createPrivateKey({ key: opened, format: 'der', type: 'pkcs8' })
  return { key: row.key, held: { key: row.key, privateKey } }
}

/** A new key in the place of one that is revoked or cannot be opened; of two who do so at once, one is first. */
async function replace(store: Store, secret: Buffer, person: string, old: string | undefined): Promise<void> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const key = keyId(publicKey)
  const der = privateKey.export({ format: 'der', type: 'pkcs8' })
  const sealed = seal(secret, der, bound(store, person, key))
  await store.database.kysely
    .insertInto('signing_key')
    .values({ organ: store.organ, person, key, sealed })
    .onConflict(conflict =>
      conflict
        .columns(['organ', 'person'])
        .doUpdateSet({ key, sealed })
        .where('signing_key.key', '=', old ?? ''),
    )
    .execute()
}

async function register(store: Store, person: string, held: HeldKey, now: Instant): Promise<Result<unknown>> {
  const { key, privateKey } = held
  const { x = '' } = privateKey.export({ format: 'jwk' })
  const input = { key, person, method: 'SERVER_HELD', publicKey: x }
  const command = { stream: streams.organisation, noun: 'signing-keys', input, person: SYSTEM, now }
  return handle(store, { ...command, key: `signing-key:${key}` })
}

/** SHA-256 of the raw public key, hexadecimal. */
function keyId(publicKey: KeyObject): string {
  const { x = '' } = publicKey.export({ format: 'jwk' })
  return createHash('sha256').update(Buffer.from(x, 'base64url')).digest('hex')
}

/** A sealed key opens for its own person only: nobody can move it to another's row. */
const bound = (store: Store, person: string, key: string) => Buffer.from(JSON.stringify([store.organ, person, key]))

function seal(secret: Buffer, content: Buffer, data: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', secret, nonce).setAAD(data)
  const sealed = Buffer.concat([cipher.update(content), cipher.final()])
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()])
}

function open(secret: Buffer, sealed: Buffer, data: Buffer): Buffer | undefined {
  const nonce = sealed.subarray(0, NONCE_BYTES)
  const tag = sealed.subarray(-TAG_BYTES)
  try {
    const decipher = createDecipheriv('aes-256-gcm', secret, nonce, { authTagLength: TAG_BYTES })
    decipher.setAAD(data).setAuthTag(tag)
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
  } catch {
    return undefined
  }
}

/** The signature that a command of this key recorded when it was first carried out: the same one is sent again. */
export async function earlierSignature(
  store: Store,
  stream: string,
  person: string,
  key: string,
): Promise<Signature | undefined> {
  const { rows } = await store.database.pool.query<{ signature: Signature }>({
    name: 'earlier-signature',
    text: `select e.data -> 'signature' as signature
             from command c
             join event e on e.organ = c.organ and e.stream = c.stream and e.version <= c.version and e.at = c.at
            where c.organ = $1 and c.key = $2 and c.stream = $3 and e.data -> 'signature' is not null
            order by e.version desc limit 1`,
    values: [store.organ, `${person}:${key}`, stream],
  })
  return rows[0]?.signature
}
