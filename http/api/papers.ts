import { join } from 'node:path'
import type { FastifyReply } from 'fastify'
import * as z from 'zod'
import { makePaper } from '../../documents/make-paper.ts'
import type { Paper } from '../../documents/paper.ts'
import { decisionPaper, type LetterNames, orderPaper } from '../../documents/papers/letters.ts'
import { agendaPaper, type Names, noticePaper, signInPaper, votesPaper } from '../../documents/papers/meeting.ts'
import { erratumPaper, excerptPaper, minutesPaper } from '../../documents/papers/minutes.ts'
import { fingerprint } from '../../domain/canonical.ts'
import type { FollowUp } from '../../domain/follow-up/follow-up.ts'
import { streams } from '../../domain/ids.ts'
import type { ReviewTier } from '../../domain/matter/events.ts'
import type { MatterFacts } from '../../domain/matter/facts.ts'
import { type Matter, submittersOf } from '../../domain/matter/matter.ts'
import { decisionOf, excerptRecordOf } from '../../domain/matter/papers.ts'
import type { MeetingFacts } from '../../domain/meeting/facts.ts'
import { partsOfMeetingId } from '../../domain/meeting/ids.ts'
import { kinds } from '../../domain/meeting/kinds.ts'
import type { Erratum, Meeting } from '../../domain/meeting/meeting.ts'
import { excerptOf, type Minutes } from '../../domain/meeting/minutes.ts'
import {
  type MeetingPaper,
  meetingPapers,
  refuseErratumPaper,
  refuseMeetingPaper,
} from '../../domain/meeting/papers.ts'
import { nameOf, nameOfDepartment } from '../../domain/organisation/posts.ts'
import { err, must, ok, type Result } from '../../domain/result.ts'
import { dayOf, formatDay, type Instant } from '../../domain/time.ts'
import { factsFor, type Known } from '../../store/facts/facts.ts'
import type { Store } from '../../store/store.ts'
import { listReviewGroups } from '../../store/views/staff-groups.ts'
import { contentDisposition } from '../content-disposition.ts'
import { notFound } from '../errors.ts'
import { meetingTitles, titleById } from '../present/meeting-title.ts'
import type { Ask } from '../route.ts'
import { viewingOf } from './viewing.ts'

export const paperQuery = z.strictObject({
  format: z.enum(['docx', 'pdf'], { error: 'format 为 docx 或 pdf' }).default('pdf'),
})
type PaperAsk = Ask<z.output<typeof paperQuery>>

/** GET /meetings/{id}/papers/{paper}: whoever sees the meeting may have its papers. */
export async function ofMeeting(
  store: Store,
  dataDir: string,
  ask: PaperAsk,
  reply: FastifyReply,
): Promise<Result<unknown>> {
  const stream = streams.meeting(ask.params.id ?? '')
  const known = (await factsFor(store, stream, ask.person, ask.now)) as Known<Meeting, MeetingFacts>
  if (known.version === 0 || !known.visible || known.roles.has('INVITEE')) return notFound()
  const { state: meeting, facts } = known
  const { agency, department, meeting: titleOf } = await namesFor(store, ask)
  const names: Names = {
    agency,
    meeting: titleOf(meeting.id),
    person: person => nameOf(facts.organisation, person),
    submitters: matter => {
      const found = facts.matters[matter]
      return found ? submittersOf(found).map(department) : []
    },
  }
  const paper = meetingPaper(meeting, ask.params.paper ?? '', names)
  return paper.ok ? send(paper.value, dataDir, ask, reply) : paper
}

/** GET /matters/{id}/papers/{paper} */
export async function ofMatter(
  store: Store,
  dataDir: string,
  ask: PaperAsk,
  reply: FastifyReply,
): Promise<Result<unknown>> {
  const stream = streams.matter(ask.params.id ?? '')
  const known = (await factsFor(store, stream, ask.person, ask.now)) as Known<Matter, MatterFacts>
  if (known.version === 0 || !known.visible) return notFound()
  const names = await namesFor(store, ask)
  const tier = /^excerpt-([134])$/.exec(ask.params.paper ?? '')?.[1]
  if (ask.params.paper === 'decision') {
    const record = decisionOf(known.state)
    return record.ok ? send(decisionPaper(known.state, record.value, names), dataDir, ask, reply) : record
  }
  if (tier === undefined) return notFound()
  const paper = await excerpt(store, known.state, Number(tier) as ReviewTier, names, ask)
  return paper.ok ? send(paper.value, dataDir, ask, reply) : paper
}

/** GET /follow-ups/{id}/papers/{paper} */
export async function ofFollowUp(
  store: Store,
  dataDir: string,
  ask: PaperAsk,
  reply: FastifyReply,
): Promise<Result<unknown>> {
  const stream = streams.followUp(ask.params.id ?? '')
  const known = (await factsFor(store, stream, ask.person, ask.now)) as Known<FollowUp>
  if (known.version === 0 || !known.visible || ask.params.paper !== 'order') return notFound()
  const meeting = must(partsOfMeetingId(known.state.meeting), `meeting ${known.state.meeting}`)
  return send(orderPaper(known.state, meeting, await namesFor(store, ask)), dataDir, ask, reply)
}

async function namesFor(store: Store, ask: Ask): Promise<LetterNames> {
  const [{ organisation }, groups] = await Promise.all([viewingOf(store, ask), listReviewGroups(store)])
  return {
    agency: organisation.name,
    department: code => nameOfDepartment(organisation, code),
    meeting: titleById(meetingTitles(organisation, groups)),
  }
}

function meetingPaper(meeting: Meeting, paper: string, names: Names): Result<Paper> {
  const no = /^erratum-([1-9]\d{0,3})$/.exec(paper)?.[1]
  if (no !== undefined) return erratum(meeting, Number(no), names)
  if (!isMeetingPaper(paper)) return notFound()
  const refused = refuseMeetingPaper(meeting, paper)
  if (refused) return err(refused)
  const made: Record<MeetingPaper, () => Paper> = {
    notice: () => noticePaper(meeting, names),
    agenda: () => agendaPaper(meeting, names),
    'sign-in': () => signInPaper(meeting, names),
    votes: () => votesPaper(meeting, names),
    minutes: () => minutes(meeting, names, issued(meeting).at(-1)),
    'minutes-original': () => minutes(meeting, names, undefined),
  }
  return ok(made[paper]())
}

const isMeetingPaper = (paper: string): paper is MeetingPaper => (meetingPapers as readonly string[]).includes(paper)

/** Errata that the chair signed, in the order in which they were: the next is proposed only then. */
const issued = ({ errata }: Meeting): readonly Erratum[] => errata.filter(e => e.issuedAt !== undefined)

/** The minutes as signed, or as an erratum left them. */
function minutes(meeting: Meeting, { agency }: Names, corrected: Erratum | undefined): Paper {
  const original = must(meeting.hash, 'the hash of signed minutes')
  const hash = must(corrected ? corrected.hash : original, 'the hash of the corrected minutes')
  const kindName = kinds[meeting.kind].name
  return minutesPaper(parsed(corrected ? corrected.minutes : meeting.minutes), {
    agency,
    kindName,
    hash,
    on: dayOfSigning(corrected?.issuedAt ?? meeting.signedAt),
    ...(corrected ? { correctedHash: original } : {}),
  })
}

const dayOfSigning = (at: Instant | undefined): string => formatDay(dayOf(must(at, 'when the minutes were signed')))

const parsed = (text: string | undefined): Minutes => JSON.parse(must(text, 'the text of signed minutes')) as Minutes

function erratum(meeting: Meeting, no: number, { agency }: Names): Result<Paper> {
  const found = meeting.errata.find(e => e.erratum === no)
  const refused = refuseErratumPaper(meeting, no)
  if (!found) return notFound()
  if (refused) return err(refused)
  const all = issued(meeting)
  const before = all[all.indexOf(found) - 1]
  const facts = {
    no,
    reason: found.reason,
    corrections: found.corrections,
    on: dayOfSigning(found.issuedAt),
    of: must(before ? before.hash : meeting.hash, 'the hash of what is corrected'),
    hash: must(found.hash, 'the hash of the corrected minutes'),
  }
  return ok(erratumPaper(parsed(meeting.minutes), facts, { agency, kindName: kinds[meeting.kind].name }))
}

/** From those minutes by which the matter was decided, whatever was corrected since. */
async function excerpt(
  store: Store,
  matter: Matter,
  tier: ReviewTier,
  { agency }: LetterNames,
  ask: Ask,
): Promise<Result<Paper>> {
  const record = excerptRecordOf(matter, tier)
  if (!record.ok) return record
  const stream = streams.meeting(must(record.value.meeting, 'the meeting of an excerpt'))
  const { state: meeting } = (await factsFor(store, stream, ask.person, ask.now)) as Known<Meeting>
  const hash = must(meeting.hash, 'the hash of signed minutes')
  const made = must(excerptOf(parsed(meeting.minutes), matter.id), `item ${matter.id} of ${meeting.id}`)
  const kindName = kinds[meeting.kind].name
  const on = dayOfSigning(meeting.signedAt)
  return ok(excerptPaper(made, { agency, kindName, hash, on, excerptHash: fingerprint(made) }))
}

const types = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const

/** Fonts are made once and kept among the data, where they survive an update of the program. */
async function send(paper: Paper, dataDir: string, ask: PaperAsk, reply: FastifyReply): Promise<Result<Buffer>> {
  const { format } = ask.query
  const file = await makePaper(paper, format, join(dataDir, 'fonts'))
  reply
    .header('content-type', types[format])
    .header('content-length', file.length)
    .header('content-disposition', contentDisposition('attachment', `${paper.name}.${format}`))
    .header('content-security-policy', "default-src 'none'; sandbox")
  return ok(file)
}
