import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import type { Complaint } from '../../domain/complaint/complaint.ts'
import { ok, type Result } from '../../domain/result.ts'
import { readSealedPart } from '../../store/sealed-parts.ts'
import { byNumber, type OwnEvent } from '../../store/views/staff-complaints.ts'
import { toldOf } from '../present/complaint-told.ts'
import type { Ask } from '../route.ts'
import { type ReportMailbox, reportMailbox } from './contract/report.ts'
import { type ReportDesk, takeTurn } from './report-desk.ts'

/** Every answer of the mailbox has so many bytes. */
export const MAILBOX_BYTES = 256 * 1024
/** A reply longer than that would not fit: it is refused where it is written (`api/complaints.ts`). */
export const mostReplyBytes = 96 * 1024
/** What replies may take of an answer, in characters of base64; the rest is for proofs and the key box. */
const REPLY_CHARACTERS = 160 * 1024
const PROOF_CHARACTERS = 64 * 1024

/**
 * Every answer comes so many milliseconds after its question. What differs in the work between a right and a wrong code (a few
 * files are read, a few objects written out) disappears in the wait.
 */
export const ANSWERED_AFTER_MS = 120

export const mailboxForm = z.looseObject({
  number: z.string().max(40),
  token: z.string().max(200),
  /** Replies from this one on. */
  from: z.int().min(0).max(10_000).optional(),
})

/** POST /report/mailbox: status, size and time are the same for whatever is asked. */
export async function mailbox(desk: ReportDesk, ask: Ask): Promise<Result<ReportMailbox>> {
  takeTurn(desk)
  const answered = sleep(ANSWERED_AFTER_MS)
  const form = mailboxForm.safeParse(ask.body)
  const { number = '', token = '', from = 0 } = form.data ?? {}
  const { state, events } = await byNumber(desk.store, plain(number))
  const right = isRight(desk, state, token)
  const answer = right && state ? await told(desk, state, events, from) : nothing
  const whole = padded(answer)
  await answered
  return ok(whole)
}

/** Whether the code belongs to the number. The same work, whether there is such a number or not. */
export async function isOwner(desk: ReportDesk, number: string, token: string): Promise<boolean> {
  const { state } = await byNumber(desk.store, plain(number))
  return isRight(desk, state, token)
}

/** What no number looks like is asked for as a number that nobody has. */
const plain = (number: string) => (/^JB-[0-9]{8}$/.test(number) ? number : 'JB-')

function isRight({ decoy }: ReportDesk, state: Complaint | null, token: string): boolean {
  const given = createHash('sha256').update(token).digest()
  const kept = state?.mailbox ? Buffer.from(state.mailbox.tokenHash, 'hex') : decoy
  return timingSafeEqual(given, kept)
}

type Unpadded = Omit<ReportMailbox, 'pad'>

const nothing: Unpadded = {
  ok: false,
  stage: '',
  stageName: '',
  steps: [],
  replies: [],
  more: false,
  keyBox: '',
  recused: { departments: [], persons: [] },
  openings: [],
  proofs: [],
}

async function told(desk: ReportDesk, state: Complaint, events: readonly OwnEvent[], from: number): Promise<Unpadded> {
  const replies: ReportMailbox['replies'] = []
  let left = REPLY_CHARACTERS
  for (const [n, { part, on, about }] of state.replies.entries()) {
    if (n < from) continue
    const sealed = (await readSealedPart(desk.dataDir, part.blob))?.toString('base64') ?? ''
    left -= sealed.length
    if (left < 0) break
    replies.push({ n, on, about, sealed })
  }
  const { stage, stageName, steps, openings } = toldOf(state)
  return {
    ok: true,
    stage,
    stageName,
    steps: [...steps],
    replies,
    more: from + replies.length < state.replies.length,
    keyBox: state.mailbox?.keyBox ?? '',
    recused: { departments: [...state.recused.departments], persons: [...state.recused.persons] },
    openings: [...openings],
    proofs: proofsOf(state, events),
  }
}

/** The newest first, as far as there is room: a report's own event is what matters most, and comes before all. */
function proofsOf({ id }: Complaint, events: readonly OwnEvent[]): ReportMailbox['proofs'] {
  const proofs: ReportMailbox['proofs'] = []
  let left = PROOF_CHARACTERS
  for (const { salt, day, index, version, type, data, at, by } of events) {
    if (salt === null || day === null) continue
    const event = {
      salt,
      stream: `complaint/${id}`,
      version,
      type,
      data: data as Record<string, unknown>,
      at,
      by: { ...by },
    }
    left -= JSON.stringify(event).length
    if (left < 0) break
    proofs.push(index === null ? { event, day } : { event, day, index })
  }
  return proofs
}

/** Filled up with random characters: zeros would be squeezed out by a proxy that compresses. */
function padded(answer: Unpadded): ReportMailbox {
  const written = Buffer.byteLength(JSON.stringify(reportMailbox.parse({ ...answer, pad: '' })))
  const missing = MAILBOX_BYTES - written
  if (missing < 0) throw new Error('an answer that does not fit its size')
  const pad = randomBytes(Math.ceil((missing * 3) / 4))
    .toString('base64url')
    .slice(0, missing)
  return { ...answer, pad }
}
