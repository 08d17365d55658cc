import * as z from 'zod'
import { hash } from './schema.ts'

/**
 * Something that was sealed in a browser (age, X25519) before it was sent: `blob` is the SHA-256 of the ciphertext, under
 * which it is kept, and `size` its length in bytes. No server code can open it.
 */
export const sealedPart = (label: string) =>
  z.strictObject({
    blob: hash(label),
    size: z.int({ error: `${label}的长度应为整数` }).min(1, { error: `${label}不得为空` }),
  })

export type SealedPart = z.output<ReturnType<typeof sealedPart>>

/** An age X25519 recipient: the public half of a key. */
export const ageRecipient = (label: string) =>
  z.string({ error: `${label}必填` }).regex(/^age1[02-9ac-hj-np-z]{58}$/, { error: `${label}应为 age1 开头的公钥` })
