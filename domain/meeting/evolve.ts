import type { Recorded } from '../decider.ts'
import { closed } from '../result.ts'
import type { MeetingEvent } from './events.ts'
import type { AgendaItem, Invitation, Meeting } from './meeting.ts'

/** The next state. Trusts the event: what must not be was refused before it was recorded. */
export function evolveMeeting(state: Meeting, event: Recorded<MeetingEvent>): Meeting {
  switch (event.type) {
    case 'meeting.called': {
      const { divisions: _, ...called } = event.data
      return { ...state, ...called, stage: 'PLANNED' }
    }
    case 'meeting.chair-replaced':
      return { ...state, chair: event.data.chair }
    case 'meeting.recorder-replaced':
      return {
        ...state,
        recorder: event.data.recorder,
        formerRecorders: [...(state.formerRecorders ?? []), { person: state.recorder, reason: event.data.reason }],
      }
    case 'meeting.second-recorder-named':
      return { ...state, secondRecorder: event.data.recorder }
    case 'meeting.item-added':
    case 'meeting.topic-added':
      return {
        ...state,
        items: [...state.items, newItem(state, event.data)],
        lateItems: state.lateItems.filter(l => l.matter !== event.data.matter),
      }
    case 'meeting.item-removed':
      return { ...state, items: state.items.filter(i => i.matter !== event.data.matter) }
    case 'meeting.agenda-ordered': {
      const place = (item: AgendaItem) => event.data.order.indexOf(item.matter)
      const ordered = state.items.toSorted((a, b) => place(a) - place(b))
      return { ...state, items: ordered.map((item, index) => ({ ...item, no: index + 1 })) }
    }
    case 'meeting.separate-item-noted':
      return { ...state, separateItems: event.data.no }
    case 'meeting.presider-assigned':
      return change(state, event.data.matter, item => ({ ...item, presider: event.data.presider }))
    case 'meeting.late-item-proposed':
      return { ...state, lateItems: [...state.lateItems, { ...event.data, by: event.by.person, confirmed: [] }] }
    case 'meeting.late-item-confirmed': {
      const { matter, as } = event.data
      const confirmation = { as, person: event.by.person }
      return {
        ...state,
        lateItems: state.lateItems.map(late =>
          late.matter === matter ? { ...late, confirmed: [...late.confirmed, confirmation] } : late,
        ),
      }
    }
    case 'meeting.notice-sent':
      return { ...state, stage: 'NOTICED', noticedAt: event.at, shortNoticeReason: event.data.shortNoticeReason }
    case 'meeting.packet-frozen':
      return { ...state, packet: event.data.packet }
    case 'meeting.packet-acknowledged':
      return {
        ...state,
        acknowledged: [...state.acknowledged, { ...event.data, person: event.by.person, at: event.at }],
      }
    case 'meeting.opened':
      return { ...state, stage: 'OPEN', openedAt: event.at }
    case 'meeting.attendance-recorded':
      return {
        ...state,
        attendance: [...state.attendance, { ...event.data, at: event.at }],
        items: state.items.map(item => (item.stage === 'UNDER_WAY' ? withoutCount(item) : item)),
      }
    case 'meeting.adjourned':
      return { ...state, stage: 'ADJOURNED', adjournedAt: event.at }
    case 'meeting.item-started':
    case 'meeting.recusal-requested':
    case 'meeting.recusal-ruled':
    case 'meeting.ruling-objected':
    case 'meeting.recusal-recorded':
    case 'meeting.opinion-recorded':
    case 'meeting.written-opinion-recorded':
    case 'meeting.opinion-supplemented':
    case 'meeting.ballots-counted':
    case 'meeting.item-concluded':
    case 'meeting.item-postponed':
      return change(state, event.data.matter, item => evolveItem(item, event))
    case 'meeting.invitation-proposed':
    case 'meeting.invitation-agreed':
    case 'meeting.invitation-declined':
    case 'meeting.invitee-interests-declared':
    case 'meeting.invitation-blocked':
    case 'meeting.invitee-opinion-recorded':
    case 'meeting.invitee-opinion-voided':
      return evolveInvitations(state, event)
    case 'meeting.minutes-drafted':
      return { ...state, drafts: [...state.drafts, { ...event.data, by: event.by.person, at: event.at }] }
    case 'meeting.minutes-circulated':
      return {
        ...state,
        drafts: state.drafts.map(d => (d.draft === event.data.draft ? { ...d, circulatedAt: event.at } : d)),
      }
    case 'meeting.minutes-commented':
      return { ...state, comments: [...state.comments, { ...event.data, person: event.by.person, at: event.at }] }
    case 'meeting.dissent-confirmed':
      return {
        ...state,
        confirmations: [...state.confirmations, { ...event.data, person: event.by.person, at: event.at }],
      }
    case 'meeting.minutes-signed':
      return {
        ...state,
        stage: 'SIGNED',
        signedAt: event.at,
        signedBy: event.by.person,
        minutes: event.data.minutes,
        hash: event.data.hash,
      }
    case 'meeting.erratum-proposed':
      return { ...state, errata: [...state.errata, { ...event.data, proposedBy: event.by.person }] }
    case 'meeting.erratum-issued': {
      const { erratum, minutes, hash } = event.data
      return {
        ...state,
        errata: state.errata.map(e => (e.erratum === erratum ? { ...e, minutes, hash, issuedAt: event.at } : e)),
      }
    }
    default:
      return closed(event)
  }
}

type EventNamed<T extends MeetingEvent['type']> = Extract<Recorded<MeetingEvent>, { type: T }>

type OfItem = EventNamed<
  | 'meeting.item-started'
  | 'meeting.recusal-requested'
  | 'meeting.recusal-ruled'
  | 'meeting.ruling-objected'
  | 'meeting.recusal-recorded'
  | 'meeting.opinion-recorded'
  | 'meeting.written-opinion-recorded'
  | 'meeting.opinion-supplemented'
  | 'meeting.ballots-counted'
  | 'meeting.item-concluded'
  | 'meeting.item-postponed'
>

function evolveItem(item: AgendaItem, event: OfItem): AgendaItem {
  const said = { version: event.version, person: event.by.person, at: event.at }
  switch (event.type) {
    case 'meeting.item-started': {
      const { presider, convener, actingConvener, recusals, ballot } = event.data
      return {
        ...item,
        ...{ stage: 'UNDER_WAY', startedAt: event.at, presider, convener, actingConvener },
        ballot: ballot ?? 'NAMED',
        recusals: recusals.map(r => ({ ...r, at: event.at })),
      }
    }
    case 'meeting.recusal-requested': {
      const { person, reason } = event.data
      return { ...item, requests: [...item.requests, { person, reason, by: event.by.person, at: event.at }] }
    }
    case 'meeting.recusal-ruled': {
      const { person, upheld, reason } = event.data
      const ruling = { upheld, reason, by: event.by.person, at: event.at }
      const open = item.requests.findLastIndex(r => r.person === person && !r.ruling)
      return { ...item, requests: item.requests.map((r, index) => (index === open ? { ...r, ruling } : r)) }
    }
    case 'meeting.ruling-objected':
      return { ...item, objections: [...item.objections, { ...said, words: event.data.words }] }
    case 'meeting.recusal-recorded': {
      const { recusal } = event.data
      return {
        ...withoutCount(item),
        recusals: [...item.recusals, { ...recusal, at: event.at }],
        opinions: item.opinions.map(o => (o.person === recusal.person ? { ...o, beforeRecusal: true } : o)),
      }
    }
    case 'meeting.opinion-recorded': {
      const { matter: _, ...opinion } = event.data
      const recorded = { ...opinion, version: event.version, at: event.at, beforeRecusal: false }
      return { ...item, opinions: [...item.opinions, recorded] }
    }
    case 'meeting.written-opinion-recorded': {
      const { matter: _, ...opinion } = event.data
      return {
        ...item,
        writtenOpinions: [...item.writtenOpinions, { ...opinion, version: event.version, at: event.at }],
      }
    }
    case 'meeting.opinion-supplemented':
      return { ...item, supplements: [...item.supplements, { ...said, words: event.data.words }] }
    case 'meeting.ballots-counted': {
      const { matter: _, ...count } = event.data
      return { ...item, count: { ...count, by: event.by.person } }
    }
    case 'meeting.item-concluded': {
      const { matter: _, divisions: __, tasks = [], ...conclusion } = event.data
      return { ...item, stage: 'CONCLUDED', endedAt: event.at, conclusion: { ...conclusion, tasks, at: event.at } }
    }
    case 'meeting.item-postponed':
      return { ...item, stage: 'POSTPONED', endedAt: event.at, postponed: event.data.reason }
    default:
      return closed(event)
  }
}

/** A count is of those who were there: whoever comes, goes or leaves for the item makes it one of others (E-12). */
function withoutCount({ count: _, ...item }: AgendaItem): AgendaItem {
  return item
}

type OfInvitation = EventNamed<
  | 'meeting.invitation-proposed'
  | 'meeting.invitation-agreed'
  | 'meeting.invitation-declined'
  | 'meeting.invitee-interests-declared'
  | 'meeting.invitation-blocked'
  | 'meeting.invitee-opinion-recorded'
  | 'meeting.invitee-opinion-voided'
>

function evolveInvitations(state: Meeting, event: OfInvitation): Meeting {
  if (event.type === 'meeting.invitation-proposed') {
    const { invitation: id, ...proposed } = event.data
    const invitation: Invitation = {
      ...{ id, ...proposed, by: event.by.person, stage: 'PROPOSED', materials: [], downloadable: false },
    }
    return { ...state, invitations: [...state.invitations, invitation] }
  }
  const { invitation: id } = event.data
  return { ...state, invitations: state.invitations.map(i => (i.id === id ? evolveInvitation(i, event) : i)) }
}

function evolveInvitation(
  invitation: Invitation,
  event: Exclude<OfInvitation, { type: 'meeting.invitation-proposed' }>,
): Invitation {
  switch (event.type) {
    case 'meeting.invitation-agreed': {
      const { invitation: _, ...agreed } = event.data
      return { ...invitation, ...agreed, stage: 'AGREED' }
    }
    case 'meeting.invitation-declined':
      return { ...invitation, stage: 'DECLINED', note: event.data.reason }
    case 'meeting.invitee-interests-declared': {
      const { related, units } = event.data
      return { ...invitation, declared: { related, units } }
    }
    case 'meeting.invitation-blocked':
      return { ...invitation, stage: 'BLOCKED', note: event.data.reason }
    case 'meeting.invitee-opinion-recorded': {
      const { position, words, signature } = event.data
      return { ...invitation, opinion: { version: event.version, position, words, signature, at: event.at } }
    }
    case 'meeting.invitee-opinion-voided': {
      const { reason, reconsider } = event.data
      return { ...invitation, voided: { reason, reconsider } }
    }
    default:
      return closed(event)
  }
}

type Added = EventNamed<'meeting.item-added' | 'meeting.topic-added'>['data']

function newItem(state: Meeting, data: Added): AgendaItem {
  const no = Math.max(0, ...state.items.map(i => i.no)) + 1
  return {
    ...data,
    no,
    stage: 'WAITING',
    ...(state.stage === 'PLANNED' ? {} : { late: true }),
    ballot: 'NAMED',
    recusals: [],
    requests: [],
    objections: [],
    opinions: [],
    writtenOpinions: [],
    supplements: [],
  }
}

function change(state: Meeting, matter: string, how: (item: AgendaItem) => AgendaItem): Meeting {
  return { ...state, items: state.items.map(item => (item.matter === matter ? how(item) : item)) }
}
