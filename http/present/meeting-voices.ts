import { nameOfInvitationStage, nameOfInviteeCategory } from '../../domain/meeting/invitations.ts'
import type { AgendaItem, Invitation, Meeting, Opinion } from '../../domain/meeting/meeting.ts'
import { channelNames, positionNames } from '../../domain/meeting/words.ts'
import type { Signature } from '../../domain/signature.ts'
import type { InviteeView, MeetingItemView } from '../api/contract.ts'
import { someone, type Viewing } from './viewing.ts'

/** Everything that was said of an item, by whom and how: in the room, from afar, against each other, by those invited. */
export function voicesOf(viewing: Viewing, meeting: Meeting, item: AgendaItem) {
  const who = (person: string) => someone(viewing, person)
  return {
    requests: item.requests.map(({ person, by, reason, at, ruling }) => ({
      who: who(person),
      by: who(by),
      reason,
      at,
      ...(ruling ? { ruling: { ...ruling, by: who(ruling.by) } } : {}),
    })),
    objections: item.objections.map(({ person, words, at }) => ({ who: who(person), words, at })),
    opinions: item.opinions.map(opinion => opinionView(viewing, opinion)),
    writtenOpinions: item.writtenOpinions.map(({ person, words, at, channel, witness }) => ({
      who: who(person),
      words,
      at,
      channelName: channelNames[channel],
      ...(witness ? { witness: who(witness) } : {}),
    })),
    supplements: item.supplements.map(({ person, words, at }) => ({ who: who(person), words, at })),
    invitees: meeting.invitations.filter(({ matter }) => matter === item.matter).map(inviteeView),
  }
}

export function opinionView(viewing: Viewing, opinion: Opinion): MeetingItemView['opinions'][number] {
  const { person, position, words, at, recordedBy, beforeRecusal, signature } = opinion
  return {
    who: someone(viewing, person),
    position,
    words,
    at,
    beforeRecusal,
    ...(signature ? { signed: signedView(signature) } : {}),
    ...(recordedBy ? { recordedBy: someone(viewing, recordedBy) } : {}),
  }
}

/** S98–S100: somebody invited to one item, from being proposed to having spoken. The link's fingerprint is nobody's to see. */
export function inviteeView(invitation: Invitation): InviteeView {
  const { id, category, name, unit, reason, stage, expiresAt, note, declared, opinion, voided } = invitation
  return {
    id,
    category,
    categoryName: nameOfInviteeCategory(category),
    name,
    unit,
    reason,
    stage,
    stageName: nameOfInvitationStage(stage),
    expiresAt,
    note,
    ...(declared ? { declared: { related: declared.related, units: [...declared.units] } } : {}),
    ...(opinion ? { opinion: inviteeOpinion(opinion) } : {}),
    voided,
  }
}

function inviteeOpinion({ position, words, at, signature }: NonNullable<Invitation['opinion']>) {
  return {
    ...(position ? { positionName: positionNames[position] } : {}),
    words,
    at,
    ...(signature ? { signed: signedView(signature) } : {}),
  }
}

/** The record says whose hands the key was in. */
function signedView({ method }: Signature) {
  return { method, words: method === 'WEBAUTHN' ? '本人设备密钥签名' : '平台代管密钥签名' }
}
