/** An authenticator of WebAuthn in software, with what a browser puts around it: for tests of those who verify it. */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { Signature } from '../../domain/signature.ts'

export interface Authenticator {
  readonly id: string
  /** base64url of the P-256 point, uncompressed. */
  readonly publicKey: string
  /** What `startRegistration` of @simplewebauthn/browser gives for these options. */
  readonly register: (options: { readonly challenge: string }) => Record<string, unknown>
  /** An assertion over the challenge, as it travels inside an act. */
  readonly assert: (challenge: string, over?: Partial<Assertion>) => Signature
}

interface Assertion {
  readonly origin: string
  readonly rpId: string
  readonly flags: number
  readonly type: string
}

const sha256 = (content: Buffer | string) => createHash('sha256').update(content).digest()
const USER_PRESENT = 0x01
const USER_VERIFIED = 0x04
const WITH_KEY = 0x40

export function authenticator(origin = 'http://localhost:80', rpId = 'localhost'): Authenticator {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const point = [Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')] as const
  const credential = randomBytes(32)
  const id = credential.toString('base64url')

  const clientData = (type: string, challenge: string, from: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }))
  const head = (party: string, flags: number) => Buffer.concat([sha256(party), Buffer.of(flags), Buffer.alloc(4)])

  return {
    id,
    publicKey: Buffer.concat([Buffer.of(4), ...point]).toString('base64url'),
    register: ({ challenge }) => {
      const cose = Buffer.concat([
        Buffer.from('a5010203262001215820', 'hex'),
        point[0],
        Buffer.from('225820', 'hex'),
        point[1],
      ])
      const length = Buffer.alloc(2)
      length.writeUInt16BE(credential.length)
      const flags = USER_PRESENT | USER_VERIFIED | WITH_KEY
      const data = Buffer.concat([head(rpId, flags), Buffer.alloc(16), length, credential, cose])
      const attestation = Buffer.concat([
        Buffer.from('a3', 'hex'),
        text('fmt'),
        text('none'),
        text('attStmt'),
        Buffer.from('a0', 'hex'),
        text('authData'),
        Buffer.of(0x58, data.length),
        data,
      ])
      return {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: clientData('webauthn.create', challenge, origin).toString('base64url'),
          attestationObject: attestation.toString('base64url'),
          transports: ['internal'],
        },
      }
    },
    assert: (challenge, over = {}) => {
      const { type = 'webauthn.get', flags = USER_PRESENT | USER_VERIFIED } = over
      const data = head(over.rpId ?? rpId, flags)
      const client = clientData(type, challenge, over.origin ?? origin)
      return {
        method: 'WEBAUTHN',
        key: id,
        value: sign('sha256', Buffer.concat([data, sha256(client)]), privateKey).toString('base64url'),
        authenticatorData: data.toString('base64url'),
        clientData: client.toString('base64url'),
      }
    },
  }
}

/** CBOR text of less than 24 bytes. */
const text = (words: string) => Buffer.concat([Buffer.of(0x60 + words.length), Buffer.from(words)])
