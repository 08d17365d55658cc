import type { FastifyReply } from 'fastify'
import * as z from 'zod'
import { blobsOf, type Complaint } from '../../domain/complaint/complaint.ts'
import { type ComplaintFacts, maySeeComplaint } from '../../domain/complaint/facts.ts'
import { streams } from '../../domain/ids.ts'
import { departmentsOf } from '../../domain/organisation/posts.ts'
import { isRecused } from '../../domain/organisation/readers.ts'
import { rolesInAgency } from '../../domain/organisation/roles.ts'
import { err, ok, type Result, refuse } from '../../domain/result.ts'
import { factsFor, type Known } from '../../store/facts/facts.ts'
import { destroySealedParts, openSealedPart } from '../../store/sealed-parts.ts'
import type { Store } from '../../store/store.ts'
import { allComplaints } from '../../store/views/staff-complaints.ts'
import { notFound } from '../errors.ts'
import { complaintPage, complaintRow, openingRows } from '../present/complaint.ts'
import type { Ask } from '../route.ts'
import { carryOut, create, thenShow } from './acts.ts'
import type { ComplaintList, ComplaintPage, IdentityOpeningList, ReportPart } from './contract.ts'
import { mostReplyBytes } from './mailbox.ts'
import { part as keepPart } from './report.ts'
import { freeNumber, type ReportDesk } from './report-desk.ts'
import { viewingOf } from './viewing.ts'

export const complaintQuery = z.strictObject({
  state: z.enum(['open', 'closed', 'all'], { error: 'state 为 open、closed 或 all' }).default('open'),
  mine: z.enum(['1'], { error: 'mine 只能为 1' }).optional(),
})

const over: readonly Complaint['stage'][] = ['CLOSED', 'DESTROYED']

/** GET /complaints: those that the person may know of, and no others, by the same rule that each of them has. */
export async function list(store: Store, ask: Ask<z.output<typeof complaintQuery>>): Promise<Result<ComplaintList>> {
  const viewing = await viewingOf(store, ask)
  const { state, mine } = ask.query
  const seen = (await allComplaints(store)).filter(complaint => maySeeComplaint(complaint, viewing))
  const rows = seen
    .filter(({ stage }) => state === 'all' || over.includes(stage) === (state === 'closed'))
    .filter(({ handlers }) => mine === undefined || handlers.includes(ask.person))
    .map(complaint => complaintRow(viewing, complaint))
    .toSorted((a, b) => (dueOf(a) < dueOf(b) ? -1 : 1))
  return ok({ rows })
}

const dueOf = ({ next, receivedOn }: { next?: { clock: { dueOn: string } } | undefined; receivedOn: string }) =>
  next ? `0${next.clock.dueOn}` : `1${receivedOn}`

/** GET /complaints/{id} */
export async function show(store: Store, ask: Ask): Promise<Result<ComplaintPage>> {
  const known = await knownComplaint(store, ask)
  if (!known) return notFound()
  const page = complaintPage(await viewingOf(store, ask), known)
  // The reporter names an earlier report by its number; a member may have to keep away from that one and not from this.
  const { related } = page
  const seen = related !== undefined && (await knownComplaint(store, { ...ask, params: { id: related } }))
  return ok(seen ? page : { ...page, related: undefined })
}

async function knownComplaint(store: Store, ask: Ask): Promise<Known<Complaint, ComplaintFacts> | undefined> {
  const id = ask.params.id ?? ''
  if (!/^JB-[0-9]{8}$/.test(id)) return undefined
  const known = (await factsFor(store, streams.complaint(id), ask.person, ask.now)) as Known<Complaint, ComplaintFacts>
  return known.version > 0 && known.visible ? known : undefined
}

/** POST /complaints: what came by letter, visit, telephone or from elsewhere (S127). */
export async function register(store: Store, ask: Ask, reply: FastifyReply): Promise<Result<ComplaintPage>> {
  const done = await create(store, 'intake', ask, async () => streams.complaint(await freeNumber(store)))
  if (!done.ok) return done
  const id = done.value.stream.slice('complaint/'.length)
  reply.header('location', `/api/v1/complaints/${id}`)
  return show(store, { ...ask, params: { id } })
}

/** POST /complaints/{id}/{noun} */
export async function act(desk: ReportDesk, ask: Ask, noun: string): Promise<Result<ComplaintPage>> {
  const { store, dataDir } = desk
  const stream = streams.complaint(ask.params.id ?? '')
  const tooLong = refuseLongReply(ask.body)
  if (tooLong) return err(tooLong)
  const done = await carryOut(store, stream, noun, ask)
  // A crash between leaves what the next sweep finds.
  if (done.ok && noun === 'destruction')
    await destroySealedParts(store, dataDir, blobsOf(done.value.state as Complaint))
  return thenShow(done, () => show(store, ask))
}

const withReply = z.looseObject({ reply: z.looseObject({ size: z.number() }) })

/** What the reporter finds in the mailbox comes in one answer of a fixed size. */
function refuseLongReply(body: unknown) {
  const form = withReply.safeParse(body)
  return form.success && form.data.reply.size > mostReplyBytes
    ? refuse('INVALID', 'CMP-001', '给举报人的答复太长（密封后不得超过96 KB）：请精简，或分几次答复。', 'reply')
    : undefined
}

/** POST /complaints/parts */
export const part = (desk: ReportDesk, ask: Ask, reply: FastifyReply): Promise<Result<ReportPart>> =>
  rolesOf(ask, desk.store).then(roles =>
    roles.has('ACCOUNTABILITY_MEMBER') || roles.has('IDENTITY_CUSTODIAN')
      ? keepPart(desk, ask, reply)
      : err(refuse('FORBIDDEN', 'S122', '密封件由监督问责小组成员送交。')),
  )

const rolesOf = async (ask: Ask, store: Store) => rolesInAgency(await viewingOf(store, ask))

/** GET /complaints/{id}/parts/{blob}: the ciphertext, to those who may have it. No key that opens it is on this machine. */
export async function download(store: Store, dataDir: string, ask: Ask, reply: FastifyReply): Promise<Result<unknown>> {
  const known = await knownComplaint(store, ask)
  const blob = ask.params.blob ?? ''
  if (!known || !mayHave(known, blob, ask.person)) return notFound()
  const file = await openSealedPart(dataDir, blob)
  if (!file) return notFound()
  reply
    .header('content-type', 'application/octet-stream')
    .header('content-length', file.size)
    .header('content-security-policy', "default-src 'none'; sandbox")
  return ok(file.stream)
}

/** CMP-003: an outer seal goes to the first custodian once the other has agreed, an inner one to the second. */
function mayHave({ state, roles }: Known<Complaint, ComplaintFacts>, blob: string, person: string): boolean {
  if (state.parts.some(p => p.blob === blob)) return true
  if (!roles.has('IDENTITY_CUSTODIAN')) return false
  return state.openings.some(opening => {
    if (opening.inner?.blob === blob) return opening.second === person
    if (opening.first !== person || opening.stage !== 'AGREED') return false
    return state.identity.some(i => i.part.blob === blob && i.first === person && i.second === opening.second)
  })
}

/** GET /complaints/identity-openings (E-59): the auditor has them all, but for those of which they must not know (CMP-005). */
export async function openings(store: Store, ask: Ask): Promise<Result<IdentityOpeningList>> {
  const viewing = await viewingOf(store, ask)
  const all = rolesInAgency(viewing).has('AUDITOR')
  const own = departmentsOf(viewing.organisation, ask.person, ask.today)
  const states = (await allComplaints(store)).filter(state =>
    all ? !isRecused(state.recused, ask.person, own) : maySeeComplaint(state, viewing),
  )
  return ok({ rows: openingRows(viewing, states, viewing, all) })
}
