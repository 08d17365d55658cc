import { portableSha256 } from '../../../domain/log/hashing.ts'

/** A one-time link: the secret that stands in it, and the fingerprint by which alone the server knows it (E-14). */
export interface InvitationLink {
  /** 32 random bytes as base64url without padding: 43 characters. */
  readonly secret: string
  /** SHA-256 of the secret's characters, 64 hex digits. */
  readonly fingerprint: string
}

/** Makes a link's secret of 32 random bytes. Works where the office network serves plain HTTP, which has no `crypto.subtle`. */
export function linkOf(random: Uint8Array): InvitationLink {
  const secret = btoa(String.fromCharCode(...random))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
  const digest = portableSha256(new TextEncoder().encode(secret))
  return { secret, fingerprint: [...digest].map(byte => byte.toString(16).padStart(2, '0')).join('') }
}
