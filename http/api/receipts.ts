import type { FastifyReply } from 'fastify'
import { receiptOf } from '../../domain/disclosure/receipt.ts'
import { streams } from '../../domain/ids.ts'
import type { LogSource } from '../../domain/log/source.ts'
import type { MeetingFacts } from '../../domain/meeting/facts.ts'
import type { Meeting } from '../../domain/meeting/meeting.ts'
import { err, ok, type Result, refuse } from '../../domain/result.ts'
import { eventsOf } from '../../store/events.ts'
import { factsFor, type Known } from '../../store/facts/facts.ts'
import { type OwnEntry, readOwnEntry } from '../../store/log/own-entry.ts'
import { type PublishedLog, proofFile, readPublished } from '../../store/log/public-files.ts'
import type { Store } from '../../store/store.ts'
import { contentDisposition } from '../content-disposition.ts'
import { notFound } from '../errors.ts'
import type { Ask } from '../route.ts'
import type { ReceiptFile } from './contract.ts'

const spoken: readonly string[] = [
  'meeting.opinion-recorded',
  'meeting.written-opinion-recorded',
  'meeting.opinion-supplemented',
]

/**
 * GET /meetings/{id}/receipts/{version}: the proof that what one said oneself, recorded as that version of the meeting,
 * stands in its signed minutes (E-34). Nobody gets another's, and nobody learns whether there is one.
 */
export async function show(
  store: Store,
  tiles: LogSource | undefined,
  ask: Ask,
  reply: FastifyReply,
): Promise<Result<ReceiptFile>> {
  const { id: meeting = '', version: text = '' } = ask.params
  const stream = streams.meeting(meeting)
  const known = (await factsFor(store, stream, ask.person, ask.now)) as Known<Meeting, MeetingFacts>
  if (known.version === 0 || !known.visible) return notFound()
  const events = await eventsOf(store, stream)
  const own = events.find(event => String(event.version) === text && spoken.includes(event.type))
  const { person } = (own?.data ?? {}) as { readonly person?: string }
  if (!own || (person ?? own.by.person) !== ask.person) return notFound()
  const signed = events.findLast(event => event.type === 'meeting.minutes-signed')
  if (!signed) return err(refuse('NOT_FOUND', 'E-34', '纪要还没有签发，签发后才有回执。'))

  // Where somebody else took it down, who that was is not the speaker's to show.
  const whose = person === undefined ? 'by.person' : 'person'
  const [opinion, minutes] = await Promise.all([
    readOwnEntry(store, stream, own.version, ['words', 'position', whose]),
    readOwnEntry(store, stream, signed.version, []),
  ])
  if (!opinion || !minutes) {
    return err(refuse('WRONG_STATE', 'E-34', '透明日志还没有收录到这里，请过一会儿再取回执。'))
  }
  const published = tiles && (await readPublished(tiles))
  const receipt = receiptOf(
    { meeting, version: own.version },
    await proved(opinion, tiles, published),
    await proved(minutes, tiles, published),
  )
  if (!receipt.ok) return receipt
  reply.header('content-disposition', contentDisposition('attachment', `${meeting}-${own.version}-回执.json`))
  return ok({ ...receipt.value })
}

/** With the proof that it is in the published log, where it is there already. */
async function proved(
  { index, entry, disclosures }: OwnEntry,
  tiles: LogSource | undefined,
  published: PublishedLog | undefined,
) {
  const held = { entry, disclosures: [...disclosures] }
  if (!tiles || !published || index >= published.checkpoint.size) return held
  return { ...held, proof: await proofFile(tiles, index, published) }
}
