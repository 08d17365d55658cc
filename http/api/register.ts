import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { FastifyReply } from 'fastify'
import * as z from 'zod'
import { streams } from '../../domain/ids.ts'
import { rolesInAgency } from '../../domain/organisation/roles.ts'
import { refusalOfForm } from '../../domain/perform.ts'
import type { RegisterFacts } from '../../domain/register/facts.ts'
import type { Register } from '../../domain/register/register.ts'
import { err, ok, type Result, refuse } from '../../domain/result.ts'
import { day, text } from '../../domain/schema.ts'
import { factsFor, type Known } from '../../store/facts/facts.ts'
import { openSealedPart } from '../../store/sealed-parts.ts'
import type { Store } from '../../store/store.ts'
import { readRegister } from '../../store/views/register.ts'
import { contentDisposition } from '../content-disposition.ts'
import { notFound } from '../errors.ts'
import { registerView } from '../present/register.ts'
import type { Ask } from '../route.ts'
import { carryOut, thenShow } from './acts.ts'
import type { RegisterView } from './contract.ts'
import { type ExportParts, makePackage } from './export-package.ts'
import { viewingOf } from './viewing.ts'

const known = async (store: Store, ask: Ask) =>
  (await factsFor(store, streams.register, ask.person, ask.now)) as Known<Register, RegisterFacts>

/** GET /supervision/register: what is public anyway to everybody, also before the first event; the rest to those concerned. */
export async function show(store: Store, ask: Ask): Promise<Result<RegisterView>> {
  const register = await known(store, ask)
  return ok(registerView(await viewingOf(store, ask), register, await readRegister(store)))
}

/** POST /supervision/register/{noun} */
export async function act(store: Store, ask: Ask, noun: string): Promise<Result<RegisterView>> {
  return thenShow(await carryOut(store, streams.register, noun, ask, 'NEW'), () => show(store, ask))
}

/** GET /supervision/register/reports/{no}: the ciphertext, for those whom the group answers to and for the group (S123). */
export async function report(store: Store, dataDir: string, ask: Ask, reply: FastifyReply): Promise<Result<unknown>> {
  const { roles, visible } = await known(store, ask)
  const found = (await readRegister(store)).reports.find(({ no }) => String(no) === ask.params.no)
  const may = roles.has('AGENCY_LEADER') || roles.has('ACCOUNTABILITY_MEMBER')
  const file = visible && may && found ? await openSealedPart(dataDir, found.part.blob) : undefined
  if (!file) return notFound()
  reply.header('content-type', 'application/octet-stream').header('content-length', file.size)
  return ok(file.stream)
}

export const exportForm = z.strictObject({
  from: day('起日'),
  to: day('止日'),
  receiver: text('接收单位', 120),
  reason: text('依据', 300),
})

/**
 * POST /supervision/exports (E-67). The package is made first, because what is recorded is its fingerprint; only what was
 * recorded is handed out.
 */
export async function exportPackage(parts: ExportParts, ask: Ask, reply: FastifyReply): Promise<Result<unknown>> {
  const form = exportForm.safeParse(ask.body)
  if (!form.success) return err(refusalOfForm('E-67', form.error.issues[0]))
  const { from, to } = form.data
  // Before anything is read: making a package costs more than refusing one.
  if (!rolesInAgency(await viewingOf(parts.store, ask)).has('AUDITOR')) {
    return err(refuse('FORBIDDEN', 'E-67', '可核验包由审计管理员导出，业务人员不能自行导出。'))
  }
  if (from > to) return err(refuse('INVALID', 'E-67', '止日不得早于起日。', 'to'))
  const made = await makePackage(parts, from, to)
  if (!made) return err(refuse('WRONG_STATE', 'E-67', '公开日志还没有公布检查点，不能导出可核验包。'))
  const { path, sha256, entries, size } = made
  const body = { ...form.data, entries, sha256 }
  const done = await carryOut(parts.store, streams.register, 'exports', { ...ask, body }, 'NEW')
  if (!done.ok) {
    await rm(path, { force: true })
    return done
  }
  const file = createReadStream(path)
  file.once('close', () => void rm(path, { force: true }))
  reply
    .header('content-type', 'application/zip')
    .header('content-length', size)
    .header('x-sha256', sha256)
    .header('content-disposition', contentDisposition('attachment', `可核验包-${from}-${to}.zip`))
  return ok(file)
}
