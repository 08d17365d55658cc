import type { FastifyReply } from 'fastify'
import { streams } from '../../domain/ids.ts'
import type { MeetingFacts } from '../../domain/meeting/facts.ts'
import { isExpired, linkedInvitation } from '../../domain/meeting/invitations.ts'
import { itemOf, type Meeting } from '../../domain/meeting/meeting.ts'
import { inviteeId } from '../../domain/organisation/facts.ts'
import { err, ok, type Result, refuse } from '../../domain/result.ts'
import { factsFor, type Known } from '../../store/facts/facts.ts'
import { openFile } from '../../store/files.ts'
import type { Store } from '../../store/store.ts'
import { meetingOfLink } from '../../store/views/invitations.ts'
import { listReviewGroups } from '../../store/views/staff-groups.ts'
import { contentDisposition } from '../content-disposition.ts'
import { notFound } from '../errors.ts'
import { type Invited, inviteePage, materialsFor } from '../present/invitee.ts'
import { meetingTitles } from '../present/meeting-title.ts'
import type { Ask } from '../route.ts'
import { carryOut } from './acts.ts'
import type { InviteeDone, InviteePage } from './contract.ts'
import { viewingOf } from './viewing.ts'

/** One answer whether a link never was, has expired or was ended: it tells nobody which links there are (E-14). */
const closedLink = refuse(
  'NOT_FOUND',
  'E-14',
  '这个邀请链接现在打不开：可能已经到期或收回，也可能网址没有复制完整。请与邀请您的办公室联系。',
)

/** Acts of those who hold a link: staff have no address for them. */
export const nouns = ['invitee-declarations', 'invitee-opinions'] as const

/** GET /invitee */
export async function show(store: Store, ask: Ask): Promise<Result<InviteePage>> {
  const invited = await invitedBy(store, ask)
  return invited ? ok(await pageOf(store, ask, invited)) : err(closedLink)
}

/** POST /invitee/declarations */
export async function declare(store: Store, ask: Ask): Promise<Result<InviteeDone>> {
  const done = await act(store, ask, 'invitee-declarations')
  if (!done.ok) return done
  const sentence = done.value.page
    ? '已收到您的申报，可以阅看材料、发表意见了。'
    : '感谢您如实申报。因与本件存在利害关系，本次不再请您参与，链接已经关闭。'
  return ok({ ...done.value, sentence })
}

/** POST /invitee/opinions */
export async function giveOpinion(store: Store, ask: Ask): Promise<Result<InviteeDone>> {
  const done = await act(store, ask, 'invitee-opinions')
  return done.ok ? ok({ ...done.value, sentence: '您的意见已经记入会议记录，感谢您参与复核。' }) : done
}

/** GET /invitee/materials/{hash}: only what was agreed, and only after interests were declared. */
export async function material(store: Store, dataDir: string, ask: Ask, reply: FastifyReply): Promise<Result<unknown>> {
  const invited = await invitedBy(store, ask)
  if (!invited) return err(closedLink)
  const found = materialsFor(invited).find(m => m.hash === ask.params.hash)
  const file = found && (await openFile(dataDir, found.hash))
  if (!found || !file) return notFound()
  reply
    .header('content-type', found.mime)
    .header('content-length', file.size)
    .header(
      'content-disposition',
      contentDisposition(invited.invitation.downloadable ? 'attachment' : 'inline', found.name),
    )
    // Opened in a browser, it opens as something that can do nothing.
    .header('content-security-policy', "default-src 'none'; sandbox")
  return ok(file.stream)
}

async function act(store: Store, ask: Ask, noun: string): Promise<Result<Pick<InviteeDone, 'page'>>> {
  const found = await holderOf(store, ask)
  if (!found) return err(closedLink)
  const { meeting, person } = found
  const done = await carryOut(store, streams.meeting(meeting), noun, { ...ask, person })
  const invited = await invitedBy(store, ask)
  if (!done.ok) return invited ? done : err(closedLink)
  return ok(invited ? { page: await pageOf(store, ask, invited) } : {})
}

/** The meeting that this link invites to, and as whom; whatever has become of the invitation. */
async function holderOf(store: Store, ask: Ask): Promise<{ meeting: string; person: string } | undefined> {
  const link = ask.request.admitted.link
  const meeting = link && (await meetingOfLink(store, link))
  if (!link || !meeting) return undefined
  const known = (await factsFor(store, streams.meeting(meeting), '', ask.now)) as Known<Meeting, MeetingFacts>
  const invitation = linkedInvitation(known.state, link)
  return invitation && { meeting, person: inviteeId(invitation.id) }
}

async function invitedBy(store: Store, ask: Ask): Promise<Invited | undefined> {
  const found = await holderOf(store, ask)
  if (!found) return undefined
  const stream = streams.meeting(found.meeting)
  const known = (await factsFor(store, stream, found.person, ask.now)) as Known<Meeting, MeetingFacts>
  const invitation = linkedInvitation(known.state, ask.request.admitted.link ?? '')
  if (!invitation || !known.roles.has('INVITEE') || isExpired(invitation, ask.now)) return undefined
  const item = itemOf(known.state, invitation.matter)
  const matter = known.facts.matters[invitation.matter]
  return item && matter && { known, invitation, item, matter }
}

async function pageOf(store: Store, ask: Ask, invited: Invited): Promise<InviteePage> {
  const [viewing, groups] = await Promise.all([viewingOf(store, ask), listReviewGroups(store)])
  return inviteePage(viewing, invited, meetingTitles(viewing.organisation, groups))
}
