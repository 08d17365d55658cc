import { fingerprint } from '../canonical.ts'
import type { Actor } from '../decider.ts'
import type { Instant } from '../time.ts'

/** A confidential event as its commitment takes it. */
export interface SealedEvent {
  /** 128 random bits, base64url: whoever does not have it learns nothing from the digest. */
  readonly salt: string
  readonly stream: string
  readonly version: number
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
  readonly at: Instant
  readonly by: Actor
}

/** What stands for it in `register.day-closed`: SHA-256 of its canonical JSON (RFC 8785), hexadecimal. */
export const sealedDigest = (event: SealedEvent): string => fingerprint(event)
