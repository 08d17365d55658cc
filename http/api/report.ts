import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply } from 'fastify'
import * as z from 'zod'
import type { Complaint } from '../../domain/complaint/complaint.ts'
import { registerNumber } from '../../domain/complaint/events.ts'
import { standingOf } from '../../domain/complaint/recusal.ts'
import { streams } from '../../domain/ids.ts'
import { REPORTER } from '../../domain/organisation/facts.ts'
import { nameOf, nameOfDepartment, titleOf } from '../../domain/organisation/posts.ts'
import { refusalOfForm } from '../../domain/perform.ts'
import { err, ok, type Result, refuse } from '../../domain/result.ts'
import { streamOfKey } from '../../store/commands.ts'
import type { Outcome } from '../../store/handle.ts'
import { hasRoom, keepSealedPart, moveUpward, noRoom, tooLong, unnamedParts } from '../../store/sealed-parts.ts'
import { readAgency } from '../../store/views/agency.ts'
import { loggedVersions } from '../../store/views/log-entries.ts'
import { publishedPage } from '../../store/views/register.ts'
import type { Ask } from '../route.ts'
import type { ReportChallenge, ReportDone, ReportKeys, ReportPart, ReportReceipt } from './contract/report.ts'
import { ANSWERED_AFTER_MS, isOwner } from './mailbox.ts'
import { doAsReporter, freeNumber, keyOf, type ReportDesk, takeTurn } from './report-desk.ts'
import { promiseOf } from './report-promise.ts'

/** GET /report/keys */
export async function keys({ store, signer }: ReportDesk, { today }: Ask): Promise<Result<ReportKeys>> {
  if (!signer)
    return err(refuse('WRONG_STATE', 'S122', '公开日志还没有启用，眼下不能在网上举报：请用信函、来访或电话。'))
  const { organisation } = await readAgency(store)
  const { agencyHead, seats, departments } = standingOf(organisation, today)
  const { name: origin, text: vkey } = signer.verifier
  return ok({
    origin,
    vkey,
    agencyHead,
    seats: seats.map(seat => ({
      ...seat,
      name: nameOf(organisation, seat.person),
      title: titleOf(organisation, seat.person, today),
      departmentName: seat.department ? nameOfDepartment(organisation, seat.department) : '',
    })),
    departments: departments.map(one => ({ ...one, name: nameOfDepartment(organisation, one.code) })),
    keys: await loggedKeys(store, organisation.sealingKeys),
    custodians: [...organisation.custodians],
    page: await publishedPage(store),
  })
}

/** Keys whose registration (and revocation, where there was one) the published log already shows: others nobody could check. */
async function loggedKeys(
  store: ReportDesk['store'],
  all: Awaited<ReturnType<typeof readAgency>>['organisation']['sealingKeys'],
): Promise<ReportKeys['keys']> {
  const stream = streams.organisation
  const versions = all.flatMap(key => [key.version, ...(key.revoked === undefined ? [] : [key.revoked])])
  const indexes = await loggedVersions(store, stream, versions)
  return all.flatMap(({ version, revoked: end, ...key }) => {
    const index = indexes.get(version)
    const ended = end === undefined ? undefined : indexes.get(end)
    if (index === undefined || (end !== undefined && ended === undefined)) return []
    const revoked = end !== undefined && ended !== undefined ? { stream, version: end, index: ended } : undefined
    return [{ ...key, stream, version, index, revoked }]
  })
}

/** GET /report/challenge */
export async function challenge(desk: ReportDesk): Promise<Result<ReportChallenge>> {
  takeTurn(desk)
  const number = await freeNumber(desk.store)
  const issued = (await desk.challenges.issue(number)) as ReportChallenge['challenge']
  return ok({ number, challenge: issued, mostBytes: desk.settings.mostPartBytes })
}

/** So much of what nobody will keep is still read, so that a browser gets to the answer before its line is cut. */
const READ_OUT_BYTES = 8 * 1024 * 1024

/** POST /report/parts, and POST /complaints/parts for members: then without proof of work. */
export async function part(desk: ReportDesk, ask: Ask, reply: FastifyReply): Promise<Result<ReportPart>> {
  const kept = await keepFor(desk, ask)
  // What is left of a stream that was refused would come in to the end, 2 GB of it: the line is closed instead.
  if (!kept.ok && ask.body instanceof Readable) await readOut(ask.body, reply)
  return kept
}

async function keepFor(desk: ReportDesk, ask: Ask): Promise<Result<ReportPart>> {
  if (ask.person === '') {
    takeTurn(desk)
    const worked = await desk.challenges.check(ask.request.headers['x-proof'])
    if (!worked.ok) return worked
    if (!desk.challenges.takePart(worked.value)) {
      return err(refuse('INVALID', 'S122', '一次提交的附件太多：请先提交已有的，再用查询码分次补交。', 'sealed'))
    }
  }
  if (!(ask.body instanceof Readable))
    return err(refuse('INVALID', 'S122', '没有收到密封的内容：请用本页面提交。', 'sealed'))
  const announced = Number(ask.request.headers['content-length'] ?? 0)
  if (announced > desk.settings.mostPartBytes) return err(tooLong(desk.settings.mostPartBytes))
  if (!(await hasRoom(desk.dataDir, announced))) return err(noRoom)
  return keepSealedPart(
    desk.store,
    desk.dataDir,
    ask.body.iterator({ destroyOnReturn: false }),
    ask.today,
    desk.settings.mostPartBytes,
  )
}

async function readOut(body: Readable, reply: FastifyReply): Promise<void> {
  reply.header('connection', 'close')
  let left = READ_OUT_BYTES
  body.on('error', () => {})
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    left -= (chunk as Buffer).length
    if (left < 0) break
  }
}

const numbered = z.looseObject({ number: registerNumber('登记号') })
const owned = numbered.extend({
  token: z.string({ error: '查询凭据必填' }).regex(/^[0-9a-f]{64}$/, { error: '查询凭据不是规定的格式' }),
})
const worked = numbered.extend({ proof: z.string({ error: '缺少提交前的验证' }) })

/** For the description; what else stands in them, the acts say. */
export const intakeForm = worked
export const ownedForm = owned

/** POST /report/intake */
export function intake(desk: ReportDesk, ask: Ask): Promise<Result<ReportReceipt>> {
  return receive(desk, ask, 'intake', (number, input) =>
    doAsReporter(desk, ask, number, 'intake', { ...input, channel: 'NETWORK' }),
  )
}

/** POST /report/upward (CMP-005): kept apart before it is registered, and back again if it is refused. */
export function upward(desk: ReportDesk, ask: Ask): Promise<Result<ReportReceipt>> {
  const { store, dataDir } = desk
  return receive(desk, ask, 'upward-intake', async (number, input) => {
    const blob = contentOf(input)
    const moved = Object.hasOwn(await unnamedParts(store.database.pool, store, [blob]), blob)
    if (moved) await moveUpward(store, dataDir, blob, true)
    const done = await doAsReporter(desk, ask, number, 'upward-intake', input)
    if (moved && !done.ok) await moveUpward(store, dataDir, blob, false)
    return done
  })
}

async function receive(
  desk: ReportDesk,
  ask: Ask,
  noun: string,
  register: (number: string, input: Record<string, unknown>) => Promise<Result<Outcome>>,
): Promise<Result<ReportReceipt>> {
  takeTurn(desk)
  const form = worked.safeParse(ask.body)
  if (!form.success) return err(refusalOfForm('S122', form.error.issues[0]))
  const { number, proof, ...input } = form.data
  // The answer may have been lost on the way: the same thing again gets the same receipt, for the same work. Without that
  // work nobody gets an answer by which a number that is taken could be told from one that is not.
  const repeats = (await streamOfKey(desk.store, REPORTER, keyOf(noun, number))) !== undefined
  const work = await desk.challenges.check(proof, repeats)
  if (!work.ok) return work
  if (work.value.number !== number) {
    return err(refuse('INVALID', 'CMP-004', '登记号与提交前的验证对不上：请在本页重新提交一次。', 'number'))
  }
  const done = await register(number, input)
  if (!done.ok) return done
  desk.challenges.spend(work.value)
  const { receivedOn } = done.value.state as Complaint
  const content = contentOf(input)
  return ok({ receipt: { number, receivedOn, content, promise: promiseOf(desk.signer, number, content, receivedOn) } })
}

const fingerprinted = z.looseObject({ blob: z.string().regex(/^[0-9a-f]{64}$/) })
const contents = z.looseObject({ content: fingerprinted.optional(), sealed: fingerprinted.optional() })

/** The fingerprint of what a report consists of, by whichever way it goes. */
function contentOf(input: unknown): string {
  const { data } = contents.safeParse(input)
  return data?.content?.blob ?? data?.sealed?.blob ?? ''
}

const wrongCode = err(
  refuse(
    'FORBIDDEN',
    'E-60',
    '登记号和查询码对不上：请对照回执再输一遍。查询码不能找回，忘记了可以补交线索并注明原登记号。',
  ),
)

/** POST /report/messages, /report/identity, /report/withdrawal: from whoever has the code, and from nobody else. */
export async function own(desk: ReportDesk, ask: Ask, noun: string): Promise<Result<ReportDone>> {
  takeTurn(desk)
  const form = owned.safeParse(ask.body)
  if (!form.success) return err(refusalOfForm('E-60', form.error.issues[0]))
  const { number, token, ...rest } = form.data
  const answered = sleep(ANSWERED_AFTER_MS)
  if (!(await isOwner(desk, number, token))) {
    await answered
    return wrongCode
  }
  const once = createHash('sha256').update(JSON.stringify(rest)).digest('base64url')
  const done = await doAsReporter(desk, ask, number, noun, rest, once)
  return done.ok ? ok({ ok: true, receivedOn: ask.today }) : done
}
