/** One submission from the first check of the keys to the receipt. It can be tried again: what was ready is not made anew. */
import { utf8 } from '../../domain/log/bytes.ts'
import { parseVerifierKey } from '../../domain/log/key.ts'
import { parseNote, verifiedBy } from '../../domain/log/note.ts'
import { err, ok, type Result, refuse } from '../../domain/result.ts'
import type { KeyReport } from '../key-check.ts'
import { readLetter, sealLetter } from '../letter.ts'
import { newMailbox } from '../mailbox.ts'
import { newQueryCode } from '../query-code.ts'
import { contentRecipients, superiorRecipients } from '../recipients.ts'
import { ask, NO_ANSWER, type Receipt, receiptAnswer } from './api.ts'
import { type Draft, mattersOf } from './draft.ts'
import { type Group, readersIn, readGroup, recusalIn } from './group.ts'
import {
  checkedKeys,
  type Progress,
  sendBytes,
  sendFiles,
  sendIdentity,
  tokenHashOf,
  type Worked,
  work,
} from './sending.ts'

export interface Submitted {
  readonly receipt: Receipt
  readonly code: string
  /** Whether the promise is signed by the log's own key, and says what was sent. */
  readonly promised: boolean
  readonly upward: boolean
}

/** Sealed and sent, but perhaps not registered: whoever heard no answer sends the very same once more. */
interface Ready {
  readonly path: '/intake' | '/upward'
  readonly body: Readonly<Record<string, unknown>>
  readonly code: string
  readonly content: string
  readonly vkey: string
}

export interface Submission {
  readonly send: (draft: Draft, say: Progress) => Promise<Result<Submitted>>
}

export function newSubmission(): Submission {
  let ready: Ready | undefined
  return {
    send: async (draft, say) => {
      const prepared: Result<Ready> = ready ? ok(ready) : await prepare(draft, say)
      if (!prepared.ok) return prepared
      say('正在登记……')
      const { path, body, code, content, vkey } = prepared.value
      const answered = await ask(path, receiptAnswer, body)
      if (!answered.ok) {
        ready = answered.error.field === NO_ANSWER ? prepared.value : undefined
        return answered
      }
      const { receipt } = answered.value
      const promised = isPromised(receipt, content, vkey)
      return ok({ receipt, code, promised, upward: path === '/upward' })
    },
  }
}

async function prepare(draft: Draft, say: Progress): Promise<Result<Ready>> {
  // Keys and seats may have changed while it was written.
  const group = await readGroup()
  if (!group.ok) return group
  const report = await checkedKeys(group.value, say)
  if (!report.ok) return report
  const { upward } = recusalIn(group.value, draft.involved)
  const worked = await work(say)
  if (!worked.ok) return worked
  return upward
    ? await prepareUpward(draft, group.value, report.value, worked.value, say)
    : await prepareIntake(draft, group.value, report.value, worked.value, say)
}

async function prepareIntake(
  draft: Draft,
  group: Group,
  report: KeyReport,
  worked: Worked,
  say: Progress,
): Promise<Result<Ready>> {
  const outcome = recusalIn(group, draft.involved)
  const persons = readersIn(group, outcome).map(({ person }) => person)
  const readers = contentRecipients(report, persons)
  if (!readers.ok) return readers
  const { recipients, keys } = readers.value
  const files = await sendFiles(draft.files, recipients, worked, say)
  if (!files.ok) return files
  say('正在密封举报内容……')
  const letter = readLetter({ ...lettered(draft), attachments: files.value.listed })
  if (!letter.ok) return letter
  const content = await sendBytes(await sealLetter(letter.value, recipients), worked)
  if (!content.ok) return content
  const identity = await identityOf(draft, report, outcome.recused.persons, group.custodians, worked)
  if (!identity.ok) return identity
  const box = await mailboxFor(worked.number, say)
  const body = {
    number: worked.number,
    proof: worked.proof,
    boards: draft.boards,
    industryConduct: draft.industryConduct,
    mode: draft.mode,
    content: content.value,
    attachments: files.value.parts,
    recused: outcome.recused,
    keys,
    ...identity.value,
    mailbox: box.mailbox,
    ...(draft.related === '' ? {} : { related: draft.related }),
  }
  return ok({ path: '/intake', body, code: box.code, content: content.value.blob, vkey: group.vkey })
}

/** CMP-005: sealed to the body above alone; nothing of it is ever in the common store. */
async function prepareUpward(
  draft: Draft,
  group: Group,
  report: KeyReport,
  worked: Worked,
  say: Progress,
): Promise<Result<Ready>> {
  const superiors = superiorRecipients(report)
  if (!superiors.ok) return superiors
  const [destination] = superiors.value.keys
  const recipient = superiors.value.recipients.slice(0, 1)
  say('正在密封举报内容……')
  const letter = readLetter({ ...lettered(draft), attachments: [] })
  if (!letter.ok) return letter
  const sealed = await sendBytes(await sealLetter(letter.value, recipient), worked)
  if (!sealed.ok) return sealed
  const { mailbox, code } = await mailboxFor(worked.number, say)
  const body = { number: worked.number, proof: worked.proof, destination, sealed: sealed.value, mailbox }
  return ok({ path: '/upward', body, code, content: sealed.value.blob, vkey: group.vkey })
}

function lettered(draft: Draft): object {
  const { departments, persons } = draft.involved
  const names = draft.names.trim()
  const matters = mattersOf(draft)
  return {
    version: 1,
    kind: 'REPORT',
    ...(draft.title.trim() === '' ? {} : { title: draft.title }),
    words: draft.words,
    boards: draft.boards,
    involved: { departments, seats: persons, ...(names === '' ? {} : { names }) },
    ...(matters.length === 0 ? {} : { matters }),
    ...(draft.happenedOn.trim() === '' ? {} : { happenedOn: draft.happenedOn }),
  }
}

async function identityOf(
  { mode, name, contact, unit }: Draft,
  report: KeyReport,
  recused: readonly string[],
  appointed: readonly string[],
  worked: Worked,
): Promise<Result<object>> {
  if (mode === 'ANONYMOUS') return ok({})
  const who = { name, contact, ...(unit.trim() === '' ? {} : { unit }) }
  const pairs = await sendIdentity(who, report, recused, appointed, worked)
  return pairs.ok ? ok({ identity: pairs.value }) : pairs
}

async function mailboxFor(number: string, say: Progress) {
  say('正在生成查询码……')
  const code = newQueryCode()
  const { token, replyTo, keyBox } = await newMailbox(code, number)
  return { code, mailbox: { tokenHash: tokenHashOf(token), replyTo, keyBox } }
}

/** The signed note says the number, what was sent and the day, and is the log key's own. */
function isPromised({ promise, number, receivedOn }: Receipt, content: string, vkey: string): boolean {
  const key = parseVerifierKey(vkey)
  const note = promise === undefined ? err(noPromise) : parseNote(utf8(promise))
  if (!key.ok || !note.ok || !verifiedBy(note.value, [key.value]).ok) return false
  return note.value.text === `${key.value.name}/report-receipt\n${number}\n${content}\n${receivedOn}\n`
}

const noPromise = refuse('INCOMPLETE', 'S122', '回执没有签名。')
