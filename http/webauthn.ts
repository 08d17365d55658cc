import { createHash } from 'node:crypto'
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { cose, decodeCredentialPublicKey } from '@simplewebauthn/server/helpers'
import type { FastifyRequest } from 'fastify'
import type { SigningKey } from '../domain/organisation/organisation.ts'
import { must } from '../domain/result.ts'
import type { Signature } from '../domain/signature.ts'

/** Whom an authenticator's keys belong to: a host name, and the addresses at which browsers reach it. */
export interface RelyingParty {
  readonly id: string
  readonly origins: readonly string[]
}

/** By the setting where there is one; else by the address that this request came to. */
export function relyingParty(publicUrl: string, { host, hostname }: FastifyRequest): RelyingParty {
  if (publicUrl !== '') {
    const url = new URL(publicUrl)
    return { id: url.hostname, origins: [url.origin] }
  }
  return { id: hostname, origins: [`http://${host}`, `https://${host}`] }
}

/** P-256 with SHA-256, which every authenticator has and `domain/signature.ts` verifies. */
const ES256 = -7

/** Bound to one session and one person: nobody else can be made to answer it. */
export function registrationChallenge(person: string, csrf: string): Buffer {
  return createHash('sha256')
    .update(JSON.stringify(['signing-registration', person, csrf]))
    .digest()
}

export async function registrationOptions(
  party: RelyingParty,
  platform: string,
  who: { readonly person: string; readonly name: string },
  challenge: Buffer,
  keys: readonly SigningKey[],
) {
  return generateRegistrationOptions({
    rpName: platform,
    rpID: party.id,
    userName: who.person,
    userDisplayName: who.name,
    userID: bytes(Buffer.from(who.person)),
    challenge: bytes(challenge),
    attestationType: 'none',
    supportedAlgorithmIDs: [ES256],
    excludeCredentials: keys.map(({ key }) => ({ id: key })),
  })
}

/** The key that an authenticator made: its id, and the P-256 point; `undefined` when the answer is not good. */
export async function registeredKey(
  party: RelyingParty,
  response: unknown,
  challenge: Buffer,
): Promise<{ readonly key: string; readonly publicKey: string } | undefined> {
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: response as RegistrationResponseJSON,
      expectedChallenge: challenge.toString('base64url'),
      expectedOrigin: [...party.origins],
      expectedRPID: party.id,
      requireUserVerification: false,
      supportedAlgorithmIDs: [ES256],
    })
    if (!verified) return undefined
    const { id, publicKey } = registrationInfo.credential
    return { key: id, publicKey: pointOf(publicKey).toString('base64url') }
  } catch {
    // Whatever a browser sends may be anything; the library says so by throwing.
    return undefined
  }
}

export async function assertionOptions(party: RelyingParty, challenge: Buffer, keys: readonly SigningKey[]) {
  return generateAuthenticationOptions({
    rpID: party.id,
    challenge: bytes(challenge),
    allowCredentials: keys.map(({ key }) => ({ id: key })),
  })
}

/**
 * Whether an assertion was made for us: for this host, on one of our pages. That it is over the statement, anybody can see
 * (`signatureFault`); this much only we know.
 */
export async function madeHere(party: RelyingParty, signature: Signature, { key, publicKey }: SigningKey) {
  const { value, authenticatorData = '', clientData = '' } = signature
  const response: AuthenticationResponseJSON = {
    id: key,
    rawId: key,
    type: 'public-key',
    response: { authenticatorData, clientDataJSON: clientData, signature: value },
    clientExtensionResults: {},
  }
  try {
    const { verified } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: () => true,
      expectedOrigin: [...party.origins],
      expectedRPID: party.id,
      credential: { id: key, publicKey: bytes(coseOf(Buffer.from(publicKey, 'base64url'))), counter: 0 },
      requireUserVerification: false,
    })
    return verified
  } catch {
    return false
  }
}

const COORDINATE_BYTES = 32
const UNCOMPRESSED = 0x04

function pointOf(publicKey: Uint8Array<ArrayBuffer>): Buffer {
  const decoded = decodeCredentialPublicKey(publicKey)
  if (!cose.isCOSEPublicKeyEC2(decoded)) throw new Error('not a key of P-256')
  const x = must(decoded.get(cose.COSEKEYS.x), 'x')
  const y = must(decoded.get(cose.COSEKEYS.y), 'y')
  return Buffer.concat([Buffer.of(UNCOMPRESSED), x, y])
}

/** RFC 9053 §7.1.1, in CBOR: {1: 2 (EC2), 3: −7 (ES256), −1: 1 (P-256), −2: x, −3: y}. */
function coseOf(point: Buffer): Buffer {
  const x = point.subarray(1, 1 + COORDINATE_BYTES)
  const y = point.subarray(1 + COORDINATE_BYTES)
  const head = Buffer.from('a5010203262001215820', 'hex')
  return Buffer.concat([head, x, Buffer.from('225820', 'hex'), y])
}

/** The library wants memory that nobody shares. */
const bytes = (content: Buffer): Uint8Array<ArrayBuffer> => new Uint8Array(content)
