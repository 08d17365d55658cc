import { nameOfBoard, nameOfLevel } from '../../domain/catalogue/power-item.ts'
import type { Material, Matter } from '../../domain/matter/matter.ts'
import { invitationActs } from '../../domain/meeting/acts-invitations.ts'
import type { MeetingFacts } from '../../domain/meeting/facts.ts'
import { nameOfInviteeCategory } from '../../domain/meeting/invitations.ts'
import { type AgendaItem, type Invitation, type Meeting, nameOfStage } from '../../domain/meeting/meeting.ts'
import { wordsOfMethod } from '../../domain/signature.ts'
import type { Known } from '../../store/facts/facts.ts'
import type { InviteePage } from '../api/contract.ts'
import { actionsOf } from './actions.ts'
import type { MeetingTitles } from './meeting-title.ts'
import { division, itemOf, type Viewing } from './viewing.ts'

/** An invitation that is open, with the item and the matter that it is for. */
export interface Invited {
  readonly known: Known<Meeting, MeetingFacts>
  readonly invitation: Invitation
  readonly item: AgendaItem
  readonly matter: Matter
}

/** What may be read: what the office agreed to, once the person has said that nothing binds them to it (E-13). */
export function materialsFor({ invitation, matter }: Invited): readonly Material[] {
  return invitation.declared ? matter.materials.filter(m => invitation.materials.includes(m.hash)) : []
}

/** The page of somebody invited (E-14): picked word by word, so that what is added to a matter later is not in it. */
export function inviteePage(viewing: Viewing, invited: Invited, titles: MeetingTitles): InviteePage {
  const { known, invitation, item } = invited
  const { state: meeting, roles, facts } = known
  const { scheduledAt, place, stage } = meeting
  const { name, category, unit, declared, opinion } = invitation
  return {
    meeting: { title: titles(meeting), scheduledAt, place, stageName: nameOfStage(stage) },
    item: { no: item.no, title: item.title, brief: briefOf(viewing, invited.matter) },
    invitee: { name, category, categoryName: nameOfInviteeCategory(category), ...(unit ? { unit } : {}) },
    materials: materialsFor(invited).map(({ hash, name: file, size, mime }) => ({ hash, name: file, size, mime })),
    downloadable: invitation.downloadable,
    expiresAt: invitation.expiresAt ?? '',
    ...(declared ? { declared: { related: declared.related, units: declared.units.map(u => ({ ...u })) } } : {}),
    ...(opinion
      ? {
          opinion: {
            words: opinion.words,
            at: opinion.at,
            ...(opinion.position ? { position: opinion.position } : {}),
            ...(opinion.signature ? { signed: wordsOfMethod(opinion.signature.method) } : {}),
          },
        }
      : {}),
    actions: actionsOf(
      invitationActs.filter(act => act.roles.includes('INVITEE')),
      roles,
      meeting,
      facts,
    ).map(action => ({ ...action, noun: inviteeNouns[action.noun] ?? action.noun })),
  }
}

/** What somebody invited may do, and under which name here. */
const inviteeNouns: Readonly<Record<string, string>> = {
  'invitee-declarations': 'declarations',
  'invitee-opinions': 'opinions',
}

function briefOf(viewing: Viewing, matter: Matter): InviteePage['item']['brief'] {
  const item = itemOf(viewing, matter)
  const { counterparty } = matter
  return [
    ...(item ? [{ label: '职权事项', words: item.name }] : []),
    ...(matter.board ? [{ label: '所属板块', words: nameOfBoard(matter.board) }] : []),
    ...(matter.level ? [{ label: '审议层级', words: nameOfLevel(matter.level) }] : []),
    { label: '送审处室', words: division(viewing, matter.department).name },
    // A natural person's name stays inside; a unit's is what interests are compared with.
    ...(counterparty?.kind === 'ORGANISATION' ? [{ label: '相对人', words: counterparty.name }] : []),
  ]
}
