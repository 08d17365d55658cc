import * as z from 'zod'
import { streams } from '../ids.ts'
import { utf8 } from '../log/bytes.ts'
import { readDisclosure } from '../log/disclosure-digest.ts'
import { type Entry, openDisclosures, parseEntry } from '../log/entry.ts'
import { portableSha256, type Sha256 } from '../log/hashing.ts'
import { err, ok, type Result, refuse } from '../result.ts'

/** An entry of the log as text, and those of its hidden fields that are handed out. */
const openedEntry = z.strictObject({
  entry: z.string().max(65_535),
  disclosures: z.array(z.string().max(2_000_000)).max(20),
  /** Where it stands in the log (C2SP tlog-proof); checked by whoever has the log's keys, not here. */
  proof: z.string().max(1_000_000).optional(),
})
const receiptFile = z.strictObject({
  v: z.literal(1),
  kind: z.literal('dissent-receipt'),
  meeting: z.string().max(120),
  /** The version of the meeting's stream in which the words were recorded. */
  version: z.int().min(1),
  opinion: openedEntry,
  minutes: openedEntry,
})

export type OpenedEntry = Readonly<z.output<typeof openedEntry>>

/**
 * A file by which whoever spoke in a meeting proves that their words stand in its signed minutes (E-34): the entry that
 * recorded them, with the salts of their own words alone, and the entry of the minutes' signature, which lists it.
 */
export type DissentReceipt = Readonly<z.output<typeof receiptFile>>

export interface StandingWords {
  readonly stands: true
  readonly meeting: string
  readonly version: number
  /** Who spoke, by code; an invitee is `INVITEE.I-1`. */
  readonly person: string
  readonly words: string
  /** AGREE, DISAGREE or ABSTAIN; absent for what has none. */
  readonly position?: string
  readonly spokenAt: string
  readonly signedAt: string
  /** SHA-256 of the minutes. */
  readonly hash: string
  /** The minutes' own text, where the receipt holds it; it has that fingerprint and these words. */
  readonly minutes?: string
}

const spokenTypes = [
  'meeting.opinion-recorded',
  'meeting.written-opinion-recorded',
  'meeting.opinion-supplemented',
  'meeting.invitee-opinion-recorded',
]
/** What of an opinion is the speaker's own to show; a written opinion's witness, for one, is not. */
const ownFields = ['words', 'position', 'person', 'by.person']

/**
 * Makes a receipt. Of the disclosures of the opinion only the speaker's own are kept.
 * @returns a refusal when it would not prove what it is for.
 */
export function receiptOf(
  { meeting, version }: { readonly meeting: string; readonly version: number },
  opinion: OpenedEntry,
  minutes: OpenedEntry,
  sha256: Sha256 = portableSha256,
): Result<DissentReceipt> {
  const disclosures = opinion.disclosures.filter(text => ownFields.includes(readDisclosure(text)?.name ?? ''))
  const receipt: DissentReceipt = {
    ...{ v: 1, kind: 'dissent-receipt', meeting, version },
    ...{ opinion: { ...opinion, disclosures }, minutes },
  }
  const checked = checkReceipt(receipt, sha256)
  return checked.ok ? ok(receipt) : checked
}

/** Reads a receipt's file strictly. */
export function parseReceipt(text: string): Result<DissentReceipt> {
  const wrong = err(refuse('INVALID', 'E-34', '回执文件格式不对。', 'receipt'))
  try {
    const parsed = receiptFile.safeParse(JSON.parse(text))
    return parsed.success ? ok(parsed.data) : wrong
  } catch {
    return wrong
  }
}

/**
 * Whether the words stand in the signed minutes. That both entries are in the log is another question, which their proofs
 * answer.
 * @returns what is proved, or the first thing that is not as it should be.
 */
export function checkReceipt(receipt: DissentReceipt, sha256: Sha256 = portableSha256): Result<StandingWords> {
  const { meeting, version } = receipt
  const stream = streams.meeting(meeting)
  const spoken = opened(receipt.opinion, sha256)
  if (!spoken.ok) return spoken
  const signed = opened(receipt.minutes, sha256)
  if (!signed.ok) return signed
  const opinion = spoken.value
  const minutes = signed.value
  if (!spokenTypes.includes(opinion.entry.type)) return wrong('回执中的条目不是会议上的意见。', 'opinion')
  if (minutes.entry.type !== 'meeting.minutes-signed') return wrong('回执中的条目不是纪要的签发。', 'minutes')
  if (opinion.entry.stream !== stream) return wrong('意见不是在这次会议上发表的。', 'opinion')
  if (minutes.entry.stream !== stream) return wrong('签发的不是这次会议的纪要。', 'minutes')
  if (opinion.entry.version !== version) return wrong(`意见条目不是该会议的第${version}条记录。`, 'version')
  const { words, position } = opinion.fields
  const person = opinion.fields.person ?? opinion.fields['by.person']
  if (typeof words !== 'string') return wrong('回执没有披露意见的内容。', 'words')
  if (typeof person !== 'string') return wrong('回执没有披露意见是谁的。', 'person')
  const { opinions, hash, minutes: text } = minutes.fields
  if (typeof hash !== 'string') return wrong('签发记录没有纪要的指纹。', 'hash')
  if (!Array.isArray(opinions) || !opinions.includes(version)) {
    return wrong(`签发的纪要没有载入该会议的第${version}条记录，这条意见不在纪要中。`, 'opinions')
  }
  if (text !== undefined && !(typeof text === 'string' && holds(text, hash, version, words, sha256))) {
    return wrong('所附纪要的指纹或其中的意见与签发记录不符。', 'minutes')
  }
  return ok({
    ...{ stands: true, meeting, version, person, words },
    ...(typeof position === 'string' ? { position } : {}),
    ...{ spokenAt: opinion.entry.at, signedAt: minutes.entry.at, hash },
    ...(typeof text === 'string' ? { minutes: text } : {}),
  })
}

const wrong = (sentence: string, field: string) => err(refuse('INVALID', 'E-34', sentence, field))

interface Opened {
  readonly entry: Entry
  readonly fields: Readonly<Record<string, unknown>>
}

function opened({ entry: text, disclosures }: OpenedEntry, sha256: Sha256): Result<Opened> {
  const entry = parseEntry(utf8(text))
  if (!entry.ok) return entry
  const hidden = openDisclosures(entry.value, disclosures, sha256)
  if (!hidden.ok) return hidden
  return ok({ entry: entry.value, fields: { ...entry.value.data, ...hidden.value } })
}

/** Whether the minutes' text has the fingerprint, and the words under their version. */
function holds(text: string, hash: string, version: number, words: string, sha256: Sha256): boolean {
  const digest = Array.from(sha256(utf8(text)), byte => byte.toString(16).padStart(2, '0')).join('')
  return digest === hash && says(JSON.parse(text), version, words)
}

function says(value: unknown, version: number, words: string): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { version: own, words: said } = value as { readonly version?: unknown; readonly words?: unknown }
  return (own === version && said === words) || Object.values(value).some(inner => says(inner, version, words))
}
