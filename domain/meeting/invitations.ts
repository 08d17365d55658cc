import { inviteeId } from '../organisation/facts.ts'
import { type Refusal, refuse } from '../result.ts'
import type { Instant } from '../time.ts'
import { type Invitation, itemOf, type Meeting } from './meeting.ts'
import { inviteeCategoryNames } from './words.ts'

/** S99. */
export const nameOfInviteeCategory = (category: Invitation['category']): string => inviteeCategoryNames[category]

const stageNames: Record<Invitation['stage'], string> = {
  PROPOSED: '待办公室商定',
  AGREED: '已邀请',
  DECLINED: '未予邀请',
  BLOCKED: '有利害关系，已阻断',
}
export const nameOfInvitationStage = (stage: Invitation['stage']): string => stageNames[stage]

/** The invitation by which this person acts (`INVITEE.I-1`), whatever has become of it. */
export function invitationOf(meeting: Meeting, person: string): Invitation | undefined {
  return meeting.invitations.find(i => inviteeId(i.id) === person)
}

/** The invitation whose one-time link has this SHA-256 (E-14). */
export function linkedInvitation(meeting: Meeting, linkHash: string): Invitation | undefined {
  return meeting.invitations.find(i => i.link === linkHash)
}

/** E-14: until when the link opens anything. Compared as moments, because whoever agreed may have written either form. */
export function isExpired(invitation: Invitation, now: Instant): boolean {
  return invitation.expiresAt === undefined || Date.parse(now) >= Date.parse(invitation.expiresAt)
}

/** Why an invited person cannot, or can no longer, take part: the link has expired (E-14), or the item is past. */
export function refuseTakingPart(meeting: Meeting, invitation: Invitation, now: Instant): Refusal | undefined {
  if (isExpired(invitation, now))
    return refuse('WRONG_STATE', 'E-14', '邀请链接已经失效，如仍需发表意见，请联系领导小组办公室。')
  const stage = itemOf(meeting, invitation.matter)?.stage
  return stage === 'WAITING' || stage === 'UNDER_WAY'
    ? undefined
    : refuse('WRONG_STATE', 'S100', '受邀参与的议题已经审议完毕或已撤下，不再听取意见。')
}

/** E-13: the invited person's own unit or one that they declared is the matter's counterparty, by its code. */
export function interestOf(
  units: readonly { readonly name: string; readonly uscc: string }[],
  counterparty: string | undefined,
): string | undefined {
  const hit = counterparty === undefined ? undefined : units.find(u => u.uscc === counterparty)
  return hit && `${hit.name}是本件的相对人（统一社会信用代码一致）`
}
