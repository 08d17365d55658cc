import * as z from 'zod'
import type { FollowUp } from '../../domain/follow-up/follow-up.ts'
import { streams } from '../../domain/ids.ts'
import type { BaseFacts } from '../../domain/organisation/facts.ts'
import { ok, type Result } from '../../domain/result.ts'
import { factsFor, type Known } from '../../store/facts/facts.ts'
import type { Store } from '../../store/store.ts'
import { listFollowUps } from '../../store/views/staff-follow-ups.ts'
import { listReviewGroups } from '../../store/views/staff-groups.ts'
import { sightOf } from '../../store/views/staff-sight.ts'
import { notFound } from '../errors.ts'
import { followUpPage, followUpRow } from '../present/follow-up.ts'
import { meetingTitles, titleById } from '../present/meeting-title.ts'
import type { Ask } from '../route.ts'
import { carryOut, thenShow } from './acts.ts'
import type { FollowUpList, FollowUpPage } from './contract.ts'
import { viewingOf } from './viewing.ts'

export const followUpQuery = z.strictObject({
  state: z.enum(['open', 'overdue', 'done', 'all'], { error: 'state 为 open、overdue、done 或 all' }).default('open'),
  mine: z.enum(['1'], { error: 'mine 只能为 1' }).optional(),
})

/** GET /follow-ups */
export async function list(store: Store, ask: Ask<z.output<typeof followUpQuery>>): Promise<Result<FollowUpList>> {
  const viewing = await viewingOf(store, ask)
  const { state, mine } = ask.query
  const sight = sightOf(viewing.organisation, ask.person, ask.now, ask.today)
  const [found, groups] = await Promise.all([
    listFollowUps(store, sight, { state, mine: mine !== undefined }, ask.today),
    listReviewGroups(store),
  ])
  const title = titleById(meetingTitles(viewing.organisation, groups))
  return ok({ rows: found.map(followUp => followUpRow(viewing, followUp, title)) })
}

/** GET /follow-ups/{id} */
export async function show(store: Store, ask: Ask): Promise<Result<FollowUpPage>> {
  const stream = streams.followUp(ask.params.id ?? '')
  const known = (await factsFor(store, stream, ask.person, ask.now)) as Known<FollowUp, BaseFacts>
  if (known.version === 0 || !known.visible) return notFound()
  const [viewing, groups] = await Promise.all([viewingOf(store, ask), listReviewGroups(store)])
  return ok(followUpPage(viewing, known, titleById(meetingTitles(viewing.organisation, groups))))
}

/** POST /follow-ups/{id}/{noun} */
export async function act(store: Store, ask: Ask, noun: string): Promise<Result<FollowUpPage>> {
  const stream = streams.followUp(ask.params.id ?? '')
  return thenShow(await carryOut(store, stream, noun, ask), () => show(store, ask))
}
