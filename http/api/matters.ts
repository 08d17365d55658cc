import type { FastifyReply } from 'fastify'
import * as z from 'zod'
import { deliberationLevels } from '../../domain/catalogue/power-item.ts'
import { streams } from '../../domain/ids.ts'
import type { MatterFacts } from '../../domain/matter/facts.ts'
import { type Matter, matterStatuses } from '../../domain/matter/matter.ts'
import { boards } from '../../domain/organisation/events.ts'
import { ok, type Result } from '../../domain/result.ts'
import { text } from '../../domain/schema.ts'
import { eventsOf } from '../../store/events.ts'
import { factsFor, type Known } from '../../store/facts/facts.ts'
import { openFile } from '../../store/files.ts'
import { nextMatterId } from '../../store/matter-number.ts'
import type { Store } from '../../store/store.ts'
import { listReviewGroups } from '../../store/views/staff-groups.ts'
import { listMatters } from '../../store/views/staff-matters.ts'
import { sightOf } from '../../store/views/staff-sight.ts'
import { contentDisposition } from '../content-disposition.ts'
import { notFound } from '../errors.ts'
import { matterPage } from '../present/matter.ts'
import { matterRow } from '../present/matter-row.ts'
import { meetingTitles, titleById } from '../present/meeting-title.ts'
import type { Ask } from '../route.ts'
import { carryOut, create, thenShow } from './acts.ts'
import type { MatterList, MatterPage } from './contract.ts'
import { viewingOf } from './viewing.ts'

const wholeNumber = (label: string, most: number) =>
  z.coerce
    .number({ error: `${label}应为数字` })
    .int({ error: `${label}应为整数` })
    .min(1, { error: `${label}从1开始` })
    .max(most, { error: `${label}过大` })
const codeLike = z.string().regex(/^[A-Za-z0-9_.@-]{1,64}$/, { error: '编码只能含字母、数字和 _ . @ -' })

export const matterQuery = z.strictObject({
  status: z.enum(matterStatuses, { error: '状态不在规定的范围内' }).optional(),
  board: z.enum(boards, { error: '板块不在四大板块之内' }).optional(),
  level: z.enum(deliberationLevels, { error: '审议层级只有报告、报备、审定三种' }).optional(),
  department: codeLike.optional(),
  tier: wholeNumber('级次', 4).optional(),
  q: text('搜索词', 100, 0).optional(),
  mine: z.enum(['1'], { error: 'mine 只能为 1' }).optional(),
  page: wholeNumber('页码', 20_000).default(1),
})

/** GET /matters */
export async function list(store: Store, ask: Ask<z.output<typeof matterQuery>>): Promise<Result<MatterList>> {
  const viewing = await viewingOf(store, ask)
  const { mine, page, ...filters } = ask.query
  const sight = sightOf(viewing.organisation, ask.person, ask.now, ask.today)
  const found = await listMatters(store, sight, { ...filters, mine: mine !== undefined, page })
  const { matters, total, more } = found
  return ok({ rows: matters.map(matter => matterRow(viewing, matter)), total, more, page })
}

/** POST /matters */
export async function draft(store: Store, ask: Ask, reply: FastifyReply): Promise<Result<MatterPage>> {
  const drafted = await create(store, 'draft', ask, async () => streams.matter(await nextMatterId(store, ask.now)))
  if (!drafted.ok) return drafted
  const id = drafted.value.stream.slice('matter/'.length)
  reply.header('location', `/api/v1/matters/${id}`)
  return pageOf(store, ask, id)
}

/** GET /matters/{id} */
export const show = (store: Store, ask: Ask): Promise<Result<MatterPage>> => pageOf(store, ask, ask.params.id ?? '')

/** POST /matters/{id}/{noun} */
export async function act(store: Store, ask: Ask, noun: string): Promise<Result<MatterPage>> {
  const id = ask.params.id ?? ''
  return thenShow(await carryOut(store, streams.matter(id), noun, ask), () => pageOf(store, ask, id))
}

/** GET /matters/{id}/materials/{hash}: whoever sees the matter may read what is in it. */
export async function material(store: Store, dataDir: string, ask: Ask, reply: FastifyReply): Promise<Result<unknown>> {
  const { state: matter, version, visible } = await knownMatter(store, ask, ask.params.id ?? '')
  const found = matter.materials.find(m => m.hash === ask.params.hash)
  if (version === 0 || !visible || !found) return notFound()
  const file = await openFile(dataDir, found.hash)
  if (!file) return notFound()
  reply
    .header('content-type', found.mime)
    .header('content-length', file.size)
    .header('content-disposition', contentDisposition('attachment', found.name))
    // Should a browser open it after all, it opens as something that can do nothing.
    .header('content-security-policy', "default-src 'none'; sandbox")
  return ok(file.stream)
}

async function knownMatter(store: Store, ask: Ask, id: string): Promise<Known<Matter, MatterFacts>> {
  return (await factsFor(store, streams.matter(id), ask.person, ask.now)) as Known<Matter, MatterFacts>
}

async function pageOf(store: Store, ask: Ask, id: string): Promise<Result<MatterPage>> {
  const known = await knownMatter(store, ask, id)
  if (known.version === 0 || !known.visible) return notFound()
  const [viewing, events, groups] = await Promise.all([
    viewingOf(store, ask),
    eventsOf(store, known.stream),
    listReviewGroups(store),
  ])
  // An event of the moment in between belongs to the next look.
  const upTo = events.filter(event => event.version <= known.version)
  const title = titleById(meetingTitles(viewing.organisation, groups))
  return ok(matterPage(viewing, known, upTo, title))
}
