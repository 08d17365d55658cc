/** What is sealed, once it is open: a report, what the reporter and the group write to each other, notes and papers of the case. */
import * as z from 'zod'
import { fromUtf8, utf8 } from '../domain/log/bytes.ts'
import { boards } from '../domain/organisation/events.ts'
import { err, ok, type Result, refuse } from '../domain/result.ts'
import { openBytes, sealBytes } from './seal.ts'

/** Most characters of one letter; longer texts belong into an attachment. */
export const MOST_WORDS = 50_000
export const MOST_ATTACHMENTS = 20

export const attachment = z.strictObject({
  name: z.string().min(1).max(255),
  /** Media type as the browser gave it, empty if it gave none. */
  type: z.string().max(127),
  /** Bytes before sealing. */
  size: z.int().min(0),
  /** SHA-256 of the ciphertext, by which the server keeps it: 64 hexadecimal digits. */
  blob: z.string().regex(/^[0-9a-f]{64}$/),
})
export type Attachment = Readonly<z.output<typeof attachment>>

export const letterKinds = ['REPORT', 'MESSAGE', 'NOTE', 'REPLY', 'PAPER'] as const

export const letter = z.strictObject({
  version: z.literal(1),
  kind: z.enum(letterKinds),
  title: z.string().trim().max(120, '标题不超过 120 字。').optional(),
  words: z.string().trim().min(1, '请写明内容。').max(MOST_WORDS, `内容不超过 ${MOST_WORDS} 字，更长的请作为附件。`),
  boards: z.array(z.enum(boards)).max(boards.length).optional(),
  /** Whom it is about: decides who may read it. Codes of divisions and persons, and names that fit none of them. */
  involved: z
    .strictObject({
      departments: z.array(z.string().max(64)).max(50),
      seats: z.array(z.string().max(64)).max(50),
      names: z.string().trim().max(500, '涉及人员的姓名不超过 500 字。').optional(),
    })
    .optional(),
  /** Numbers of the matters that it is about. */
  matters: z.array(z.string().max(40)).max(50).optional(),
  /** In the reporter's words: a day, a month, «去年冬天». */
  happenedOn: z.string().trim().max(60, '发生时间不超过 60 字。').optional(),
  attachments: z.array(attachment).max(MOST_ATTACHMENTS, `附件不超过 ${MOST_ATTACHMENTS} 个。`),
})
export type Letter = Readonly<z.output<typeof letter>>

/** What a person wrote, as a letter, or what is missing, for the field it is missing from. */
export function readLetter(written: unknown): Result<Letter> {
  const read = letter.safeParse(written)
  if (read.success) return ok(read.data)
  const [issue] = read.error.issues
  const field = issue?.path.join('.') ?? ''
  const sentence = issue && /[一-鿿]/.test(issue.message) ? issue.message : `「${field}」填写的内容不符合要求。`
  return err(refuse('INVALID', 'S122', sentence, field))
}

/** @throws on what is no letter: ask {@link readLetter} first. */
export async function sealLetter(written: Letter, recipients: readonly string[]): Promise<Uint8Array> {
  return await sealBytes(utf8(JSON.stringify(letter.parse(written))), recipients)
}

/** The letter, for whoever holds one of the keys. What somebody sealed that is no letter is refused, with nothing of its content. */
export async function openLetter(sealed: Uint8Array, identities: readonly string[]): Promise<Result<Letter>> {
  const opened = await openBytes(sealed, identities)
  if (!opened.ok) return opened
  const read = letter.safeParse(parsed(opened.value))
  return read.success ? ok(read.data) : err(noLetter)
}

const noLetter = refuse(
  'INVALID',
  'S122',
  '密封的内容打开了，但不是本平台的来信格式，不能显示：请记下登记号，按无法辨认的来件办理。',
  'sealed',
)

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes) ?? '')
  } catch {
    return undefined
  }
}
