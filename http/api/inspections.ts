import type { FastifyReply } from 'fastify'
import * as z from 'zod'
import { streams } from '../../domain/ids.ts'
import { reportStatement } from '../../domain/inspection/acts-report.ts'
import {
  type InspectionFacts,
  maySeeInspection,
  rolesTowardsInspection,
  seesWork,
} from '../../domain/inspection/facts.ts'
import type { HeldFile, Inspection } from '../../domain/inspection/inspection.ts'
import { ok, type Result } from '../../domain/result.ts'
import { isOwnKey, statementText } from '../../domain/signature.ts'
import { factsFor, type Known } from '../../store/facts/facts.ts'
import { earlierSignature, signFor } from '../../store/signing-keys.ts'
import type { Store } from '../../store/store.ts'
import { listInspections } from '../../store/views/inspections.ts'
import { listSpotChecks } from '../../store/views/spot-checks.ts'
import { notFound } from '../errors.ts'
import { sendHeldFile } from '../held-file.ts'
import { type AroundInspection, inspectionPage, inspectionRow } from '../present/inspection.ts'
import type { Viewing } from '../present/viewing.ts'
import type { Ask } from '../route.ts'
import { carryOut, thenShow } from './acts.ts'
import type { InspectionList, InspectionPage } from './contract.ts'
import { titlesFor } from './spot-checks.ts'
import { viewingOf } from './viewing.ts'

export const inspectionQuery = z.strictObject({
  state: z.enum(['open', 'done', 'all'], { error: 'state 为 open、done 或 all' }).default('open'),
  mine: z.enum(['1'], { error: 'mine 只能为 1' }).optional(),
})

type KnownInspection = Known<Inspection, InspectionFacts>

/** GET /inspections */
export async function list(store: Store, ask: Ask<z.output<typeof inspectionQuery>>): Promise<Result<InspectionList>> {
  const { state, mine } = ask.query
  const [viewing, found] = await Promise.all([viewingOf(store, ask), listInspections(store, { state })])
  const seen = found
    .map(one => one.state)
    .filter(one => maySeeInspection(one, viewing))
    .filter(one => mine === undefined || isOwn(one, viewing))
  const around = await aroundFor(store, viewing, seen)
  return ok({ rows: seen.map(one => inspectionRow(viewing, one, around)) })
}

/** Something to do here for the person: as one who inspects, is inspected, or reviews. */
const isOwn = (state: Inspection, viewing: Viewing): boolean => {
  const roles = rolesTowardsInspection(state, viewing)
  return roles.has('INSPECTOR') || roles.has('INSPECTED') || roles.has('OBJECTION_REVIEWER')
}

async function aroundFor(
  store: Store,
  viewing: Viewing,
  inspections: readonly Inspection[],
): Promise<AroundInspection> {
  const [title, batches] = await Promise.all([
    titlesFor(
      store,
      viewing,
      inspections.map(({ object }) => object),
    ),
    listSpotChecks(store),
  ])
  const titles = new Map(batches.map(({ state }) => [state.id, state.title]))
  return { title, batchTitle: batch => titles.get(batch) ?? batch }
}

/** GET /inspections/{id} */
export async function show(store: Store, ask: Ask): Promise<Result<InspectionPage>> {
  const known = await knownInspection(store, ask)
  if (known.version === 0 || !known.visible) return notFound()
  const viewing = await viewingOf(store, ask)
  return ok(inspectionPage(viewing, known, await aroundFor(store, viewing, [known.state])))
}

/** POST /inspections/{id}/{noun} */
export async function act(store: Store, dataDir: string, ask: Ask, noun: string): Promise<Result<InspectionPage>> {
  const stream = streams.inspection(ask.params.id ?? '')
  const signed = noun === 'signatures' ? await signedAsk(store, dataDir, ask) : ok(ask)
  if (!signed.ok) return signed
  return thenShow(await carryOut(store, stream, noun, signed.value), () => show(store, ask))
}

/**
 * The request with the signature of a key that the platform keeps for the inspector, where they have none of their own
 * (S145). What the act will refuse anyway passes unsigned, and is refused there.
 */
async function signedAsk(store: Store, dataDir: string, ask: Ask): Promise<Result<Ask>> {
  const form = (ask.body ?? {}) as { readonly sha256?: unknown; readonly signature?: unknown }
  if (form.signature !== undefined) return ok(ask)
  const { state, facts, stream } = await knownInspection(store, ask)
  const earlier = await earlierSignature(store, stream, ask.person, ask.key)
  if (earlier) return ok({ ...ask, body: { ...form, signature: earlier } })
  const { report, inspectors } = state
  const owns = facts.organisation.signingKeys.some(k => k.person === ask.person && !k.revoked && isOwnKey(k))
  if (!report || form.sha256 !== report.sha256 || !inspectors.includes(ask.person) || owns) return ok(ask)
  const text = statementText(reportStatement(state, report.sha256))
  const made = await signFor(store, dataDir, ask.person, text, ask.now)
  return made.ok ? ok({ ...ask, body: { ...form, signature: made.value } }) : made
}

/** GET /inspections/{id}/files/{hash}: evidence while it is worked on is for those who work on it. */
export async function file(store: Store, dataDir: string, ask: Ask, reply: FastifyReply): Promise<Result<unknown>> {
  const { state, version, visible, facts } = await knownInspection(store, ask)
  const held = filesSeen(state, seesWork(state, facts)).find(({ hash }) => hash === ask.params.hash)
  return version === 0 || !visible || !held ? notFound() : sendHeldFile(dataDir, held, reply)
}

const filesSeen = (state: Inspection, whole: boolean): readonly HeldFile[] => [
  ...(whole ? state.evidence.flatMap(({ files }) => files) : []),
  ...(state.objection?.files ?? []),
  ...state.findings.flatMap(({ rectification }) => rectification?.reports.flatMap(({ files }) => files) ?? []),
]

async function knownInspection(store: Store, ask: Ask): Promise<KnownInspection> {
  return (await factsFor(store, streams.inspection(ask.params.id ?? ''), ask.person, ask.now)) as KnownInspection
}
