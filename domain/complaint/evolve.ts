import type { Recorded } from '../decider.ts'
import { closed } from '../result.ts'
import type { SealedPart } from '../sealed-part.ts'
import { dayOf } from '../time.ts'
import type { Complaint, FilePart, IdentityOpening, PartKind, Proposal, Recused, Reply } from './complaint.ts'
import { isConcluded } from './dispositions.ts'
import type { ComplaintEvent } from './events.ts'

type Happened = Recorded<ComplaintEvent>
type Of<Type extends ComplaintEvent['type']> = Extract<Happened, { type: Type }>

export function evolveComplaint(state: Complaint, event: Happened): Complaint {
  const on = dayOf(event.at)
  const { person } = event.by
  const filed = (kind: PartKind, ...parts: readonly (SealedPart | undefined)[]): readonly FilePart[] => [
    ...state.parts,
    ...parts.flatMap(part => (part ? [{ ...part, kind, on, by: person }] : [])),
  ]
  switch (event.type) {
    case 'complaint.received':
      return received(state, event)
    case 'complaint.received-upward': {
      const { mailbox, ...upward } = event.data
      return { ...state, stage: 'UPWARD', receivedOn: on, upward, ...(mailbox ? { mailbox } : {}) }
    }
    case 'complaint.handed-upward':
      return state.upward ? { ...state, upward: { ...state.upward, ...event.data } } : state
    case 'complaint.message-received': {
      const { content, attachments } = event.data
      const parts = filed('MESSAGE', content, ...attachments)
      return { ...state, parts, messages: [...state.messages, { ...event.data, on }] }
    }
    case 'complaint.identity-added': {
      const identity = [...state.identity, ...event.data.identity]
      return { ...state, identity, mode: 'REAL_NAME', namedOn: state.namedOn ?? on }
    }
    case 'complaint.withdrawal-requested':
      return { ...state, withdrawalOn: on }
    case 'complaint.recusal-added':
      return { ...state, recused: together(state.recused, event.data.recused) }
    case 'complaint.triaged':
      return triaged(state, event, filed('NOTE', event.data.note))
    case 'complaint.assigned':
      return { ...state, handlers: event.data.handlers, stage: state.stage === 'TRIAGED' ? 'HANDLING' : state.stage }
    case 'complaint.acknowledged': {
      const { accepted, reply } = event.data
      return { ...answered(state, event, 'ACKNOWLEDGEMENT', reply), acknowledged: { accepted, on } }
    }
    case 'complaint.replied':
      return answered(state, event, 'ANSWER', event.data.reply)
    case 'complaint.noted':
      return { ...state, parts: filed('NOTE', event.data.note) }
    case 'complaint.merged': {
      const recused = together(state.recused, event.data.recused)
      return { ...state, stage: 'MERGED', mergedInto: event.data.into, mergedOn: on, recused }
    }
    case 'complaint.joined': {
      const recused = together(state.recused, event.data.recused)
      return { ...state, joined: [...state.joined, event.data.number], recused }
    }
    case 'complaint.main-concluded':
      return { ...state, concludedOn: on }
    case 'complaint.transferred':
      return transferred({ ...state, parts: filed('NOTE', event.data.note) }, event)
    case 'complaint.extended':
      return { ...state, extendedTo: event.data.dueOn, parts: filed('NOTE', event.data.note) }
    case 'complaint.disposition-proposed': {
      const parts = [...state.parts, ...event.data.papers.map(p => ({ ...p.part, kind: p.kind, on, by: person }))]
      return { ...state, stage: 'PROPOSED', parts, proposal: { ...event.data, proposer: person, proposedOn: on } }
    }
    case 'complaint.disposition-approved':
      return state.proposal ? disposed(state, { ...state.proposal, approvedOn: on }, event) : state
    case 'complaint.papers-filed': {
      const parts = [...state.parts, ...event.data.papers.map(p => ({ ...p.part, kind: p.kind, on, by: person }))]
      const { proposal } = state
      if (!proposal) return state
      return disposed({ ...state, parts }, { ...proposal, papers: [...proposal.papers, ...event.data.papers] }, event)
    }
    case 'complaint.disposition-returned':
      return takenBack({ ...state, parts: filed('NOTE', event.data.note) })
    case 'complaint.hold-reviewed': {
      const { reopened, reviewOn } = event.data
      const noted = { ...state, parts: filed('NOTE', event.data.note) }
      if (reopened || !state.proposal) return { ...takenBack(noted), reopenedOn: on }
      return { ...noted, proposal: { ...state.proposal, reviewOn } }
    }
    case 'complaint.clue-made':
      return { ...state, clues: [...state.clues, event.data.clue] }
    case 'complaint.feedback-given':
      return { ...answered(state, event, 'FEEDBACK', event.data.reply), feedbackOn: on }
    case 'complaint.closed':
      return { ...state, stage: 'CLOSED', result: event.data.result, closedOn: on }
    case 'complaint.identity-asked': {
      const asked: IdentityOpening = { ...event.data, asker: person, stage: 'ASKED', askedOn: on }
      return { ...state, openings: [...state.openings, asked] }
    }
    case 'complaint.identity-agreed':
      return opening(state, event.data.opening, { stage: 'AGREED' })
    case 'complaint.identity-declined':
      return opening(state, event.data.opening, { stage: 'DECLINED', declined: event.data.ground, declinedBy: person })
    case 'complaint.identity-passed':
      return opening(state, event.data.opening, { stage: 'PASSED', inner: event.data.inner })
    case 'complaint.identity-opened':
      return opening(state, event.data.opening, { stage: 'OPENED', openedOn: on })
    case 'complaint.resealed':
      return resealed(state, event)
    case 'complaint.destruction-proposed':
      return { ...state, destruction: { ...event.data, proposer: person } }
    case 'complaint.destroyed':
      return { ...state, stage: 'DESTROYED', certificate: event.data.certificate }
    default:
      return closed(event)
  }
}

/** Both of two lists of those who never learn of it. */
export function together(a: Recused, b: Recused): Recused {
  return {
    departments: [...new Set([...a.departments, ...b.departments])],
    persons: [...new Set([...a.persons, ...b.persons])],
  }
}

function received(state: Complaint, { data, at, by }: Of<'complaint.received'>): Complaint {
  const { content, attachments, identity, mailbox, related, ...rest } = data
  const on = dayOf(at)
  const file = { on, by: by.person }
  return {
    ...state,
    ...rest,
    stage: 'RECEIVED',
    receivedOn: on,
    parts: [
      { ...content, ...file, kind: 'CONTENT' },
      ...attachments.map(a => ({ ...a, ...file, kind: 'ATTACHMENT' as const })),
    ],
    identity: identity ?? [],
    ...(data.mode === 'REAL_NAME' ? { namedOn: on } : {}),
    ...(mailbox ? { mailbox } : {}),
    ...(related ? { related } : {}),
  }
}

function triaged(state: Complaint, { data, at }: Of<'complaint.triaged'>, parts: readonly FilePart[]): Complaint {
  const stage = state.stage === 'RECEIVED' ? 'TRIAGED' : state.stage
  return { ...state, stage, class: data.class, triagedOn: dayOf(at), triageChanged: data.changed, parts }
}

function answered(
  state: Complaint,
  { at, by }: Happened,
  about: Reply['about'],
  part: SealedPart | undefined,
): Complaint {
  if (!part) return state
  const on = dayOf(at)
  const parts = [...state.parts, { ...part, kind: 'REPLY' as const, on, by: by.person }]
  return { ...state, parts, replies: [...state.replies, { part, on, about }] }
}

/** What was told of where it went is the result that the reporter is owed. */
function transferred(state: Complaint, event: Of<'complaint.transferred'>): Complaint {
  const on = dayOf(event.at)
  const { destination, handed, reply } = event.data
  const concludedOn = state.concludedOn ?? on
  const told = reply ? { feedbackOn: on } : {}
  const transfers = [...state.transfers, { destination, handed, on }]
  return { ...answered(state, event, 'TRANSFER', reply), stage: 'TRANSFERRED', transfers, concludedOn, ...told }
}

function disposed(state: Complaint, proposal: Proposal, { at }: Happened): Complaint {
  const stage = proposal.disposition === 'HOLD' ? 'HELD' : 'DISPOSED'
  return { ...state, stage, proposal, ...(isConcluded(proposal) ? { concludedOn: dayOf(at) } : {}) }
}

/** Sent back, or taken up again: another disposition has to be proposed, and the earlier one stays on record. */
function takenBack({ proposal, ...state }: Complaint): Complaint {
  return { ...state, stage: 'HANDLING', earlierProposals: [...state.earlierProposals, ...(proposal ? [proposal] : [])] }
}

function opening(state: Complaint, no: number, change: Partial<IdentityOpening>): Complaint {
  return { ...state, openings: state.openings.map(o => (o.opening === no ? { ...o, ...change } : o)) }
}

/** The same words sealed to other keys: every place that names the old part names the new one. */
function resealed(state: Complaint, { data }: Of<'complaint.resealed'>): Complaint {
  const anew = new Map(data.parts.map(({ from, to }) => [from, to]))
  const now = <T extends SealedPart>(part: T): T => ({ ...part, ...(anew.get(part.blob) ?? {}) })
  return {
    ...state,
    keys: data.keys,
    parts: state.parts.map(now),
    messages: state.messages.map(m => ({ ...m, content: now(m.content), attachments: m.attachments.map(now) })),
    replaced: [...state.replaced, ...anew.keys()],
  }
}
