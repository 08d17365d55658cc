/**
 * What members write and read of a complaint: sealed here before anything is sent, opened here after it was fetched. The server
 * is given ciphertext alone, and nothing that was opened is kept anywhere but in the page that shows it.
 */
import { recusalOf, type Standing } from '../../../domain/complaint/recusal.ts'
import { fromUtf8 } from '../../../domain/log/bytes.ts'
import type { Refusal, Result } from '../../../domain/result.ts'
import type { SealedPart } from '../../../domain/sealed-part.ts'
import type { AgencyView, ReportPart } from '../../../http/api/contract.ts'
import { type Attachment, type Letter, letter, openLetter, readLetter, sealLetter } from '../../../sealing/letter.ts'
import { openBytes, sealBytes, sealStream } from '../../../sealing/seal.ts'
import { addressOf, newKey, problemFrom, Refused, writeHeaders } from '../../api/client.ts'
import { identitiesNow } from '../sealing-keys/unlocked.ts'

type Sealing = AgencyView['sealing']
type Purpose = Sealing['keys'][number]['purpose']

/** Whom something is sealed to: age recipients, and the names of their keys, which the server keeps beside the ciphertext. */
export interface Circle {
  readonly recipients: readonly string[]
  readonly keys: readonly string[]
  /** Persons who may read it and have no key yet. */
  readonly without: readonly string[]
}

/** Keys in force of these persons. */
export function circleOf({ keys }: Sealing, persons: readonly string[], purpose: Purpose = 'CONTENT'): Circle {
  const theirs = keys.filter(key => key.purpose === purpose && !key.revoked && persons.includes(key.person.id))
  return {
    recipients: theirs.map(({ recipient }) => recipient),
    keys: theirs.map(({ key }) => key),
    without: persons.filter(person => !theirs.some(key => key.person.id === person)),
  }
}

/** As much of who stands how to whom as everybody sees; the server goes by the whole (CMP-005). */
export function standingOf({ groups, departments, leaders }: AgencyView): Standing {
  const seats = groups.find(({ code }) => code === 'ACCOUNTABILITY_GROUP')?.seats ?? []
  const [first] = leaders
  return {
    seats: seats.map(({ id, role }, index) => {
      const department = departments.find(({ head }) => head?.id === id)?.code
      const seat = role === '组长' || index === 0 ? ('LEADER' as const) : ('MEMBER' as const)
      return { person: id, role: seat, ...(department === undefined ? {} : { department }) }
    }),
    agencyHead: first?.id,
    departments: departments.map(({ code, head, leaderInCharge }) => ({
      code,
      head: head?.id,
      leader: leaderInCharge?.id,
    })),
  }
}

/** Who never learns of something about these, and whether it goes to the body above. */
export const recusalFor = (agency: AgencyView, departments: readonly string[], persons: readonly string[]) =>
  recusalOf(standingOf(agency), { departments, persons })

/** Sends ciphertext. @throws Refused */
export async function sendSealed(sealed: Uint8Array | Blob): Promise<SealedPart> {
  const headers = { ...writeHeaders(newKey()), 'Content-Type': 'application/octet-stream' }
  const body = sealed instanceof Blob ? sealed : new Uint8Array(sealed)
  const answer = await reached(() =>
    fetch(addressOf('/complaints/parts'), { method: 'POST', credentials: 'same-origin', headers, body }),
  )
  const said: unknown = await answer.json().catch(() => undefined)
  if (!answer.ok) throw new Refused(problemFrom(answer.status, said))
  const { blob, size } = said as ReportPart
  return { blob, size }
}

async function reached(ask: () => Promise<Response>): Promise<Response> {
  try {
    return await ask()
  } catch {
    throw new Refused(problemFrom(0, undefined))
  }
}

/** Seals words and sends them. @throws Refused, also for words that are none or nobody to seal to */
export async function sendLetter(
  kind: Letter['kind'],
  words: string | undefined,
  recipients: readonly string[],
  attachments: readonly Attachment[] = [],
): Promise<SealedPart> {
  const read = readLetter({ version: 1, kind, words: words ?? '', attachments: [...attachments] })
  return sendSealed(await sealLetter(valueOrRefused(read), someone(recipients)))
}

/** Seals a file piece by piece and sends it. @throws Refused */
export async function sendFile(file: File, recipients: readonly string[]): Promise<SealedPart> {
  const sealed = await sealStream(file.stream(), file.size, someone(recipients))
  return sendSealed(await new Response(sealed as ReadableStream<Uint8Array<ArrayBuffer>>).blob())
}

/** Seals and sends files, and lists them as a letter names them. @throws Refused */
export async function sendAttachments(files: readonly File[], recipients: readonly string[]) {
  const parts: SealedPart[] = []
  const listed: Attachment[] = []
  for (const file of files) {
    const part = await sendFile(file, recipients)
    parts.push(part)
    listed.push({ name: file.name.slice(-255), type: file.type.slice(0, 127), size: file.size, blob: part.blob })
  }
  return { parts, listed }
}

/** The ciphertext of a part. @throws Refused */
export async function fetchSealed(address: string): Promise<Uint8Array> {
  const answer = await reached(() => fetch(addressOf(address), { credentials: 'same-origin' }))
  if (!answer.ok) throw new Refused(problemFrom(answer.status, await answer.json().catch(() => undefined)))
  return new Uint8Array(await answer.arrayBuffer())
}

/** What was sealed, with the keys that are unlocked: a letter, or a file as it was. @throws Refused */
export async function openPart(address: string): Promise<Letter | Uint8Array> {
  const sealed = await fetchSealed(address)
  const opened = await openLetter(sealed, identitiesNow())
  return opened.ok ? opened.value : valueOrRefused(await openBytes(sealed, identitiesNow()))
}

/** The bytes of an attachment. @throws Refused */
export const openFile = async (address: string): Promise<Uint8Array> =>
  valueOrRefused(await openBytes(await fetchSealed(address), identitiesNow()))

export const isLetter = (opened: Letter | Uint8Array): opened is Letter => !(opened instanceof Uint8Array)

export interface Resealed {
  readonly parts: readonly { readonly from: string; readonly to: SealedPart }[]
}

/**
 * Opens everything and seals it anew. Files go first: letters name their attachments by the fingerprints of the ciphertexts,
 * and these change. @throws Refused
 */
export async function resealAll(
  path: string,
  blobs: readonly string[],
  recipients: readonly string[],
): Promise<Resealed['parts']> {
  const opened = []
  for (const blob of blobs) opened.push({ blob, bytes: await openFile(`${path}/parts/${blob}`) })
  const anew = new Map<string, SealedPart>()
  const letterOf = (bytes: Uint8Array) => letter.safeParse(parsed(bytes)).data
  for (const { blob, bytes } of opened) {
    if (!letterOf(bytes)) anew.set(blob, await sendSealed(await sealBytes(bytes, someone(recipients))))
  }
  for (const { blob, bytes } of opened) {
    const written = letterOf(bytes)
    if (!written) continue
    const attachments = written.attachments.map(a => ({ ...a, blob: anew.get(a.blob)?.blob ?? a.blob }))
    anew.set(blob, await sendSealed(await sealLetter({ ...written, attachments }, someone(recipients))))
  }
  return [...anew].map(([from, to]) => ({ from, to }))
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes) ?? '')
  } catch {
    return undefined
  }
}

function someone(recipients: readonly string[]): readonly string[] {
  if (recipients.length > 0) return recipients
  throw refusedHere({
    code: 'WRONG_STATE',
    clause: 'S122',
    sentence: '没有一位可以查看的成员登记了密封公钥，不能密封：请先到「密封密钥」登记。',
  })
}

/** The value, or the refusal as the forms show one. @throws Refused */
export function valueOrRefused<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw refusedHere(result.error)
}

/** What this browser itself says no to, as if the server had. */
export function refusedHere({ code, clause, sentence, field }: Refusal): Refused {
  const problem = { type: 'about:blank', title: '没有办成', status: 422, code, clause, detail: sentence }
  return new Refused(field === undefined ? problem : { ...problem, field })
}
