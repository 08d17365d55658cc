import * as z from 'zod'
import { signatureMethods } from '../../../domain/signature.ts'
import { actionView } from './common.ts'

/** One's own signing keys. A person without a key of their own is signed for by the server, and the record says so. */
export const signingView = z.object({
  keys: z.array(
    z.object({
      key: z.string(),
      method: z.enum(signatureMethods),
      methodName: z.string(),
      revoked: z.boolean(),
    }),
  ),
  /** Whether signed acts need an assertion of the person's own key: POST /signing/assertion-options, then `signature`. */
  ownKey: z.boolean(),
  actions: z.array(actionView),
})
export type SigningView = z.output<typeof signingView>

/** What `navigator.credentials` is asked with, as @simplewebauthn/browser takes it (`optionsJSON`). */
export const registrationOptions = z.object({ options: z.record(z.string(), z.unknown()) })
export type RegistrationOptions = z.output<typeof registrationOptions>

export const assertionOptions = z.object({
  /** The statement that is signed; its SHA-256 is the challenge. */
  statement: z.string(),
  options: z.record(z.string(), z.unknown()),
})
export type AssertionOptions = z.output<typeof assertionOptions>

export const mailAddress = z.object({ address: z.string().optional() })
export type MailAddress = z.output<typeof mailAddress>

/** Proof that one's own words stand in the signed minutes (domain/disclosure/receipt.ts): a file that needs no account to check. */
export const receiptFile = z.record(z.string(), z.unknown())
export type ReceiptFile = z.output<typeof receiptFile>
